/** The only place that talks HTTP. Whatever is not a success is thrown as an `ApiProblem`. */
import type { Me } from '../../src/contract/account.js';
import type {
  Chapter,
  Content,
  ContentTypeInfo,
  ContentVersion,
  Screenshot,
  Transcript,
} from '../../src/contract/content.js';
import type { ProblemDetails } from '../../src/contract/problem.js';
import type { ProjectSnapshot, ProjectSummary } from '../../src/contract/project.js';
import type { NoticeState } from '../../src/contract/realtime.js';
import type { Task, TaskDetail } from '../../src/contract/task.js';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
export interface NoticePage extends Page<NoticeState> {
  unread: number;
}
/** A draft with the tag that a change of it must name. */
export interface TaggedContent {
  content: Content;
  etag: string;
}

/** `message` is for people. `status` is 0 when there was no answer at all; `code` is then `offline`. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Partial<ProblemDetails> & { current?: Content } = {},
    readonly etag = '',
  ) {
    super(message);
    this.name = 'ApiProblem';
  }
}

/** Words for people for anything that was thrown. */
export const wordsOf = (error: unknown): string =>
  error instanceof ApiProblem ? error.message : 'Something went wrong on this page. Reload it and try again.';

export const isProblem = (error: unknown, code: string): error is ApiProblem =>
  error instanceof ApiProblem && error.code === code;

const offline = (): ApiProblem =>
  new ApiProblem(0, 'offline', 'The server cannot be reached. Check your connection and try again.');

let whenSignedOut = (): void => undefined;
/** `listener` is called when an answer says that nobody is signed in (any more). */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

function problemOf(status: number, text: string, etag = ''): ApiProblem {
  if (status === 401) whenSignedOut();
  try {
    const details = JSON.parse(text) as Partial<ProblemDetails> & { current?: Content };
    const words = details.errors?.map((error) => error.message).join(' ') || details.detail || details.title;
    return new ApiProblem(status, details.code ?? 'unknown', words ?? `The server answered ${status}.`, details, etag);
  } catch {
    return new ApiProblem(status, 'unknown', `The server answered ${status}. Try again in a moment.`);
  }
}

interface Sent {
  body?: unknown;
  headers?: Record<string, string>;
}

async function answer(method: string, path: string, { body, headers }: Sent = {}): Promise<Response> {
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const response = await fetch(path, {
    method,
    headers: { Accept: 'application/json', ...json, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw offline();
  });
  if (response.ok) return response;
  throw problemOf(response.status, await response.text().catch(() => ''), response.headers.get('ETag') ?? '');
}

/** The wire's types are the contract's; the server answers by them. */
async function call<T>(method: string, path: string, sent?: Sent): Promise<T> {
  const response = await answer(method, path, sent);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function tagged(method: string, path: string, sent?: Sent): Promise<TaggedContent> {
  const response = await answer(method, path, sent);
  return { content: (await response.json()) as Content, etag: response.headers.get('ETag') ?? '' };
}

const project = (id: string): string => `/api/projects/${encodeURIComponent(id)}`;
const draft = (id: string, type: string): string => `${project(id)}/contents/${encodeURIComponent(type)}`;
const task = (id: string): string => `/api/tasks/${encodeURIComponent(id)}`;
const after = (cursor: string | null): string => (cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`);

export const api = {
  me: () => call<Me>('GET', '/api/me'),
  signIn: (email: string, password: string) =>
    call<{ user: Me }>('POST', '/api/auth/sign-in/email', { body: { email, password } }),
  signUp: (name: string, email: string, password: string) =>
    call<{ user: Me }>('POST', '/api/auth/sign-up/email', { body: { name, email, password } }),
  signOut: () => call<unknown>('POST', '/api/auth/sign-out'),

  createProject: (title: string) => call<ProjectSnapshot>('POST', '/api/projects', { body: { title } }),
  projects: (cursor: string | null) => call<Page<ProjectSummary>>('GET', `/api/projects${after(cursor)}`),
  project: (id: string) => call<ProjectSnapshot>('GET', project(id)),
  renameProject: (id: string, title: string) => call<ProjectSnapshot>('PATCH', project(id), { body: { title } }),
  deleteProject: (id: string) => call<undefined>('DELETE', project(id)),

  transcript: (id: string) => call<Transcript>('GET', `${project(id)}/transcript`),
  chapters: (id: string) => call<{ items: Chapter[] }>('GET', `${project(id)}/chapters`),
  screenshots: (id: string) => call<{ items: Screenshot[] }>('GET', `${project(id)}/screenshots`),

  generate: (id: string, types: string[], instructions?: string) =>
    call<{ tasks: Task[] }>('POST', `${project(id)}/generate`, { body: { types, instructions } }),
  task: (id: string) => call<TaskDetail>('GET', task(id)),
  retryTask: (id: string) => call<{ task: Task }>('POST', `${task(id)}/retry`),
  cancelTask: (id: string) => call<{ task: Task }>('POST', `${task(id)}/cancel`),

  contentTypes: () => call<{ items: ContentTypeInfo[] }>('GET', '/api/content-types'),
  content: (id: string, type: string) => tagged('GET', draft(id, type)),
  saveContent: (id: string, type: string, body: string, etag: string) =>
    tagged('PUT', draft(id, type), { body: { body }, headers: { 'If-Match': etag } }),
  versions: (id: string, type: string) => call<{ items: ContentVersion[] }>('GET', `${draft(id, type)}/versions`),
  restoreVersion: (id: string, type: string, version: number) =>
    tagged('POST', `${draft(id, type)}/versions/${version}/restore`),

  notices: (cursor: string | null) => call<NoticePage>('GET', `/api/notices${after(cursor)}`),
  seeNotices: () => call<undefined>('POST', '/api/notices/seen'),
  dismissNotice: (id: string) => call<undefined>('POST', `/api/notices/${encodeURIComponent(id)}/dismiss`),

  sendCaptions: (id: string, file: File, signal?: AbortSignal) =>
    sendFile<{ tasks: Task[]; cues: number }>(`${project(id)}/captions`, file, () => undefined, signal),
  sendSource: (id: string, file: File, onProgress: (sentBytes: number) => void, signal: AbortSignal) =>
    sendFile<{ tasks: Task[] }>(`${project(id)}/source`, file, onProgress, signal),
};

export const addressOf = {
  transcript: (id: string, format: 'vtt' | 'srt' | 'txt') => `${project(id)}/transcript.${format}`,
  chapters: (id: string, format: 'txt' | 'vtt') => `${project(id)}/chapters.${format}`,
  screenshot: (id: string, index: number) => `${project(id)}/screenshots/${index}.jpg`,
};

/** By XMLHttpRequest, because fetch does not tell how much of a body has been sent. */
function sendFile<T>(
  path: string,
  file: File,
  onProgress: (sentBytes: number) => void,
  signal?: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `${path}?filename=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(problemOf(request.status, request.responseText));
    };
    request.onerror = () => reject(offline());
    request.onabort = () => reject(new ApiProblem(0, 'aborted', 'The upload was cancelled.'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
