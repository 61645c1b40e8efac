/** Where the bytes of unfinished uploads lie, and how a whole one becomes an object of the storage. */
import type { Readable } from 'node:stream';
import type { UploadRow } from '../database/entities/upload.entity.js';
import { projectPrefix } from '../outside/storage/storage.js';

export const UPLOAD_BYTES = Symbol('upload bytes');

/** All but `storedBytes` and `remove` are called only by who holds the upload's lease. */
export interface UploadBytes {
  /** Bytes that can still be kept. */
  freeBytes(): Promise<number>;
  begin(upload: UploadRow): Promise<void>;
  /** Bytes of it that are stored for good; null when it is not here. */
  storedBytes(upload: UploadRow): Promise<number | null>;
  /**
   * Stores what comes, up to the end of the stream, from the byte `offset` on, which is where the stored ones end. Returns
   * the offset after it. Throws the problems 410 `upload_expired` and 507 `no_space`.
   */
  append(upload: UploadRow, offset: number, bytes: Readable): Promise<number>;
  /** Makes the whole upload the object `recordingOf` it, if that is not done yet. Throws `BytesGone`. */
  makeObject(upload: UploadRow): Promise<void>;
  /** Removes all that is not the object. Does nothing when that is done. */
  remove(upload: UploadRow): Promise<void>;
}

/** Somebody removed bytes of an upload behind Devreel's back. */
export class BytesGone extends Error {
  constructor({ id }: Pick<UploadRow, 'id'>, options?: ErrorOptions) {
    super(`The bytes of the upload ${id} are not where they were stored.`, options);
    this.name = 'BytesGone';
  }
}

/** Where the recording that an upload becomes lies, and nothing else. Ends in `/`. */
export const folderOf = ({ projectId, id }: Pick<UploadRow, 'projectId' | 'id'>): string =>
  `${projectPrefix(projectId)}sources/${id}/`;

export const recordingOf = (upload: Pick<UploadRow, 'projectId' | 'id'>): string => `${folderOf(upload)}recording`;
