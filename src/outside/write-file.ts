/** Writing what comes to a file, with fewer and larger writes than a stream of Node's makes. */
import type { FileHandle } from 'node:fs/promises';

/** Gathered before it is written, while as much is on its way to the disk. */
const GATHERED_BYTES = 1024 * 1024;

/** All of these bytes, from the byte `at` of the file on: one write may take only some of them. */
export async function writeAll(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}

/** All that comes, from the file's beginning on; text as UTF-8. Throws what the stream and the writing throw; then nothing is being written any more. */
export async function writeGathered(file: FileHandle, chunks: AsyncIterable<Buffer | string>): Promise<void> {
  let gathered: Buffer[] = [];
  let [at, size] = [0, 0];
  let writing = Promise.resolve();
  const write = async (): Promise<void> => {
    await writing;
    writing = writeAll(file, Buffer.concat(gathered), at);
    // Heard of with the next one: until then nobody listens.
    writing.catch(() => undefined);
    at += size;
    [gathered, size] = [[], 0];
  };
  try {
    for await (const given of chunks) {
      const chunk = typeof given === 'string' ? Buffer.from(given) : given;
      gathered.push(chunk);
      size += chunk.length;
      if (size >= GATHERED_BYTES) await write();
    }
    await write();
    await writing;
  } finally {
    await writing.catch(() => undefined);
  }
}
