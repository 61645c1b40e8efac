/** Entity tags and conditional requests: RFC 9110, section 13. */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

/** A thing with its entity tag, as a header has it. */
export interface Tagged<T> {
  etag: string;
  value: T;
}

/** `revision` is raised with each change of the thing, so it serves as its tag. */
export const tagged = <Row extends { revision: number }, T>(row: Row, read: (row: Row) => T): Tagged<T> => ({
  etag: `"${row.revision}"`,
  value: read(row),
});

/** Sets the answer's `ETag`, and returns what is to be answered. */
export function withETag<T>(response: Response, { etag, value }: Tagged<T>): T {
  response.set('ETag', etag);
  return value;
}

/**
 * Answers with `body` and its tag, or with 304 when the client has it already: one that asks so itself, since what is private no cache
 * keeps. Not left to Express: `fetch` adds `Cache-Control: no-cache` to a conditional request, and Express then sends everything again.
 */
export function sendWithETag(request: Request, response: Response, type: 'json' | 'html', body: string): void {
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  response.set('ETag', etag);
  if (matchesIfNoneMatch(request.headers['if-none-match'], etag)) response.status(304).end();
  else response.type(type).send(body);
}

/** Section 13.1.2: weak tags match, too. */
const matchesIfNoneMatch = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));

/** Whether an If-Match header is `*`, or a list that has one of these tags; weak ones match nothing (section 13.1.1). */
export function matchesIfMatch(header: string, etags: readonly string[]): boolean {
  if (header.trim() === '*') return true;
  const listed: string[] = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return etags.some((etag) => listed.includes(etag));
}
