/** Gives each request an id, which is in its answer and in all its log lines; and logs a line for each answer. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger as Pino } from 'pino';
import type { LogContext } from '../telemetry/log-context.js';
import type { ClientAddress } from './client-address.js';
import { withoutSecrets } from './secrets.js';
import { withLogContext } from '../telemetry/log-context.js';
import { httpSeconds } from '../telemetry/metrics.js';

/** A proxy in front may have given the request an id already. */
const GIVEN_ID = /^[\w.-]{8,100}$/;
const PROJECT = /^\/api\/projects\/([\da-f-]{36})(?:\/|$)/;

const pathOf = (request: Request): string => withoutSecrets(request.originalUrl.split('?')[0] ?? '');

/** Paths are logged without their query, which may hold a sign-in token. */
export function requestLog(lines: Pino, addressOf: ClientAddress): RequestHandler {
  return (request, response, next) => {
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && GIVEN_ID.test(given) ? given : randomUUID();
    response.setHeader('X-Request-Id', requestId);
    const ids = idsOf(requestId, pathOf(request));
    // Before its connection is gone.
    const from = addressOf(request);
    const begun = performance.now();
    const done = httpSeconds.startTimer({ method: request.method });
    response.on('close', () => {
      done({ status: String(response.statusCode) });
      withLogContext(ids, () => logAnswer(lines, request, response, { from, responseTime: performance.now() - begun }));
    });
    withLogContext(ids, next);
  };
}

interface Seen {
  /** The client's address. */
  from: string;
  /** In ms. */
  responseTime: number;
}

function logAnswer(lines: Pino, request: Request, response: Response, { from, responseTime }: Seen): void {
  const { statusCode: status } = response;
  const level = status >= 500 ? 'error' : status >= 400 ? 'info' : 'debug';
  const fields = {
    from,
    responseTime: Math.round(responseTime),
    ...(response.writableFinished ? {} : { brokenOff: true }),
  };
  lines[level](fields, `${request.method} ${pathOf(request)} ${status}`);
}

function idsOf(requestId: string, path: string): LogContext {
  const projectId = PROJECT.exec(path)?.[1];
  return { requestId, ...(projectId === undefined ? {} : { projectId }) };
}
