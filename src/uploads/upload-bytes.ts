/** The bytes of unfinished uploads: the storage keeps them, and the upload's row what the storage must remember. */
import { Injectable, Logger } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { UploadRow } from '../database/entities/upload.entity.js';
import type { DriverState, UnfinishedObject } from '../outside/storage/resumable.js';
import { UnfinishedGone } from '../outside/storage/resumable.js';
import { projectPrefix, Storage } from '../outside/storage/storage.js';
import { gaveWay, noSpaceOr, uploadExpired } from './refusals.js';

/** Only from what this writer stored last: a writer that lost the lease without noticing changes nothing. */
const REMEMBER = `
  WITH remembered AS (
    UPDATE uploads SET driver_state = $3 WHERE id = $1 AND state = 'receiving' AND driver_state = $2::jsonb RETURNING id)
  SELECT id FROM remembered`;

/** All but `storedBytes` and `remove` are called only by the holder of the upload's lease. */
@Injectable()
export class UploadBytes {
  private readonly logger = new Logger(UploadBytes.name);

  constructor(
    private readonly db: DataSource,
    private readonly storage: Storage,
  ) {}

  async begin(row: UploadRow): Promise<void> {
    const state = await this.storage.resumable.begin(unfinishedOf(row));
    await this.db.query('UPDATE uploads SET driver_state = $2 WHERE id = $1', [row.id, JSON.stringify(state)]);
  }

  /** Bytes of it that are stored for good; null when it is not here. */
  storedBytes(row: UploadRow): Promise<number | null> {
    return this.storage.resumable.storedBytes(unfinishedOf(row));
  }

  /**
   * Stores what comes, up to the end of the stream, from the byte `offset` on, which is where the stored ones end. Returns
   * the offset after it. Throws the problems 409 `gave_way`, 410 `upload_expired` and 507 `no_space`.
   */
  async append(row: UploadRow, offset: number, bytes: Readable): Promise<number> {
    let known = row.driverState;
    const remember = async (state: DriverState): Promise<void> => {
      const values = [row.id, JSON.stringify(known), JSON.stringify(state)];
      if ((await this.db.query<unknown[]>(REMEMBER, values)).length === 0) throw gaveWay();
      known = state;
    };
    const onNews = (line: string): void => this.logger.warn(line);
    try {
      return await this.storage.resumable.append(unfinishedOf(row), offset, bytes, { remember, onNews });
    } catch (error) {
      if (!(error instanceof UnfinishedGone)) throw noSpaceOr(error);
      this.logger.warn(`The bytes of the upload ${row.id} were removed from the storage: ${String(error.cause)}`);
      await this.db.manager.update(UploadRow, { id: row.id, state: 'receiving' }, { state: 'expired' });
      throw uploadExpired();
    }
  }

  /** Makes the whole upload the object `recordingOf` it, if that is not done yet. Throws `UnfinishedGone`. */
  async complete(row: UploadRow): Promise<void> {
    await this.storage.resumable.complete(unfinishedOf(row));
  }

  /** Removes all that is not the object. Does nothing when that is done. */
  async remove(row: UploadRow): Promise<void> {
    const isComplete = row.state !== 'receiving' && row.state !== 'expired';
    await this.storage.resumable.remove(unfinishedOf(row), isComplete);
  }
}

/** The upload as the storage knows it. */
export const unfinishedOf = (row: UploadRow): UnfinishedObject => ({
  id: row.id,
  key: recordingOf(row),
  sizeBytes: row.sizeBytes,
  state: row.driverState,
});

/** Where the recording that an upload becomes lies, and nothing else. Ends in `/`. */
export const folderOf = ({ projectId, id }: Pick<UploadRow, 'projectId' | 'id'>): string =>
  `${projectPrefix(projectId)}sources/${id}/`;

export const recordingOf = (upload: Pick<UploadRow, 'projectId' | 'id'>): string => `${folderOf(upload)}recording`;
