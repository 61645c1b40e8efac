/** What people bring: the recording, and captions for it. */
import { Inject, Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { EventLog } from '../events/event-log.js';
import type { ProjectTx } from '../events/project-tx.js';
import { ProjectGone } from '../events/project-tx.js';
import type { Settings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import type { StorageUse } from '../contract/account.js';
import type { Task } from '../contract/task.js';
import { CaptionsRow, SourceRow } from '../database/entities/project.entity.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { Problem, problems } from '../http/problem.js';
import type { StoredObject } from '../outside/storage/storage.js';
import { ObjectTooLarge, projectPrefix, Storage } from '../outside/storage/storage.js';
import { redoneWith } from '../steps/lookup.js';
import type { Step } from '../steps/pipeline.js';
import { toTask } from '../tasks/task-view.js';
import { newestIn } from '../tasks/rows.js';
import { Tasks } from '../tasks/tasks.js';
import { requireRole, whileAllowed } from '../members/access.js';
import { refuseTasksOver } from '../members/owner-limits.js';
import { leftOf, overLimit, StorageLimit, storageOfOwner } from '../members/storage-use.js';
import { CaptionsError } from '../transcript/captions/cue.js';
import type { Checked } from '../transcript/captions/reader.js';
import { CaptionsReader, MAX_CAPTIONS_BYTES } from '../transcript/captions/reader.js';
import { Arriving } from './arriving.js';
import { emptyFile, isRefusal, noSpace, noSpaceOr, sourceExists, tooLarge } from './refusals.js';
import { startPipeline } from './start.js';

@Injectable()
export class Uploads {
  private readonly maxUploadBytes: number;
  private readonly storageLimitBytes: number | null;
  private readonly tasksPerOwner: number;
  private readonly captionsReader = new CaptionsReader();

  constructor(
    private readonly log: EventLog,
    private readonly tasks: Tasks,
    private readonly storage: Storage,
    @Inject(SETTINGS) settings: Pick<Settings, 'maxUploadBytes' | 'storageLimitBytes' | 'tasksPerOwner'>,
  ) {
    this.maxUploadBytes = settings.maxUploadBytes;
    this.storageLimitBytes = settings.storageLimitBytes;
    this.tasksPerOwner = settings.tasksPerOwner;
  }

  /**
   * Stores the recording and starts the pipeline. `announcedBytes`: what Content-Length says, 0 when unknown.
   * Throws the problems 409 `source_exists`, 413 `too_large`, 415 `not_media`, 422 `empty_file`, 429 `task_limit`, 507 `no_space`,
   * `storage_limit`.
   */
  async source(
    userId: string,
    projectId: string,
    filename: string,
    body: Readable,
    announcedBytes: number,
  ): Promise<Task[]> {
    await requireRole(this.log.db.manager, projectId, userId, 'editor');
    await refuseTasksOver(this.log.db.manager, projectId, this.tasksPerOwner);
    if (announcedBytes > this.maxUploadBytes) throw tooLarge(this.maxUploadBytes);
    if (await this.log.db.manager.existsBy(SourceRow, { projectId })) throw sourceExists();
    if ((await this.storage.freeBytes()) < announcedBytes) throw noSpace();
    const use = await storageOfOwner(this.log.db.manager, projectId, this.storageLimitBytes);
    if (announcedBytes > leftOf(use)) throw new StorageLimit(use).problem;
    const objectKey = `${projectPrefix(projectId)}sources/${randomUUID()}/recording`;
    const stored = await whileAllowed(this.log.db.manager, [projectId, userId, 'editor'], (signal) =>
      this.store(objectKey, body, use, signal),
    );
    try {
      const source = { filename, objectKey, ...stored };
      const tasks = await this.log.write(projectId, async (tx) => {
        await requireRole(tx.db, projectId, userId, 'editor');
        // Others may have come in while this one was on its way.
        const over = await overLimit(tx.db, projectId, stored.sizeBytes, this.storageLimitBytes);
        if (over) throw over.problem;
        return startPipeline(tx, this.tasks, source);
      });
      return tasks.map(toTask);
    } catch (error) {
      if (isRefusal(error)) await this.storage.removeAll(objectKey.slice(0, -'recording'.length));
      throw error instanceof ProjectGone ? problems.notFound('This project') : error;
    }
  }

  /** Stores captions; they become the transcript, at once when there is a recording. Throws 422 `captions_invalid`. */
  async captions(
    userId: string,
    projectId: string,
    filename: string,
    body: Readable,
  ): Promise<{ tasks: Task[]; cues: number }> {
    await requireRole(this.log.db.manager, projectId, userId, 'editor');
    const { text, cues } = await this.checked(await readAll(body, MAX_CAPTIONS_BYTES));
    const sha256 = createHash('sha256').update(text).digest('hex');
    const tasks = await this.log.write(projectId, async (tx) => {
      // Again, since the file may have been long on its way.
      await requireRole(tx.db, projectId, userId, 'editor');
      await tx.db.upsert(CaptionsRow, { projectId, filename, body: text, sha256, cues }, ['projectId']);
      tx.append('project.updated');
      return this.transcribeAgain(tx);
    });
    return { tasks: tasks.map(toTask), cues };
  }

  private async checked(file: Uint8Array): Promise<Checked> {
    try {
      return await this.captionsReader.check(file, new AbortController().signal);
    } catch (error) {
      if (error instanceof CaptionsError) throw new Problem(422, 'captions_invalid', error.message);
      throw error;
    }
  }

  private async store(objectKey: string, body: Readable, use: StorageUse, signal: AbortSignal): Promise<StoredObject> {
    const arriving = new Arriving(null, true);
    // Not a pipeline: that would close the connection on which the refusal is told.
    body.once('error', (error) => arriving.destroy(error));
    try {
      const stored = await this.storage.put(objectKey, body.pipe(arriving), {
        maxBytes: Math.min(this.maxUploadBytes, leftOf(use)),
        signal,
      });
      if (stored.sizeBytes > 0) return stored;
    } catch (error) {
      if (arriving.refusal) throw arriving.refusal;
      if (!(error instanceof ObjectTooLarge)) throw noSpaceOr(error);
      throw leftOf(use) < this.maxUploadBytes ? new StorageLimit(use).problem : tooLarge(error.maxBytes);
    }
    await this.storage.removeAll(objectKey.slice(0, -'recording'.length));
    throw emptyFile();
  }

  /** New captions supersede a transcript, made or in the making. Nothing to do before there is a recording. */
  private async transcribeAgain(tx: ProjectTx): Promise<TaskRow[]> {
    const newest = (await newestIn(tx)).find((task) => task.key === 'transcribe');
    switch (newest?.status) {
      case undefined:
      case 'queued':
        return newest ? [newest] : [];
      case 'failed':
      case 'cancelled':
        return [await this.tasks.retry(tx, newest)];
      case 'running':
        return [await this.tasks.supersede(tx, 'transcribe')];
      case 'succeeded':
        return this.supersedeAll(tx, ['transcribe', ...redoneWith('transcribe')]);
    }
  }

  /** In this order, since each waits for those before it. */
  private async supersedeAll(tx: ProjectTx, steps: Step[]): Promise<TaskRow[]> {
    const tasks: TaskRow[] = [];
    for (const step of steps) tasks.push(await this.tasks.supersede(tx, step));
    return tasks;
  }
}

async function readAll(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
