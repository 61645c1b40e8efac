/** A thousand slow connections to a real web process, while somebody else at the same address goes on with their work. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from './support/person.js';
import type { RawLine } from './support/raw-lines.js';
import { descriptorsOf, rawLine } from './support/raw-lines.js';
import { begin, noise, patch } from './support/tus.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

const CROWD = 1_000;
const HEAD = 'GET /api/me HTTP/1.1\r\nHost: a\r\nX-';

let world: World;
let web: WebServer;
let ada: Person;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  ada = await world.signUp(web);
});
afterAll(() => world.end());

const descriptors = (): Promise<number> => descriptorsOf(web.process.pid ?? 0);

/** Opens the crowd, works through a talk's beginning, and waits until nothing of the crowd is left. */
async function workAmong(lineOf: (i: number) => Promise<RawLine>, trickle: string): Promise<void> {
  const before = await descriptors();
  const crowd = await Promise.all(Array.from({ length: CROWD }, (_, i) => lineOf(i)));
  const timer = setInterval(() => crowd.forEach(({ socket }) => socket.writable && socket.write(trickle)), 1_000);
  const { id } = await ada.createProject();
  const tab = await ada.openTab();
  expect(await tab.join(id)).toHaveProperty('data');
  const upload = await begin(ada, id, 100_000);
  expect((await patch(ada, upload, 0, noise(100_000))).status).toBe(204);
  await until('the tab to hear of it', () => tab.events.some(({ type }) => type === 'task.queued'));
  tab.close();
  await until('the crowd to be over', () => crowd.every((line) => line.isOver()));
  clearInterval(timer);
  await until('its descriptors to be let go', async () => (await descriptors()) <= before + 10);
  for (const { socket } of crowd) socket.destroy();
}

test('heads that trickle are ended, and harm nobody else', async () => {
  await workAmong(() => rawLine(web.url, HEAD), 'x');
});

test('so are those that end their side and stay, at whatever point', async () => {
  const points = ['', HEAD, 'POST /api/projects HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{', 'HELLO\r\n\r\n'];
  await workAmong(async (i) => {
    const line = await rawLine(web.url, points[i % points.length] ?? '');
    line.socket.end();
    return line;
  }, '');
});

test('behind a proxy, what one client holds open is not counted as its neighbours’', async () => {
  const behind = await world.startWeb(undefined, { TRUST_PROXY: '1', CONNECTIONS_PER_ADDRESS: '4' });
  const { id } = await ada.createProject();
  const streams = new AbortController();
  const follow = (from: string): Promise<Response> =>
    fetch(`${behind.url}/api/projects/${id}/events`, {
      headers: { cookie: ada.cookie, accept: 'text/event-stream', 'x-forwarded-for': `6.6.6.6, ${from}` },
      signal: streams.signal,
    });
  const crowd = await Promise.all(Array.from({ length: 4 }, () => follow('1.1.1.1')));
  expect(crowd.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const refused = await follow('1.1.1.1');
  expect({ status: refused.status, ...((await refused.json()) as object) }).toMatchObject({
    status: 429,
    code: 'too_many_connections',
  });
  const socket = (from: string): Promise<Response> =>
    fetch(`${behind.url}/socket.io/?EIO=4&transport=polling`, { headers: { 'x-forwarded-for': from } });
  expect((await socket('1.1.1.1')).status).toBe(403);
  expect((await socket('2.2.2.2')).status).toBe(200);
  expect((await follow('2.2.2.2')).status).toBe(200);
  streams.abort();
  await until('its place to be free again', async () => (await socket('1.1.1.1')).status === 200);
  await behind.end();
});
