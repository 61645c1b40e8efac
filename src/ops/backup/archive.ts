/** One file that holds everything of an installation: a zip, so that anybody can look into it with the tools they have. */
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import yazl from 'yazl';
import type { StoredObject } from '../../outside/storage/storage.js';
import { Measure } from '../../outside/storage/storage.js';

/** Under its own name only when it is whole. Readable for its owner only: it holds hashes of passwords and the key of sessions. */
export class ArchiveWriter {
  private readonly zip = new yazl.ZipFile();
  private readonly partial: string;
  private readonly written: Promise<void>;

  constructor(private readonly path: string) {
    this.partial = `${path}.partial`;
    this.written = pipeline(this.zip.outputStream, createWriteStream(this.partial, { mode: 0o600 }));
    // Whoever adds, or ends, hears of it.
    this.written.catch(() => undefined);
  }

  /** Returns when all of the body is in. Throws when the disk takes no more. */
  async add(name: string, body: Readable, { compress }: { compress: boolean }): Promise<StoredObject> {
    const measured = new Measure(Infinity);
    this.zip.addReadStream(measured, name, { compress });
    await Promise.race([
      pipeline(body, measured).then(() => finished(measured)),
      this.written.then(() => Promise.reject(new Error('The archive ended early.'))),
    ]);
    return measured.result();
  }

  addText(name: string, text: string): void {
    this.zip.addBuffer(Buffer.from(text), name);
  }

  async end(): Promise<void> {
    this.zip.end();
    await this.written;
    const file = await open(this.partial, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(this.partial, this.path);
  }

  async abandon(): Promise<void> {
    await rm(this.partial, { force: true });
  }
}

export class ArchiveReader {
  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: ReadonlyMap<string, yauzl.Entry>,
  ) {}

  /** Throws when it cannot be read, or is no archive. */
  static async open(path: string): Promise<ArchiveReader> {
    const zip = await promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)(path, {
      lazyEntries: true,
      autoClose: false,
    });
    const entries = new Map<string, yauzl.Entry>();
    await new Promise<void>((resolve, reject) => {
      zip.on('entry', (entry: yauzl.Entry) => {
        entries.set(entry.fileName, entry);
        zip.readEntry();
      });
      zip.once('end', resolve);
      zip.once('error', reject);
      zip.readEntry();
    });
    return new ArchiveReader(zip, entries);
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Throws when there is no entry of that name. */
  async stream(name: string): Promise<Readable> {
    const entry = this.entries.get(name);
    if (!entry) throw new Error(`The archive has no ${name}.`);
    return promisify<yauzl.Entry, Readable>((given, done) => this.zip.openReadStream(given, done))(entry);
  }

  async text(name: string): Promise<string> {
    return (await buffer(await this.stream(name))).toString();
  }

  close(): void {
    this.zip.close();
  }
}
