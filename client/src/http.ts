/** HTTP for the whole page. Whatever is not a success is thrown as an `ApiProblem`. */
import type { ProblemDetails } from '../../src/contract/problem.js';
import { takeFirstAnswer } from './first-answers.js';
import { said } from './words/said.js';
import { t } from './words/words.js';

/** `message` is a text for people. Without any answer `status` is 0, and `code` is `offline` or, when we gave up, `aborted`. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Partial<ProblemDetails> & { current?: unknown } = {},
    readonly etag = '',
  ) {
    super(message);
    this.name = 'ApiProblem';
  }
}

/** A text for people for anything that was thrown. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiProblem ? said(error.message) : t('problem.page');

export const isProblem = (error: unknown, code: string): error is ApiProblem =>
  error instanceof ApiProblem && error.code === code;

export const offline = (): ApiProblem => new ApiProblem(0, 'offline', t('problem.offline'));

/** What proxies answer when they cannot reach the server. */
const GATEWAY_STATUSES = [502, 503, 504];

let whenReached = (_reached: boolean): void => undefined;
/** `listener` hears after each request whether the server could be reached. */
export function onReached(listener: (reached: boolean) => void): void {
  whenReached = listener;
}

const stopped = (): ApiProblem => new ApiProblem(0, 'aborted', t('problem.stopped'));

let whenSignedOut = (): void => undefined;
/** `listener` is called when an answer says that nobody is signed in, or no longer. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

/** Makes a problem of an answer that is not a success. */
export function problemOf(status: number, text: string, etag = ''): ApiProblem {
  if (status === 401) whenSignedOut();
  try {
    const details = JSON.parse(text) as Partial<ProblemDetails> & { current?: unknown };
    const sentence = details.errors?.map((error) => error.message).join(' ') || details.detail || details.title;
    return new ApiProblem(
      status,
      details.code ?? 'unknown',
      sentence ?? t('problem.status', { status }),
      details,
      etag,
    );
  } catch {
    return new ApiProblem(status, 'unknown', t('problem.statusAgain', { status }));
  }
}

export interface Sent {
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Sends a request, as JSON where there is a body. Throws `ApiProblem`, also when there is no answer. */
export async function answer(method: string, path: string, { body, headers, signal }: Sent = {}): Promise<Response> {
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const response = await fetch(path, {
    method,
    headers: { Accept: 'application/json', ...json, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch(() => {
    if (signal?.aborted) throw stopped();
    whenReached(false);
    throw offline();
  });
  whenReached(!GATEWAY_STATUSES.includes(response.status));
  if (response.ok) return response;
  throw problemOf(response.status, await response.text().catch(() => ''), response.headers.get('ETag') ?? '');
}

/** A request and its JSON. The types are the contract's, which the server keeps to: nothing is checked here. */
export async function call<T>(method: string, path: string, sent?: Sent): Promise<T> {
  const first = takeFirstAnswer(method, path);
  if (first) {
    whenReached(true);
    if (first.status !== 200) throw problemOf(first.status, JSON.stringify(first.body));
    return first.body as T;
  }
  const response = await answer(method, path, sent);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** A value with its ETag, which a change of it must name. */
export interface Tagged<T> {
  value: T;
  etag: string;
}

export async function withTag<T>(method: string, path: string, sent?: Sent): Promise<Tagged<T>> {
  const response = await answer(method, path, sent);
  return { value: (await response.json()) as T, etag: response.headers.get('ETag') ?? '' };
}

/** Sends a file as it is. Throws `ApiProblem`. */
export async function sendFile<T>(method: 'PUT' | 'POST', path: string, file: File, signal?: AbortSignal): Promise<T> {
  const response = await fetch(`${path}?filename=${encodeURIComponent(file.name)}`, {
    method,
    headers: { Accept: 'application/json', 'Content-Type': 'application/octet-stream' },
    body: file,
    ...(signal && { signal }),
  }).catch(() => {
    throw signal?.aborted ? stopped() : offline();
  });
  if (!response.ok) throw problemOf(response.status, await response.text().catch(() => ''));
  return (await response.json()) as T;
}
