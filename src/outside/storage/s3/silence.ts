/** S3 that keeps silent: how long it may, and what becomes of a request that waits for it. */
import type { S3Client } from '@aws-sdk/client-s3';
import { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Patience } from '../driver.js';

/** Between two signs of life of one request. Somebody waits for the answer to a request; work may take its time. */
export const silenceMs: Record<Patience, number> = { request: 4_000, work: 10_000 };

export class S3Silent extends Error {
  /** Without a cause: by that the SDK would know the silence, and ask again. */
  constructor(detail = 'No byte came in time.') {
    super(`S3 keeps silent. ${detail}`);
    this.name = 'S3Silent';
  }
}

/** What the SDK gave up because of silence is not asked again: somebody waits for the answer. */
export function asksOnlyOnce(client: S3Client): void {
  client.middlewareStack.add(
    (next) => (args) =>
      next(args).catch((error: unknown) => {
        throw error instanceof Error && error.name === 'TimeoutError' ? new S3Silent(error.message) : error;
      }),
    // Below where the SDK decides about a further try.
    { step: 'deserialize', priority: 'low', name: 'asksOnlyOnce' },
  );
}

/** The same bytes. They end with `S3Silent` when none come for `ms`; how long its reader takes over them does not count. */
export function inTime(body: Readable, ms: number): Readable {
  // The SDK would count that, too.
  if (body instanceof IncomingMessage) body.socket.setTimeout(0);
  const heard = Readable.from(chunksOf(body, ms), { objectMode: false });
  heard.once('close', () => body.destroy());
  return heard;
}

async function* chunksOf(body: Readable, ms: number): AsyncGenerator<Buffer> {
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  for (;;) {
    const timer = setTimeout(() => body.destroy(new S3Silent()), ms);
    const next = await chunks.next().finally(() => clearTimeout(timer));
    if (next.done === true) return;
    yield next.value;
  }
}
