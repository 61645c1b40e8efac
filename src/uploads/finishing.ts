/** From the last byte to the pipeline's start. Safe to begin at any time, any number of times, in any process. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { EventLog } from '../channels/event-log.js';
import { ProjectGone } from '../channels/project-tx.js';
import { UploadRow } from '../database/entities/upload.entity.js';
import { Problem } from '../ops/problem.js';
import { projectPrefix, Storage } from '../outside/storage.js';
import { Tasks } from '../pipeline/tasks.js';
import { Leases } from './leases.js';
import { startPipeline } from './start.js';
import type { UploadStore } from './tus-store.js';
import { UPLOAD_STORE } from './tus-store.js';

@Injectable()
export class Finishing {
  private readonly logger = new Logger(Finishing.name);

  constructor(
    private readonly log: EventLog,
    private readonly tasks: Tasks,
    private readonly storage: Storage,
    private readonly leases: Leases,
    @Inject(UPLOAD_STORE) private readonly store: UploadStore,
  ) {}

  /** Counts the bytes: the process that stored the last one may have been killed before it could say so. */
  async look(id: string): Promise<void> {
    const row = await this.log.db.manager.findOneBy(UploadRow, { id, state: 'receiving' });
    if (!row) return;
    if ((await this.store.storedBytes(id)) === row.sizeBytes) return this.settle(id);
    await this.log.db.manager.update(UploadRow, { id, turns: row.turns }, { lookedAtTurn: row.turns });
  }

  /** Notes that the last byte is stored. The rest, which takes longer the larger the file is, is not waited for. */
  async settle(id: string): Promise<void> {
    await this.log.db.manager.update(UploadRow, { id, state: 'receiving' }, { state: 'stored' });
    this.finish(id).catch((error: unknown) => {
      this.logger.warn(`Upload ${id} is whole and not begun with yet, the next try is in seconds: ${String(error)}`);
    });
  }

  /** Makes a whole upload its project's recording. Does nothing when that is done, or somebody else is at it. */
  async finish(id: string): Promise<void> {
    await this.leases.hold(id, 'stored', async () => {
      const row = await this.log.db.manager.findOneBy(UploadRow, { id, state: 'stored' });
      if (row) await this.makeSource(row);
    });
  }

  private async makeSource(row: UploadRow): Promise<void> {
    const { id, projectId, filename, sizeBytes } = row;
    const folder = `${projectPrefix(projectId)}sources/${id}/`;
    const objectKey = `${folder}recording`;
    await this.store.moveTo(id, objectKey);
    const sha256 = this.store.sha256(id) ?? (await this.hashOf(objectKey));
    try {
      await this.log.write(projectId, async (tx) => {
        await startPipeline(tx, this.tasks, { filename, objectKey, sizeBytes, sha256 });
        await tx.db.update(UploadRow, { id }, { state: 'finished', finishedAt: () => 'now()' });
      });
    } catch (error) {
      const isSecond = error instanceof Problem && error.code === 'source_exists';
      if (!isSecond && !(error instanceof ProjectGone)) throw error;
      await this.log.db.manager.update(UploadRow, { id }, { state: 'lost', finishedAt: () => 'now()' });
      await this.storage.removeAll(folder);
    }
    await this.store.remove(id);
  }

  private async hashOf(objectKey: string): Promise<string> {
    const hash = createHash('sha256');
    for await (const chunk of await this.storage.get(objectKey)) hash.update(chunk as Buffer);
    return hash.digest('hex');
  }
}
