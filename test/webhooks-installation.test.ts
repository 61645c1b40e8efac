/** Webhooks of the installation: an administrator's, over everybody's projects. */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { NoticePage } from '../src/contract/realtime.js';
import type { Webhook, WebhookWithSecret } from '../src/contract/webhooks.js';
import type { Person } from './support/person.js';
import { signUp } from './support/person.js';
import { Receiver } from './support/receiver.js';
import { expectProblem } from './support/tus.js';
import { until } from './support/until.js';
import type { Server, WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

const ROOT = 'root@example.org';
/** Administers, too, and has made no webhook. */
const OTHER = 'other@example.org';

let world: World;
let web: WebServer;
let worker: Server;
let root: Person;
let ada: Person;
let ben: Person;
let receiver: Receiver;

beforeAll(async () => {
  world = await createWorld({ ALLOW_PRIVATE_ADDRESSES: 'true', ADMINS: `${ROOT},${OTHER}` });
  [web, worker] = [await world.startWeb(), await world.startWorker()];
  root = await signUp(web.url, ROOT);
  [ada, ben] = [await world.signUp(web), await world.signUp(web)];
});
afterAll(() => world.end());
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.kill());

async function create(more: object = {}, person = root): Promise<WebhookWithSecret> {
  const wanted = { url: receiver.url, installation: true, ...more };
  const { status, body } = await person.ask('POST', '/api/webhooks', wanted);
  expect(status).toBe(201);
  const made = body as WebhookWithSecret;
  receiver.secrets.push(made.secret);
  return made;
}

const rename = async (person: Person, projectId: string, times = 1): Promise<void> => {
  for (let i = 0; i < times; i++) await person.ask('PATCH', `/api/projects/${projectId}`, { title: `Title ${i}` });
};

const arrived = (projectId: string, last: number): Promise<boolean> =>
  until(`event ${last} to arrive`, () => receiver.seqs(projectId).includes(last));

const list = async (person: Person): Promise<Webhook[]> =>
  ((await person.ask('GET', '/api/webhooks')).body as { items: Webhook[] }).items;

const restart = async (settings: Record<string, string> = {}): Promise<void> => {
  await Promise.all([web.end('SIGKILL'), worker.end('SIGKILL')]);
  [web, worker] = [await world.startWeb(Number(new URL(web.url).port), settings), await world.startWorker(settings)];
};

