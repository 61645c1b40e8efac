/** Recordings that several test files need: made once in a run, and read by all of them. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { programs } from './programs.js';

/**
 * The bytes of the file that `make` writes to the path it is given, which ends in `ending`. `what` names the file, and no other.
 * Two that need it at the same time may both make it; other readers see it only when it is whole.
 */
export async function madeOnce(
  what: unknown,
  ending: string,
  make: (path: string) => Promise<unknown>,
): Promise<Buffer<ArrayBuffer>> {
  const path = await fileMadeOnce(what, ending, make);
  return readFile(path);
}

/** The path of such a file, for programs that read it themselves. Nobody may change it. */
export async function fileMadeOnce(
  what: unknown,
  ending: string,
  make: (path: string) => Promise<unknown>,
): Promise<string> {
  const name = createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16);
  const path = join(programs().recordings, `${name}${ending}`);
  if (existsSync(path)) return path;
  const begun = join(programs().recordings, `${name}.${randomUUID()}${ending}`);
  await make(begun);
  await rename(begun, path);
  return path;
}
