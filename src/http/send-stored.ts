/** Stored files over HTTP: whole or in ranges (RFC 9110, sections 13 and 14), streamed as fast as the client reads. */
import type { Request, Response } from 'express';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Storage } from '../outside/storage/storage.js';
import { Problem, problems } from './problem.js';

export interface StoredFile {
  key: string;
  /** As a header has it: with its quotes. */
  etag: string;
  /** MIME type. */
  type: string;
}

/** A file that somebody uploaded must not act in the name of this origin, even where a browser shows it. */
const HARMLESS = {
  'Content-Security-Policy': "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Answers with the file or the one range of it that was asked for; several ranges at once are answered with the whole.
 * Throws the problems 404 `not_found` where the storage has no such object, and 416 `range_not_satisfiable`.
 */
export async function sendStored(
  request: Request,
  response: Response,
  storage: Storage,
  file: StoredFile,
): Promise<void> {
  const sizeBytes = await storage.size(file.key);
  if (sizeBytes === null) throw problems.notFound('This file');
  response.set({ ...HARMLESS, 'Accept-Ranges': 'bytes', ETag: file.etag }).type(file.type);
  if (request.headers['if-none-match'] === file.etag) return void response.status(304).end();
  const range = rangeOf(request, sizeBytes, file.etag);
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
  response.set('Content-Length', String(end - start + 1));
  if (range) response.status(206).set('Content-Range', `bytes ${start}-${end}/${sizeBytes}`);
  if (request.method === 'HEAD') return void response.end();
  await sendStream(response, await storage.get(file.key, range ?? undefined));
}

/** Null where the whole is to be sent. */
function rangeOf(request: Request, sizeBytes: number, etag: string): { start: number; end: number } | null {
  const onlyIf = request.headers['if-range'];
  if (onlyIf !== undefined && onlyIf !== etag) return null;
  const ranges = request.range(sizeBytes, { combine: true });
  if (ranges === -1) {
    throw new Problem(416, 'range_not_satisfiable', `The file has ${sizeBytes} bytes.`, undefined, {
      headers: { 'Content-Range': `bytes */${sizeBytes}` },
    });
  }
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  return ranges[0] ?? null;
}

/** Sends the whole stream. It is no error when the client goes away, as players do when they seek. */
export async function sendStream(response: Response, body: Readable): Promise<void> {
  try {
    await pipeline(body, response);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
    // The stream ended early on the storage's side: cut off, so that it is not taken for the whole.
    if (!response.destroyed) throw error;
  }
}
