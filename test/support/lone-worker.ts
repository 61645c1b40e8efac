/** A worker in the test's own process: it takes the tasks it is given, and its model writes what the test says. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writer } from '../../src/outside/language-model/writer.js';
import type { PipelineJob } from '../../src/tasks/queue.js';
import { CallLedger } from '../../src/usage/call-ledger.js';
import { DraftStreams } from '../../src/worker/draft-stream.js';
import type { AbortReason } from '../../src/worker/heartbeat.js';
import { Heartbeat } from '../../src/worker/heartbeat.js';
import type { Worker } from '../../src/worker/pipeline-task.js';
import { takeOne } from '../../src/worker/pipeline-task.js';
import { ProgressPublisher } from '../../src/worker/progress.js';
import { Quarantine } from '../../src/worker/quarantine.js';
import type { WorkerContext } from '../../src/worker/step-tools.js';
import { claimTask } from './claim.js';
import type { MigratedDatabase } from './database.js';
import type { Ledger } from './ledger.js';

const LEASE_MS = 12_000;

export class LoneWorker {
  /** What the model does when it is asked. */
  write: () => Promise<string> = () => Promise.reject(new Error('The test has not said what is written'));
  /** How often it was asked. */
  asked = 0;
  /** The keys of stored files that were removed. */
  readonly removed: string[] = [];
  private readonly scratchRoot = mkdtempSync(join(tmpdir(), 'devreel-worker-'));
  private readonly heartbeat: Heartbeat;
  private readonly worker: Worker;

  constructor({ db, url }: MigratedDatabase, { log, tasks }: Ledger) {
    this.heartbeat = new Heartbeat(url, LEASE_MS);
    const redis = { publish: () => Promise.resolve(1) } as never;
    const context = {
      db,
      heartbeat: this.heartbeat,
      storage: { removeAll: (prefix: string) => Promise.resolve(void this.removed.push(prefix)) },
      models: {
        now: () => Promise.resolve({ writer: this.writer(), transcriber: null, seer: null, embedder: null }),
      },
      publisher: new ProgressPublisher(redis),
      drafts: new DraftStreams(db, redis),
      calls: new CallLedger(db, {}, null),
      quarantine: new Quarantine(),
      yieldAfterMs: 0,
      storageLimitBytes: null,
      scratchRoot: this.scratchRoot,
      settings: { screenshotEveryMs: 3_000 },
    } as unknown as WorkerContext;
    this.worker = { log, tasks, context, stopping: false, draining: false, tasksUnderWay: 0 };
  }

  take(job: PipelineJob): Promise<void> {
    return takeOne(this.worker, (admits) => claimTask(this.worker.log, this.heartbeat.workerId, job, admits));
  }

  /** Aborts all attempts, as the heartbeat does when a task is no longer the worker's, or the worker is told to end. */
  abortAll(reason: AbortReason): void {
    this.heartbeat.abortAll(reason);
  }

  stop(): void {
    this.worker.stopping = true;
  }

  get underWay(): number {
    return this.worker.tasksUnderWay;
  }

  async end(): Promise<void> {
    await this.heartbeat.stop();
    rmSync(this.scratchRoot, { recursive: true, force: true });
  }

  private writer(): Writer {
    const write = (): Promise<string> => {
      this.asked += 1;
      return this.write();
    };
    return { identity: 'scribe', model: 'scribe', maxPromptTokens: 5_000, write } as unknown as Writer;
  }
}