test('it is told what happens in everybody’s projects, in order, though it was away and all was killed in between; others are not told of it', async () => {
  const { id: old } = await ada.createProject();
  await rename(ada, old, 2);
  const { id } = await create();
  const { id: late } = await ben.createProject();
  await rename(ada, old);
  await rename(ben, late, 2);
  await Promise.all([arrived(old, 3), arrived(late, 2)]);
  await receiver.kill();
  await rename(ada, old, 2);
  await restart();
  await rename(ben, late, 3);
  await ben.ask('DELETE', `/api/projects/${late}`);
  await receiver.open();
  await Promise.all([arrived(old, 5), arrived(late, 6)]);
  // What was before it was made it is not told.
  expect(receiver.seqs(old)).toEqual([3, 4, 5]);
  expect(receiver.seqs(late)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(receiver.received.every(({ signedBy }) => signedBy.length === 1)).toBe(true);
  expect(await list(root)).toMatchObject([{ id, installation: true, projectId: null }]);
  expect(await list(ada)).toEqual([]);
  expect((await root.ask('DELETE', `/api/webhooks/${id}`)).status).toBe(204);
});

test('only the types that were asked for, and again by hand; of a project that is not there nothing is', async () => {
  const { id } = await create({ eventTypes: ['project.deleted'] });
  const { id: projectId } = await ada.createProject();
  await rename(ada, projectId, 2);
  await ada.ask('DELETE', `/api/projects/${projectId}`);
  await arrived(projectId, 3);
  expect(receiver.seqs(projectId)).toEqual([3]);
  receiver.received.length = 0;
  const again = await root.ask('POST', `/api/webhooks/${id}/replay`, { projectId, after: 0 });
  expect(again.status).toBe(202);
  await arrived(projectId, 3);
  const nowhere = await root.ask('POST', `/api/webhooks/${id}/replay`, { projectId: randomUUID(), after: 0 });
  expectProblem(nowhere, 404, 'not_found');
  await root.ask('DELETE', `/api/webhooks/${id}`);
});

test('it is made by administrators alone, with a key that may administer, and not for one project, too', async () => {
  const wanted = { url: receiver.url, installation: true };
  expectProblem(await ada.ask('POST', '/api/webhooks', wanted), 403, 'forbidden');
  const { id: projectId } = await root.createProject();
  expectProblem(await root.ask('POST', '/api/webhooks', { ...wanted, projectId }), 422, 'invalid_request');
  const hook = await create();
  const scopes = ['read', 'write'];
  const { key } = (await root.ask('POST', '/api/api-keys', { name: 'A', scopes })).body as { key: string };
  const authorization = `Bearer ${key}`;
  const byKey = (method: string, path: string, body?: object) => ada.ask(method, path, body, { authorization });
  expectProblem(await byKey('POST', '/api/webhooks', wanted), 403, 'forbidden');
  expectProblem(await byKey('GET', `/api/webhooks/${hook.id}/deliveries`), 404, 'not_found');
  expect((await byKey('GET', '/api/webhooks')).body).toMatchObject({ items: [] });
  await root.ask('DELETE', `/api/webhooks/${hook.id}`);
});

test('who has many of a slow receiver leaves places to others', async () => {
  const slow = await Receiver.start();
  const asked: ServerResponse[] = [];
  slow.answer = (response) => void asked.push(response);
  const had = (path?: string): number => slow.received.filter((one) => path === undefined || one.path === path).length;
  const projects = await Promise.all(Array.from({ length: 20 }, () => ada.createProject()));
  const hooks: string[] = [];
  for (const path of ['/1', '/2']) {
    const { body } = await ada.ask('POST', '/api/webhooks', { url: slow.url.replace('/hook', path) });
    hooks.push((body as Webhook).id);
    for (const { id } of projects) await rename(ada, id);
    await until('what one webhook may have', () => had('/1') >= 16);
  }
  await create({ installation: false }, ben);
  const { id: quick } = await ben.createProject();
  await rename(ben, quick);
  // Each that was given up made room for one more; nothing was answered yet.
  let [most, mostOfOne] = [0, 0];
  await until('the quick one’s', async () => {
    const counts = [had(), Math.max(had('/1'), had('/2'))];
    const sql = 'SELECT coalesce(sum(attempts), 0)::int AS n FROM webhook_deliveries WHERE webhook_id = ANY ($1)';
    const [failed] = await world.db.query<{ n: number }[]>(sql, [hooks]);
    const [all = 0, ofOne = 0] = counts.map((n) => n - (failed?.n ?? 0));
    [most, mostOfOne] = [Math.max(most, all), Math.max(mostOfOne, ofOne)];
    return receiver.seqs(quick).includes(1) && had() >= 24;
  });
  expect(most).toBeLessThanOrEqual(24);
  expect(mostOfOne).toBeLessThanOrEqual(16);
  // As soon as it answers it has all of them, without having to be asked anew.
  slow.answer = 200;
  for (const response of asked) response.writeHead(200).end();
  const arrivals = () => new Set(slow.received.map(({ path, message: { data } }) => `${path} ${data.projectId}`));
  await until('all at the slow one', () => arrivals().size === 40);
  for (const id of hooks) await ada.ask('DELETE', `/api/webhooks/${id}`);
  await slow.kill();
});

test('that one is paused administrators are told, its address its person alone, and the people of the project nothing; it ends with whoever administers no longer', async () => {
  const hook = await create();
  receiver.answer = 410;
  const other = await signUp(web.url, OTHER);
  const tabs = await Promise.all([root.openTab(), other.openTab()]);
  const { id: projectId } = await ada.createProject();
  await rename(ada, projectId);
  const read = async (): Promise<Webhook> => (await root.ask('GET', `/api/webhooks/${hook.id}`)).body as Webhook;
  expect(await until('the pause', async () => (await read()).pausedBecause)).toContain('410');
  const title = 'A webhook of this installation is paused';
  await until('toasts', () => tabs.every(({ notices }) => notices.some((notice) => notice.title === title)));
  for (const tab of tabs) tab.close();
  const bellOf = async (person: Person) => (await person.ask('GET', '/api/notices')).body as NoticePage;
  const { host } = new URL(receiver.url);
  const [mine, others] = [await bellOf(root), await bellOf(other)];
  const action = { label: 'Show', href: '/operators#webhooks' };
  expect(mine).toMatchObject({
    unread: 1,
    items: [{ title, level: 'error', projectId: null, projectTitle: '', action }],
  });
  expect(mine.items[0]?.body).toContain(`${host} did not take what was sent to it. It answered 410.`);
  expect(others).toMatchObject({
    unread: 1,
    items: [{ title, level: 'warning', projectId: null, seen: false, action }],
  });
  expect(JSON.stringify(others)).not.toContain(host);
  expect(await bellOf(ada)).toMatchObject({ unread: 0, items: [] });
  const { id: noticeId } = others.items[0] ?? { id: '' };
  expectProblem(await ada.ask('POST', `/api/notices/${noticeId}/dismiss`), 404, 'not_found');
  await other.ask('POST', `/api/notices/${noticeId}/dismiss`);
  expect(await bellOf(other)).toMatchObject({ unread: 0, items: [{ dismissed: true }] });
  expect(await bellOf(root)).toMatchObject({ unread: 1, items: [{ dismissed: false }] });
  receiver.answer = 200;
  await root.ask('PATCH', `/api/webhooks/${hook.id}`, { paused: false });
  await arrived(projectId, 1);

  await restart({ ADMINS: 'somebody-else@example.org' });
  const own = await Receiver.start();
  await ada.ask('POST', '/api/webhooks', { url: own.url, projectId });
  await rename(ada, projectId);
  await until('it at Ada’s own', () => own.seqs(projectId).includes(2));
  // Both are sent for in the same round: what Ada was told of, root would have been.
  await rename(ada, projectId);
  await until('it at Ada’s own', () => own.seqs(projectId).includes(3));
  expect(receiver.seqs(projectId)).toEqual([1]);
  expect(await list(root)).toEqual([]);
  await restart();
  await arrived(projectId, 3);
  await own.kill();
});
