/** The storage port on a local folder. */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Dirent, Stats } from 'node:fs';
import {
  copyFile,
  constants,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeGathered } from '../../write-file.js';
import { fileStream } from '../file-stream.js';
import type { ListedObject, StoredObject } from '../storage.js';
import { Measure, namesIn, namesInPrefix, ObjectNotFound, Storage, StorageUnusable } from '../storage.js';
import { FolderUploads } from './folder-uploads.js';

const hasCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

/** Errors that a setting can mend, which a full disk is not. */
const WRONG_PLACE = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG'];

/** What a check writes. */
const CHECKED = 'ok';

export class FolderStorage extends Storage {
  readonly resumable: FolderUploads;
  private readonly objects: string;
  private readonly incoming: string;

  /** `root`: a folder of its own; made when it is not there. */
  constructor(private readonly root: string) {
    super();
    this.objects = join(root, 'objects');
    this.incoming = join(root, 'incoming');
    this.resumable = new FolderUploads(this, join(root, 'uploads'));
  }

  async put(
    key: string,
    body: Readable,
    { signal, maxBytes = Infinity }: { signal?: AbortSignal; maxBytes?: number } = {},
  ): Promise<StoredObject> {
    const path = this.path(key);
    const aside = join(this.incoming, randomUUID());
    await mkdir(this.incoming, { recursive: true });
    const measured = new Measure(maxBytes);
    try {
      const write = (chunks: AsyncIterable<Buffer>): Promise<void> => writeToDisk(aside, measured.noted(chunks));
      await pipeline(body, write, ...(signal ? [{ signal }] : []));
      await mkdir(dirname(path), { recursive: true });
      await rename(aside, path);
    } finally {
      await rm(aside, { force: true });
    }
    return measured.result();
  }

  /** Makes the local file at `path` the object `key`; on the same file system by giving it another name, not by copying. */
  async takeOver(key: string, path: string): Promise<void> {
    const target = this.path(key);
    await flushToDisk(path);
    await mkdir(dirname(target), { recursive: true });
    try {
      await rename(path, target);
    } catch (error) {
      if (!hasCode(error, 'EXDEV')) throw error;
      await this.put(key, fileStream(path));
      await rm(path);
    }
  }

  async get(key: string, range?: { start: number; end: number }): Promise<Readable> {
    if ((await this.size(key)) === null) throw new ObjectNotFound(key);
    return createReadStream(this.path(key), range);
  }

  async size(key: string): Promise<number | null> {
    return (await statOf(this.path(key)))?.size ?? null;
  }

  async fetchTo(key: string, path: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if ((await this.size(key)) === null) throw new ObjectNotFound(key);
    try {
      // Objects are replaced by renaming and never written to, so that a second name for the same bytes is a copy.
      await link(this.path(key), path);
    } catch (error) {
      if (!hasCode(error, 'EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP')) throw error;
      await copyFile(this.path(key), path, constants.COPYFILE_FICLONE);
    }
  }

  async *list(prefix: string): AsyncIterable<ListedObject> {
    const folder = prefix === '' ? this.objects : join(this.objects, ...namesInPrefix(prefix));
    for (const entry of await entriesOf(folder)) {
      if (entry.isDirectory()) {
        yield* this.list(`${prefix}${entry.name}/`);
        continue;
      }
      const found = await statOf(join(folder, entry.name));
      if (found) yield { key: prefix + entry.name, sizeBytes: found.size, modifiedAt: found.mtime };
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.path(key), { force: true });
  }

  async removeAll(prefix: string): Promise<void> {
    await rm(join(this.objects, ...namesInPrefix(prefix)), { recursive: true, force: true });
  }

  async removeAborted(before: Date): Promise<number> {
    let removed = 0;
    for (const { name } of await entriesOf(this.incoming)) {
      const path = join(this.incoming, name);
      const found = await statOf(path);
      if (!found || found.mtime >= before) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  }

  presign(): Promise<null> {
    return Promise.resolve(null);
  }

  async freeBytes(): Promise<number> {
    await mkdir(this.root, { recursive: true });
    const { bavail, bsize } = await statfs(this.root);
    return bavail * bsize;
  }

  async check(): Promise<void> {
    try {
      await mkdir(this.incoming, { recursive: true });
      const path = join(this.incoming, randomUUID());
      await writeFile(path, CHECKED);
      const read = await readFile(path, 'utf8');
      await rm(path);
      if (read !== CHECKED) throw new Error(`${path} does not hold what was written to it.`);
    } catch (error) {
      throw hasCode(error, ...WRONG_PLACE) ? this.unusable(error as NodeJS.ErrnoException) : error;
    }
  }

  private unusable(cause: NodeJS.ErrnoException): StorageUnusable {
    const fault = `The folder ${dirname(this.incoming)} cannot be written to (${cause.code ?? cause.message})`;
    return new StorageUnusable(`${fault}: correct its rights, or choose another DATA_DIR.`, { cause });
  }

  private path(key: string): string {
    return join(this.objects, ...namesIn(key));
  }
}

/** Null when there is nothing of this name, or no longer. */
async function statOf(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** A new file of what comes, on the disk when this resolves. */
async function writeToDisk(path: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await writeGathered(file, chunks);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function flushToDisk(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
