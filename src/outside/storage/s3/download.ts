/** Brings an object to a local file, and goes on where a broken line left it. */
import type { S3Client } from '@aws-sdk/client-s3';
import { GetObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { inTime } from './silence.js';

/** In a row, each without one more byte. */
const TRIES = 4;
const FIRST_PAUSE_MS = 250;

interface Progress {
  /** What is being fetched; unknown before the first answer. */
  version: { ETag: string; sizeBytes: number } | null;
  fetchedBytes: number;
}

/** The file appears at `path` when it is whole. `silenceMs`: how long no byte may come. Throws what S3 answers, or the last error of the line. */
export async function download(
  client: S3Client,
  object: { Bucket: string; Key: string },
  path: string,
  silenceMs: number,
  signal?: AbortSignal,
): Promise<void> {
  const aside = `${path}.part`;
  const progress: Progress = { version: null, fetchedBytes: 0 };
  try {
    await writeFile(aside, '');
    for (let tries = 1; !isWhole(progress); tries += 1) {
      const before = progress.fetchedBytes;
      const broken = await fetchMore(client, object, { progress, aside, silenceMs }, signal);
      if (!broken) continue;
      signal?.throwIfAborted();
      if (progress.fetchedBytes > before) tries = 1;
      if (tries >= TRIES) throw broken;
      await wait(FIRST_PAUSE_MS * 2 ** tries, undefined, signal ? { signal } : {});
    }
    await rename(aside, path);
  } finally {
    await rm(aside, { force: true });
  }
}

const isWhole = ({ version, fetchedBytes }: Progress): boolean => version !== null && fetchedBytes >= version.sizeBytes;

/** One request. Returns what broke on the line; throws when S3 refuses, or has another object by now. */
async function fetchMore(
  client: S3Client,
  object: { Bucket: string; Key: string },
  { progress, aside, silenceMs }: { progress: Progress; aside: string; silenceMs: number },
  signal?: AbortSignal,
): Promise<Error | null> {
  const { version, fetchedBytes } = progress;
  const rest = version ? { Range: `bytes=${fetchedBytes}-`, IfMatch: version.ETag } : {};
  try {
    const answer = await client.send(
      new GetObjectCommand({ ...object, ...rest }),
      signal ? { abortSignal: signal } : {},
    );
    if (!(answer.Body instanceof Readable)) throw new Error('S3 answered without bytes.');
    progress.version ??= { ETag: answer.ETag ?? '', sizeBytes: answer.ContentLength ?? 0 };
    await appendTo(aside, inTime(answer.Body, silenceMs), signal);
  } catch (error) {
    if (error instanceof S3ServiceException) throw error;
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    progress.fetchedBytes = (await stat(aside)).size;
  }
  const missing = progress.version.sizeBytes - progress.fetchedBytes;
  return missing > 0 ? new Error(`${missing} bytes of ${object.Key} did not arrive.`) : null;
}

/** Closes the file afterwards: a write may still be under way when the connection is cut, and only then is the length known. */
async function appendTo(path: string, body: Readable, signal?: AbortSignal): Promise<void> {
  const file = createWriteStream(path, { flags: 'a' });
  const closed = new Promise<void>((resolve) => file.once('close', () => resolve()));
  try {
    await pipeline(body, file, signal ? { signal } : {});
  } finally {
    await closed;
  }
}
