/** A signed-in person, as a browser or a program would be one: requests and sockets only. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import type { ProjectSnapshot } from '../../src/contract/project.js';
import type { Ack, ClientToServer, Joined, Notice, ProjectEvent, ServerToClient } from '../../src/contract/realtime.js';
import type { Task, TaskDetail } from '../../src/contract/task.js';
import { expectDescribed } from './described.js';
import { until } from './until.js';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed if it is JSON, otherwise the text. */
  body: unknown;
}

export interface Tab {
  socket: Socket<ServerToClient, ClientToServer>;
  events: ProjectEvent[];
  notices: Notice[];
  join(projectId: string, after?: number): Promise<Ack<Joined>>;
  close(): void;
}

export interface Person {
  url: string;
  cookie: string;
  /** JSON unless `body` is bytes or a string. Throws when the answer is not what the server's description says. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  createProject(title?: string): Promise<ProjectSnapshot>;
  snapshot(projectId: string): Promise<ProjectSnapshot>;
  task(projectId: string, key: string): Promise<Task | undefined>;
  detail(taskId: string): Promise<TaskDetail>;
  /** The newest task of the key, once it is in one of these states. Fails at once when it ends in another state. */
  taskIn(projectId: string, key: string, states: Task['status'][]): Promise<Task>;
  openTab(url?: string): Promise<Tab>;
}

const PASSWORD = 'correct horse battery';

export async function signUp(url: string, email = `${randomUUID()}@example.org`): Promise<Person> {
  const account = { email, password: PASSWORD, name: 'Ada' };
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  });
  const { status, headers } = response;
  await expectDescribed(url, 'POST', '/api/auth/sign-up/email', { status, headers, body: await response.json() });
  assert.equal(status, 200);
  return personWith(url, cookieOf(response));
}

/** Another session of somebody who signed up by `signUp`. */
export async function signInAgain(person: Person): Promise<Person> {
  const { email } = (await person.ask('GET', '/api/me')).body as { email: string };
  const response = await fetch(`${person.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  assert.equal(response.status, 200);
  return personWith(person.url, cookieOf(response));
}

/** The administrator, who signs in with the link that the web process printed. */
export async function localOwner({ url, signInUrl }: { url: string; signInUrl: string }): Promise<Person> {
  const { search } = new URL(signInUrl);
  const options = { method: 'POST', redirect: 'manual', headers: { origin: url } } as const;
  return personWith(url, cookieOf(await fetch(`${url}/sign-in${search}`, options)));
}

const cookieOf = ({ headers }: Response): string =>
  headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

/** `credentials`: the headers by which requests say who asks. */
export function personWith(url: string, cookie: string, credentials: Record<string, string> = { cookie }): Person {
  const person: Person = {
    url,
    cookie,
    async ask(method, path, body, headers = {}) {
      const raw = typeof body === 'string' || body instanceof Uint8Array;
      const sent = body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) };
      const type = body === undefined || raw ? {} : { 'content-type': 'application/json' };
      const response = await fetch(url + path, { method, headers: { ...credentials, ...type, ...headers }, ...sent });
      const isJson = method !== 'HEAD' && (response.headers.get('content-type') ?? '').includes('json');
      const answer: Answer = {
        status: response.status,
        headers: response.headers,
        body: isJson ? ((await response.json()) as unknown) : await response.text(),
      };
      await expectDescribed(url, method, path, answer);
      return answer;
    },
    async createProject(title = 'A talk') {
      const { status, body } = await person.ask('POST', '/api/projects', { title });
      assert.equal(status, 201);
      return body as ProjectSnapshot;
    },
    async snapshot(projectId) {
      const { status, body } = await person.ask('GET', `/api/projects/${projectId}`);
      assert.equal(status, 200);
      return body as ProjectSnapshot;
    },
    task: async (projectId, key) => (await person.snapshot(projectId)).tasks.find((task) => task.key === key),
    detail: async (taskId) => (await person.ask('GET', `/api/tasks/${taskId}`)).body as TaskDetail,
    taskIn: (projectId, key, states) => taskIn(person, projectId, key, states),
    openTab: (from = url) => openTab(from, cookie),
  };
  return person;
}

/** A program that gives this as its API key. */
export const programWith = (url: string, key: string): Person => ({
  ...personWith(url, '', { authorization: `Bearer ${key}` }),
  openTab: (from = url) => openTab(from, '', key),
});

const ENDED: readonly Task['status'][] = ['succeeded', 'failed', 'cancelled'];
/** A snapshot costs the web process more than the tests notice of a quarter of a second. */
const SELDOM_MS = 250;

async function taskIn(person: Person, projectId: string, key: string, states: Task['status'][]): Promise<Task> {
  const ask = async (): Promise<Task | undefined> => {
    const task = await person.task(projectId, key);
    if (!task || states.includes(task.status)) return task;
    if (ENDED.includes(task.status)) throw new Error(`${key} is ${task.status}: ${JSON.stringify(task.error)}`);
    return undefined;
  };
  const stays = states.every((state) => ENDED.includes(state));
  return until(`${key} to be ${states.join(' or ')}`, ask, undefined, stays ? SELDOM_MS : undefined);
}

async function openTab(url: string, cookie: string, key?: string): Promise<Tab> {
  const credentials = key === undefined ? { extraHeaders: { cookie } } : { auth: { token: key } };
  const socket: Tab['socket'] = io(url, { ...credentials, transports: ['websocket'], forceNew: true });
  const tab: Tab = {
    socket,
    events: [],
    notices: [],
    join: (projectId, after) =>
      new Promise((resolve) => {
        socket.emit('project:join', { projectId, ...(after === undefined ? {} : { after }) }, resolve);
      }),
    close: () => void socket.close(),
  };
  socket.on('event', (event) => tab.events.push(event));
  socket.on('notice', (notice) => tab.notices.push(notice));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return tab;
}

/** Out of the bin, too. */
export async function deleteForGood(person: Person, projectId: string): Promise<void> {
  for (const path of [`/api/projects/${projectId}`, `/api/bin/${projectId}`])
    assert.equal((await person.ask('DELETE', path)).status, 204);
}
