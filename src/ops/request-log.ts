/** One id for each request, in its answer and in all that is logged for it; and a line for each answer. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger as Pino } from 'pino';
import { pinoHttp } from 'pino-http';
import type { LogContext } from './log-context.js';
import { withLogContext } from './log-context.js';
import { httpSeconds } from './metrics.js';

/** A proxy in front may have given the request an id already. */
const GIVEN_ID = /^[\w.-]{8,100}$/;
const PROJECT = /^\/api\/projects\/([\da-f-]{36})(?:\/|$)/;

const pathOf = (request: IncomingMessage & { originalUrl?: string }): string =>
  (request.originalUrl ?? request.url ?? '').split('?')[0] ?? '';

/** Paths are logged without their query, which may hold a sign-in token. */
export function requestLog(lines: Pino): RequestHandler {
  const log = pinoHttp({
    logger: lines,
    quietReqLogger: true,
    genReqId(request, response) {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && GIVEN_ID.test(given) ? given : randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    customLogLevel: (_request, response, error) =>
      error !== undefined || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'info' : 'debug',
    customSuccessMessage: (request, response) => `${request.method ?? ''} ${pathOf(request)} ${response.statusCode}`,
    customErrorMessage: (request, response) => `${request.method ?? ''} ${pathOf(request)} ${response.statusCode}`,
    serializers: { req: () => undefined, res: () => undefined },
    customProps: (request) => idsOf(request),
  });
  return (request, response, next) => {
    const done = httpSeconds.startTimer({ method: request.method });
    response.on('close', () => done({ status: String(response.statusCode) }));
    log(request, response);
    withLogContext(idsOf(request), next);
  };
}

function idsOf(request: IncomingMessage): LogContext {
  const projectId = PROJECT.exec(pathOf(request))?.[1];
  return { requestId: request.id as string, ...(projectId === undefined ? {} : { projectId }) };
}
