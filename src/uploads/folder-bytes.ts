/** Unfinished uploads as files of a folder that all web and worker processes share. */
import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { UploadRow } from '../database/entities/upload.entity.js';
import type { FileStorage } from '../outside/storage/folder/folder-storage.js';
import { noSpaceOr } from './refusals.js';
import type { UploadBytes } from './upload-bytes.js';
import { BytesGone, recordingOf } from './upload-bytes.js';

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

export class FolderBytes implements UploadBytes {
  /** `folder`: its own, on the file system of the storage. */
  constructor(
    private readonly storage: FileStorage,
    private readonly folder: string,
  ) {}

  async freeBytes(): Promise<number> {
    await mkdir(this.folder, { recursive: true });
    const { bavail, bsize } = await statfs(this.folder);
    return bavail * bsize;
  }

  async begin(upload: UploadRow): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.fileOf(upload), '');
  }

  async storedBytes(upload: UploadRow): Promise<number | null> {
    try {
      return (await stat(this.fileOf(upload))).size;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async append(upload: UploadRow, offset: number, bytes: Readable): Promise<number> {
    const file = createWriteStream(this.fileOf(upload), { flags: 'r+', start: offset });
    try {
      await pipeline(bytes, file);
    } catch (error) {
      throw noSpaceOr(error);
    }
    return offset + file.bytesWritten;
  }

  async makeObject(upload: UploadRow): Promise<void> {
    const key = recordingOf(upload);
    try {
      await this.storage.takeOver(key, this.fileOf(upload));
    } catch (error) {
      if (!isMissing(error)) throw error;
      if ((await this.storage.size(key)) === null) throw new BytesGone(upload, { cause: error });
    }
  }

  async remove(upload: UploadRow): Promise<void> {
    await rm(this.fileOf(upload), { force: true });
  }

  private fileOf({ id }: UploadRow): string {
    return join(this.folder, id);
  }
}
