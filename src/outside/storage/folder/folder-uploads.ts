/** Unfinished objects as files beside the whole ones, so that one that gets whole only changes its name. */
import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DriverState, ResumableWrites, UnfinishedObject } from '../resumable.js';
import { UnfinishedGone } from '../resumable.js';

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

type Named = Pick<UnfinishedObject, 'id'>;

/** What the folder's storage does with an object that is whole. */
interface WholeObjects {
  takeOver(key: string, path: string): Promise<void>;
  size(key: string): Promise<number | null>;
}

export class FolderUploads implements ResumableWrites {
  /** `folder`: its own, on the file system of the storage. */
  constructor(
    private readonly storage: WholeObjects,
    private readonly folder: string,
  ) {}

  /** Nothing is to be remembered: the file is named by the id, and its size says how much is stored. */
  async begin(object: Named): Promise<DriverState> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.fileOf(object), '');
    return {};
  }

  async storedBytes(object: UnfinishedObject): Promise<number | null> {
    try {
      return (await stat(this.fileOf(object))).size;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async append(object: UnfinishedObject, offset: number, bytes: Readable): Promise<number> {
    const file = createWriteStream(this.fileOf(object), { flags: 'r+', start: offset });
    try {
      await pipeline(bytes, file);
    } catch (error) {
      throw isMissing(error) ? new UnfinishedGone(object, { cause: error }) : error;
    }
    return offset + file.bytesWritten;
  }

  async complete(object: UnfinishedObject): Promise<void> {
    try {
      await this.storage.takeOver(object.key, this.fileOf(object));
    } catch (error) {
      if (!isMissing(error)) throw error;
      if ((await this.storage.size(object.key)) === null) throw new UnfinishedGone(object, { cause: error });
    }
  }

  async remove(object: UnfinishedObject): Promise<void> {
    await rm(this.fileOf(object), { force: true });
  }

  private fileOf({ id }: Named): string {
    return join(this.folder, id);
  }
}
