/** Answers that need not be sent again while they are the same (RFC 9110, section 13.1.2). */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

/**
 * Answers with `body` and its tag; with 304 when the one who asks has it already. Not left to Express, which takes the
 * `Cache-Control: no-cache` that `fetch` adds to a conditional request for the wish to get everything anew.
 */
export function sendTagged(request: Request, response: Response, type: 'json' | 'html', body: string): void {
  const tag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  response.set({ ETag: tag, 'Cache-Control': 'private, no-cache' });
  if (names(request.headers['if-none-match'], tag)) response.status(304).end();
  else response.type(type).send(body);
}

const names = (header: string | undefined, tag: string): boolean =>
  (header ?? '').split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')));
