/** Packs answers made on demand, pages and texts of the API, for whoever takes them packed. The page's own files were packed at the build. */
import compression from 'compression';
import type { Request, RequestHandler, Response } from 'express';
import { constants } from 'node:zlib';

/** Brotli's best level takes a hundred times as long, for a tenth less. */
const QUALITY = 4;

/** Recordings and pictures are packed already; an event stream must not wait until there is enough to pack. */
const PACKS = /^(?:text\/(?!event-stream)|application\/(?:json|problem\+json|openapi\+json))/;

export const packedAnswers = (): RequestHandler =>
  compression({
    filter: (_request: Request, response: Response) => PACKS.test(String(response.getHeader('Content-Type') ?? '')),
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } },
  });
