import type { ReadStream } from 'node:fs';
import { createReadStream } from 'node:fs';

/**
 * A file for somebody who may give up before reading it. Whoever reads hears of an error; where nobody does, as when the folder
 * of an attempt goes while its request is given up, it would end the process.
 */
export function fileStream(path: string): ReadStream {
  return createReadStream(path).on('error', () => undefined);
}
