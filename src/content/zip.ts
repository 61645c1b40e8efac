/** Zips of what is stored, read piece by piece as somebody takes them. */
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Storage } from '../outside/storage/storage.js';

/** One file: its text, or the key of what is stored, such as a picture, which is packed already. */
export type ZipEntry = { path: string; text: string } | { path: string; key: string };

/** What is not stored any more is left out. Each stored file is read when the zip comes to it. */
export async function zipOf(storage: Storage, entries: readonly ZipEntry[]): Promise<Readable> {
  const zip = new ZipFile();
  for (const entry of entries) {
    if ('text' in entry) zip.addBuffer(Buffer.from(entry.text), entry.path);
    else if ((await storage.size(entry.key)) !== null) {
      zip.addReadStreamLazy(entry.path, { compress: false }, (done) => {
        storage.get(entry.key).then(
          (stream) => done(null, stream),
          (error: unknown) => done(error, Readable.from([])),
        );
      });
    }
  }
  zip.end();
  const stream = new Readable().wrap(zip.outputStream);
  zip.on('error', (error: Error) => stream.destroy(error));
  return stream;
}
