/** Where the bytes of unfinished uploads lie, and how a whole one becomes an object of the storage. Chosen here alone. */
import { FileStore } from '@tus/file-store';
import type { DataStore, KvStore } from '@tus/server';
import { Upload } from '@tus/server';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import { UploadRow } from '../database/entities/upload.entity.js';
import { FileStorage } from '../outside/file-storage.js';
import type { Storage } from '../outside/storage.js';
import type { Hashed } from './arriving.js';
import { Arriving, nothingHashed } from './arriving.js';
import { KEPT_HOURS } from './leases.js';
import { noSpace } from './refusals.js';

export const UPLOAD_STORE = Symbol('upload store');

export interface UploadStore {
  /** What tus writes to. */
  tus: DataStore;
  /** Bytes that can still be kept. */
  freeBytes(): Promise<number>;
  /** Bytes of it that are stored; null when nothing of it is. */
  storedBytes(id: string): Promise<number | null>;
  /** Makes the whole upload the object `key`, if that is not done yet. */
  moveTo(id: string, key: string): Promise<void>;
  /** Hex SHA-256 of all its bytes, if all came through this process; else null. */
  sha256(id: string): string | null;
  remove(id: string): Promise<void>;
  /** Ids of all that lie here. */
  list(): Promise<string[]>;
}

/**
 * `folder`: the file storage's own; unfinished uploads lie beside its objects, so that a whole one only changes its name.
 * With any other storage they gather there, too, and a whole one is sent on: then all web and worker processes that share
 * uploads must share this folder.
 */
export function createUploadStore(db: DataSource, storage: Storage, folder: string): UploadStore {
  return new FileUploads(db, storage, join(folder, 'uploads'));
}

const isWhole = ({ state }: UploadRow): boolean => state === 'stored' || state === 'finished';
const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** Hashes under way in this process; the oldest are let go of, and then computed when the upload is whole. */
const MOST_HASHES = 200;

class FileUploads extends FileStore implements UploadStore {
  readonly tus = this;
  override readonly extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
  private readonly hashes = new Map<string, Hashed>();

  constructor(
    private readonly db: DataSource,
    private readonly storage: Storage,
    folder: string,
  ) {
    const expirationPeriodInMilliseconds = KEPT_HOURS * 3_600_000;
    super({ directory: folder, configstore: rowsAsConfig(db), expirationPeriodInMilliseconds });
  }

  override async getUpload(id: string): Promise<Upload> {
    try {
      return await super.getUpload(id);
    } catch (error) {
      // Its file is the recording by now.
      const row = await this.db.manager.findOneBy(UploadRow, { id });
      if (!row || !isWhole(row)) throw error;
      return new Upload({ id, size: row.sizeBytes, offset: row.sizeBytes });
    }
  }

  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const arriving = new Arriving(this.hashedUntil(id, offset), offset === 0);
    readable.on('error', (error) => arriving.destroy(error));
    try {
      return await super.write(readable.pipe(arriving), id, offset);
    } catch (error) {
      if (arriving.refusal) throw arriving.refusal;
      // tus tells of every failure to write in the same words.
      throw (await this.freeBytes()) < MARGIN_BYTES ? noSpace() : error;
    }
  }

  async freeBytes(): Promise<number> {
    await mkdir(this.directory, { recursive: true });
    const { bavail, bsize } = await statfs(this.directory);
    return bavail * bsize;
  }

  async storedBytes(id: string): Promise<number | null> {
    try {
      return (await stat(join(this.directory, id))).size;
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null;
      throw error;
    }
  }

  async moveTo(id: string, key: string): Promise<void> {
    const path = join(this.directory, id);
    try {
      if (this.storage instanceof FileStorage) await this.storage.takeOver(key, path);
      else await this.storage.put(key, createReadStream(path));
    } catch (error) {
      const isThere = hasCode(error, 'ENOENT') && (await this.storage.size(key)) !== null;
      if (!isThere) throw error;
    }
  }

  sha256(id: string): string | null {
    const hashed = this.hashes.get(id);
    return hashed ? hashed.hash.copy().digest('hex') : null;
  }

  override async remove(id: string): Promise<void> {
    this.hashes.delete(id);
    await rm(join(this.directory, id), { force: true });
  }

  async list(): Promise<string[]> {
    try {
      return await readdir(this.directory);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return [];
      throw error;
    }
  }

  /** What to go on hashing from; null when bytes before `offset` did not come through this process, or not all of them. */
  private hashedUntil(id: string, offset: number): Hashed | null {
    const known = offset === 0 ? nothingHashed() : this.hashes.get(id);
    this.hashes.delete(id);
    if (known?.bytes !== offset) return null;
    this.hashes.set(id, known);
    const [oldest] = this.hashes.keys();
    if (oldest && this.hashes.size > MOST_HASHES) this.hashes.delete(oldest);
    return known;
  }
}

/** With less than this left, a failure to write is taken for a full disk. */
const MARGIN_BYTES = 1024 * 1024;

/** What tus would keep in a file beside each upload is in the upload's row. */
function rowsAsConfig(db: DataSource): KvStore {
  const nothingToDo = (): Promise<void> => Promise.resolve();
  return {
    async get(id) {
      const row = await db.manager.findOneBy(UploadRow, { id });
      if (!row) return undefined;
      const { sizeBytes: size, filename, filetype, projectId, expiresAt } = row;
      const metadata = { projectId, filename, ...(filetype !== null && { filetype }) };
      // tus counts from here; what counts for us is the last sign of life.
      const creation_date = new Date(expiresAt.getTime() - KEPT_HOURS * 3_600_000).toISOString();
      return new Upload({ id, size, offset: 0, metadata, creation_date });
    },
    set: nothingToDo,
    delete: nothingToDo,
  };
}
