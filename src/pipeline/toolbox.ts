/** What a running step is handed: its parts, its progress, and the outside. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { TaskLogRow } from '../database/entities/task.entity.js';
import type { Ffmpeg } from '../outside/ffmpeg.js';
import type { Storage } from '../outside/storage.js';
import type { Transcriber } from '../outside/transcriber.js';
import type { Writer } from '../outside/writer.js';
import type { Beat, Running } from './beat.js';
import type { Claim } from './claim.js';
import type { DraftStreams } from './draft-stream.js';
import type { PartKey } from './parts.js';
import { findPart, storePart } from './parts.js';
import { stepVersions } from './pipeline.js';
import type { ProgressPublisher } from './progress.js';
import type { Tools } from './step.js';

/** What a worker process has for all its steps. */
export interface Workshop {
  db: DataSource;
  beat: Beat;
  storage: Storage;
  ffmpeg: Ffmpeg;
  transcriber: Transcriber | null;
  writer: Writer | null;
  publisher: ProgressPublisher;
  drafts: DraftStreams;
  /** The folder in which each attempt gets a scratch folder of its own. */
  scratchRoot: string;
  settings: Tools['settings'];
}

/** Calls `work` with the tools of this claim; the scratch folder is gone afterwards, whatever happens. */
export async function withTools<T>(
  shop: Workshop,
  claim: Claim,
  running: Running,
  work: (tools: Tools) => Promise<T>,
): Promise<T> {
  const scratch = join(shop.scratchRoot, `${claim.task.id}.${claim.task.attempt}`);
  await mkdir(scratch, { recursive: true });
  try {
    return await work(toolsFor(shop, claim, running, scratch));
  } finally {
    shop.drafts.end(running);
    await rm(scratch, { recursive: true, force: true });
  }
}

function toolsFor(shop: Workshop, { task, given }: Claim, running: Running, scratch: string): Tools {
  const signal = running.abort.signal;
  let source: Promise<string> | undefined;
  return {
    ...{ given, signal, scratch, storage: shop.storage, ffmpeg: shop.ffmpeg, settings: shop.settings },
    ...{ transcriber: shop.transcriber, writer: shop.writer },
    context: () => Promise.resolve([]),
    stream: (text, restart) => shop.drafts.grow(running, text, restart),
    part: partOf(shop, task, running),
    expectParts(total) {
      running.parts = { ...running.parts, total };
    },
    progress(percent, message) {
      running.percent = Math.min(100, Math.max(running.percent, percent));
      running.message = message;
      shop.publisher.publish(running);
    },
    async log(line) {
      await shop.db.manager.insert(TaskLogRow, { taskId: task.id, attempt: task.attempt, line });
    },
    sourceFile() {
      source ??= fetchSource(shop.storage, given.source.key, scratch, signal);
      return source;
    },
  };
}

function partOf(shop: Workshop, task: Claim['task'], running: Running): Tools['part'] {
  const { runId, step } = task;
  return async <T>(part: string, input: unknown, work: () => Promise<T>): Promise<T> => {
    running.abort.signal.throwIfAborted();
    const key: PartKey = { runId, step, stepVersion: stepVersions[step], part, input };
    const found = await findPart(shop.db, key);
    const answer = found ? found.answer : await storePart(shop.db, key, doneBy(task), await work());
    running.parts = { done: running.parts.done + 1, total: Math.max(running.parts.total, running.parts.done + 1) };
    return answer as T;
  };
}

const doneBy = (task: Claim['task']) => ({ taskId: task.id, attempt: task.attempt });

async function fetchSource(storage: Storage, key: string, scratch: string, signal: AbortSignal): Promise<string> {
  // No ending from the user's file name: what the file is, its content says.
  const path = join(scratch, 'source');
  await storage.fetchTo(key, path, signal);
  return path;
}
