/** From the last byte to the pipeline's start. Safe to begin at any time, any number of times, in any process. */
import { Injectable, Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { EventLog } from '../events/event-log.js';
import { ProjectBinned, ProjectGone } from '../events/project-tx.js';
import { SourceRow } from '../database/entities/project.entity.js';
import type { UploadState } from '../database/entities/upload.entity.js';
import { UploadRow } from '../database/entities/upload.entity.js';
import { Problem } from '../http/problem.js';
import { UnfinishedGone } from '../outside/storage/resumable.js';
import { Storage } from '../outside/storage/storage.js';
import { Tasks } from '../tasks/tasks.js';
import { Hashes } from './hashes.js';
import { Leases } from './leases.js';
import { startPipeline } from './start.js';
import { folderOf, recordingOf, UploadBytes } from './upload-bytes.js';

@Injectable()
export class Finishing {
  private readonly logger = new Logger(Finishing.name);

  constructor(
    private readonly log: EventLog,
    private readonly tasks: Tasks,
    private readonly storage: Storage,
    private readonly leases: Leases,
    private readonly hashes: Hashes,
    private readonly bytes: UploadBytes,
  ) {}

  /** Counts the bytes: the process that stored the last one may have been killed before it could say so. */
  async look(id: string): Promise<void> {
    const row = await this.log.db.manager.findOneBy(UploadRow, { id, state: 'receiving' });
    if (!row) return;
    if ((await this.bytes.storedBytes(row)) === row.sizeBytes) return this.settle(id);
    await this.log.db.manager.update(UploadRow, { id, leases: row.leases }, { countedAtLease: row.leases });
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
      if (!row) return;
      const state = await this.makeSource(row);
      if (state === 'lost') await this.storage.removeAll(folderOf(row));
      await this.clear(row);
    });
  }

  /** Removes what is left of an upload that has come to an end. */
  async clear(row: UploadRow): Promise<void> {
    this.hashes.forget(row.id);
    await this.bytes.remove(row);
    await this.log.db.manager.update(UploadRow, { id: row.id }, { bytesKept: false });
  }

  /** Returns the state that the upload has by now. */
  private async makeSource(row: UploadRow): Promise<UploadState> {
    const { id, projectId, filename, sizeBytes } = row;
    const objectKey = recordingOf(row);
    try {
      await this.bytes.complete(row);
      const sha256 = this.hashes.sha256(row) ?? (await this.hashOf(objectKey));
      await this.log.write(projectId, async (tx) => {
        // A request that lost its lease on the way, without noticing, finds here that another one has done it.
        if (await tx.db.existsBy(SourceRow, { projectId, objectKey })) return;
        await startPipeline(tx, this.tasks, { filename, objectKey, sizeBytes, sha256 });
        await tx.db.update(UploadRow, { id }, { state: 'finished', finishedAt: () => 'now()' });
      });
      return 'finished';
    } catch (error) {
      const state = stateAfter(error);
      await this.log.db.manager.update(UploadRow, { id, state: 'stored' }, { state, finishedAt: () => 'now()' });
      this.logger.warn(`Upload ${id} is whole and ${state}: ${String(error)}`);
      return state;
    }
  }

  private async hashOf(objectKey: string): Promise<string> {
    const hash = createHash('sha256');
    for await (const chunk of await this.storage.get(objectKey)) hash.update(chunk as Buffer);
    return hash.digest('hex');
  }
}

/** What a whole upload is that cannot be a recording. Rethrows what another try may mend. */
function stateAfter(error: unknown): 'lost' | 'expired' {
  if (error instanceof UnfinishedGone) return 'expired';
  if (error instanceof ProjectBinned) throw error;
  if (error instanceof ProjectGone || (error instanceof Problem && error.code === 'source_exists')) return 'lost';
  throw error;
}
