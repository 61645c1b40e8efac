/** Downloads a model to this machine once, on first use. The download goes on where it stopped, and is checked before use. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * A file that is fetched once. `hash`: what it must be; null where nobody published that. `looksRight`: what can be seen of it all
 * the same.
 */
export interface ModelFile {
  /** A file name, such as `ggml-base.bin`. */
  name: string;
  url: string;
  hash: { algorithm: 'sha1' | 'sha256'; hex: string } | null;
  /** What it is, for people: “the speech model”. */
  what: string;
  /** No longer ones are taken. */
  maxBytes: number;
  looksRight?: (path: string) => Promise<boolean>;
}

export interface FetchOptions {
  signal: AbortSignal;
  /** How long the server may keep silent. */
  silenceMs: number;
  /** `totalBytes` is null where the server does not say. */
  onProgress: (doneBytes: number, totalBytes: number | null) => void;
}

const LOOK_EVERY_MS = 500;
/** A process that downloads touches its lock more often than this; an older lock belongs to a process that is gone. */
const LOCK_STALE_MS = 10_000;

/** The model could not be had; the message says why, in words for people. */
export class ModelUnavailable extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
    this.name = 'ModelUnavailable';
  }
}

/** The path of the checked model in `folder`. Throws `ModelUnavailable`, or the reason of the signal. */
export async function fetchModel(folder: string, model: ModelFile, options: FetchOptions): Promise<string> {
  const path = join(folder, model.name);
  await mkdir(folder, { recursive: true });
  for (;;) {
    if (await exists(path)) return path;
    const release = await lock(`${path}.lock`);
    if (!release) {
      await wait(LOOK_EVERY_MS, undefined, { signal: options.signal });
      continue;
    }
    try {
      if (!(await exists(path))) await download(path, model, options);
    } finally {
      await release();
    }
  }
}

/** Whether its server has it, without fetching it. Throws `ModelUnavailable`, or the reason of the signal. */
export async function askFor({ url, what }: ModelFile, signal: AbortSignal): Promise<void> {
  const answer = await fetch(url, { method: 'HEAD', signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new ModelUnavailable(`${capital(what)} cannot be fetched: ${hostOf(url)} is not reachable from here.`, error);
  });
  if (!answer.ok) throw new ModelUnavailable(`${hostOf(url)} answered ${answer.status} for ${what}.`);
}

async function download(path: string, model: ModelFile, options: FetchOptions): Promise<void> {
  const part = `${path}.part`;
  await receive(part, model, options);
  const { hash, looksRight } = model;
  const isRight = hash ? (await hashOf(part, hash.algorithm)) === hash.hex : ((await looksRight?.(part)) ?? false);
  if (!isRight) {
    await rm(part);
    throw new ModelUnavailable(`${capital(model.what)} from ${hostOf(model.url)} is not the file it should be.`);
  }
  await rename(part, path);
}

/** Adds what is still missing to `part`. What was received before an interruption stays for the next time. */
async function receive(
  part: string,
  { url, what, maxBytes }: ModelFile,
  { signal, silenceMs, onProgress }: FetchOptions,
): Promise<void> {
  const have = (await exists(part))?.size ?? 0;
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceMs);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceMs);
  };
  try {
    const answer = await fetch(url, {
      signal: AbortSignal.any([signal, silence.signal]),
      headers: have > 0 ? { range: `bytes=${have}-` } : {},
    });
    // The server has nothing after what is here already: it is complete.
    if (answer.status === 416) return;
    if (!answer.ok || !answer.body) throw new ModelUnavailable(`${hostOf(url)} answered ${answer.status} for ${what}.`);
    const goesOn = answer.status === 206;
    const length = Number(answer.headers.get('content-length') ?? Number.NaN);
    let done = goesOn ? have : 0;
    const total = Number.isFinite(length) ? done + length : null;
    const tooLong = (): Error =>
      new ModelUnavailable(
        `What ${hostOf(url)} sends for ${what} is larger than ${maxBytes} bytes, so it is not that.`,
      );
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, next) {
        heard();
        done += chunk.length;
        onProgress(done, total);
        next(done > maxBytes ? tooLong() : null, chunk);
      },
    });
    await pipeline(
      Readable.fromWeb(answer.body as never),
      counted,
      createWriteStream(part, { flags: goesOn ? 'a' : 'w' }),
    );
    if (total !== null && done < total) throw new Error(`Only ${done} of ${total} bytes came.`);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ModelUnavailable || (error instanceof Error && 'code' in error && error.code === 'ENOSPC'))
      throw error;
    throw new ModelUnavailable(`${capital(what)} could not be fetched from ${hostOf(url)}.`, error);
  } finally {
    clearTimeout(timer);
  }
}

/** Null when another process holds it. It is kept fresh until released. */
async function lock(path: string): Promise<(() => Promise<void>) | null> {
  const held = await exists(path);
  if (held && Date.now() - held.mtimeMs > LOCK_STALE_MS) await rm(path, { force: true });
  const mine = `${process.pid} ${Math.random()}`;
  try {
    const file = await open(path, 'wx');
    await file.writeFile(mine);
    await file.close();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null;
    throw error;
  }
  const touch = setInterval(() => {
    // Gone when somebody took this process for dead; the file's name and hash are checked either way.
    utimes(path, new Date(), new Date()).catch(() => undefined);
  }, LOCK_STALE_MS / 5);
  return async () => {
    clearInterval(touch);
    if ((await readFile(path, 'utf8').catch(() => '')) === mine) await rm(path, { force: true });
  };
}

async function hashOf(path: string, algorithm: string): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const hostOf = (url: string): string => new URL(url).host;

async function exists(path: string): Promise<{ size: number; mtimeMs: number } | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
