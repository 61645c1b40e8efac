/** Every error that leaves over HTTP is an RFC 9457 problem; this file is where errors become one. */
import { STATUS_CODES } from 'node:http';
import { Catch, HttpException, Logger, NotFoundException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ZodError } from 'zod';
import type { ProblemDetails } from '../contract/problem.js';
import { answerEarly } from './early-answers.js';
import { isDatabaseOutage } from '../database/outages.js';
import { StorageFault, StorageUnusable } from '../outside/storage/storage.js';
import { withoutSecrets } from './secrets.js';

export interface ProblemExtras {
  /** Extension members beside the standard ones, such as the current version after a lost race. */
  members?: Record<string, unknown>;
  /** Headers of the answer, such as Retry-After. */
  headers?: Record<string, string>;
}

/** A failure the caller is told about: HTTP status, stable `code` in lower_snake, and words for people. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors?: { path: string; message: string }[],
    readonly extras: ProblemExtras = {},
  ) {
    super(detail);
    this.name = 'Problem';
  }
}

/** As long as a line that fell silent takes to be replaced, about. */
export const RETRY_AFTER_SECONDS = '5';

/** The problems that many features answer with. What only one feature knows, it builds itself. */
export const problems = {
  unauthorized: (detail = 'Sign in first.') =>
    new Problem(401, 'unauthorized', detail, undefined, { headers: { 'WWW-Authenticate': 'Bearer' } }),
  sessionRequired: () => new Problem(403, 'session_required', 'Sign in for this: an API key may not do it.'),
  scopeRequired: () => new Problem(403, 'scope_required', 'This API key may only read. Use one that may write, too.'),
  forbidden: (detail = 'Your role does not allow this.') => new Problem(403, 'forbidden', detail),
  notFound: (what = 'This') => new Problem(404, 'not_found', `${what} does not exist, or is not yours to see.`),
  /** For what the pipeline has not made yet, or nobody has given yet. */
  notReady: (what: string) => new Problem(404, 'not_ready', `There is no ${what} yet.`),
  conflict: (code: string, detail: string) => new Problem(409, code, detail),
  invalidRequest: (errors: { path: string; message: string }[], detail = 'Some of what was sent is not valid.') =>
    new Problem(422, 'invalid_request', detail, errors),
  /** For a `cursor` that no page gave. */
  badCursor: () => problems.invalidRequest([{ path: 'cursor', message: 'Send one as a page before gave it' }]),
  /** For what answers again by itself. */
  unavailable: (what: string) =>
    new Problem(503, 'unavailable', `${what} does not answer. Try again in a few seconds.`, undefined, {
      headers: { 'Retry-After': RETRY_AFTER_SECONDS },
    }),
  internal: () => new Problem(500, 'internal', 'Something went wrong here. It was logged; please try again.'),
};

const titleOf = (status: number): string => STATUS_CODES[status] ?? 'Error';
/** 'Payload Too Large' → 'payload_too_large' */
const codeOf = (status: number): string =>
  titleOf(status)
    .toLowerCase()
    .replace(/[^a-z]+/g, '_');

/** Any thrown thing as the problem to answer with; what is not meant for callers becomes `internal`. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ZodError) {
    return problems.invalidRequest(
      error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
    );
  }
  if (error instanceof HttpException) return fromHttp(error.getStatus(), error.message, error.cause);
  if (error instanceof URIError) {
    return new Problem(400, 'bad_request', 'In an address, % is followed by two digits from 0 to 9 and A to F.');
  }
  if (isHttpError(error)) return fromHttp(error.status, error.message, error);
  return outageOf(error) ?? problems.internal();
}

/** What is out of reach, where that is why; null for everything else. */
export function outageOf(error: unknown): Problem | null {
  if (error instanceof StorageFault || error instanceof StorageUnusable) return problems.unavailable('The storage');
  return isDatabaseOutage(error) ? problems.unavailable('The database') : null;
}

/** The body of the answer, `application/problem+json`. */
export function problemDetails(problem: Problem): ProblemDetails {
  return {
    ...problem.extras.members,
    type: 'about:blank',
    title: titleOf(problem.status),
    status: problem.status,
    detail: problem.detail,
    code: problem.code,
    ...(problem.errors && { errors: problem.errors }),
  };
}

/** Answers with the problem; once an answer has begun it can only be cut off, so that it is not taken for a whole one. */
export function sendProblem(response: Response, problem: Problem): void {
  if (response.headersSent) {
    if (!response.writableEnded) response.destroy();
    return;
  }
  withHead(response, problem).send(JSON.stringify(problemDetails(problem)));
}

const withHead = (response: Response, { status, extras }: Problem): Response =>
  response
    .status(status)
    .set({ 'Cache-Control': 'no-store', ...extras.headers })
    .type('application/problem+json; charset=utf-8');

/** Nest's last stop for everything thrown. Logs what became a 5xx, with the path but never the query. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  /** `methodsAt`: the methods that are served at a path, where it is an address at all. */
  constructor(private readonly methodsAt: (path: string) => string[] = () => []) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') {
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return;
    }
    const request = host.switchToHttp().getRequest<Request>();
    const problem = this.otherMethods(error, request) ?? toProblem(error);
    if (problem.status >= 500) {
      const where = `${request.method} ${withoutSecrets(request.path)}`;
      this.logger.error(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    const response = host.switchToHttp().getResponse<Response>();
    if (request.complete || response.headersSent) return sendProblem(response, problem);
    if (request.destroyed) {
      // Nothing reads the rest any more: no other request may be sent behind it.
      response.set('Connection', 'close');
      return sendProblem(response, problem);
    }
    answerEarly(request, withHead(response, problem), JSON.stringify(problemDetails(problem)));
  }

  /** Nest itself says that there is nothing for this method; perhaps there is for others. */
  private otherMethods(error: unknown, { method, path }: Request): Problem | null {
    const methods = error instanceof NotFoundException ? this.methodsAt(path) : [];
    if (methods.length === 0) return null;
    const headers = { Allow: methods.join(', ') };
    const detail = `This address takes ${methods.join(', ')}, not ${method}.`;
    return new Problem(405, 'method_not_allowed', detail, undefined, { headers });
  }
}

/** What http-errors throws, in the body parsers and in `send`. */
function isHttpError(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && 'expose' in error;
}

function fromHttp(status: number, message: string, cause: unknown): Problem {
  if (status >= 500 && status !== 503) return problems.internal();
  if (isHttpError(cause) && 'type' in cause && cause.type === 'entity.parse.failed') {
    return new Problem(400, 'invalid_json', 'The body is not valid JSON.');
  }
  switch (status) {
    case 401:
      return problems.unauthorized();
    case 404:
      return new Problem(404, 'not_found', 'There is nothing at this address.');
    case 413:
      return new Problem(413, 'payload_too_large', 'The body is larger than this address takes.');
    default:
      return new Problem(status, codeOf(status), message);
  }
}
