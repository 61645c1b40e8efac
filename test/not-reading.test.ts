/** Sockets that do not read are cut off, whatever piles up for them. */
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from './support/person.js';
import { EVENT_BYTES, figureOf, lineOf, longEvents } from './support/slow-tab.js';
import { until } from './support/until.js';
import { WorkerByHand } from './support/worker-by-hand.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

const MOST_UNSENT_BYTES = 4_000_000;
const EVENTS = 300;

let world: World;
let web: WebServer;
let hand: WorkerByHand;
let ada: Person;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  hand = await WorkerByHand.in(world);
  ada = await world.signUp(web);
});
afterAll(async () => {
  hand.end();
  await world.end();
});

const cutOffs = (): Promise<number> => figureOf(web, 'devreel_sockets_cut_off_total');
const unsent = (): Promise<number> => figureOf(web, 'devreel_sockets_unsent_bytes');

test('who sends what is refused, ever more of it, and reads no answer is cut off', async () => {
  const hasty = await ada.openTab();
  const before = await cutOffs();
  const line = lineOf(hasty);
  line.pause();
  let most = 0;
  for (let sent = 0; sent < 300_000 && (await cutOffs()) === before; sent += 5_000) {
    for (let i = 0; i < 5_000; i += 1) line.send(`42${sent + i}["nothing"]`);
    most = Math.max(most, await unsent());
  }
  await until('it to be cut off', async () => (await cutOffs()) > before);
  expect(most).toBeLessThan(MOST_UNSENT_BYTES + 1_000_000);
  hasty.close();
  await until('nothing to be left', async () => (await unsent()) === 0);
});

test('who goes on asking and reads nothing is cut off as others are', async () => {
  const [{ id }, { id: another }] = [await ada.createProject(), await ada.createProject()];
  const talkative = await ada.openTab();
  // A tab that comes back on a busy machine may be late again, and be cut off once more.
  talkative.socket.io.reconnection(false);
  await talkative.join(id);
  const before = await cutOffs();
  const line = lineOf(talkative);
  line.pause();
  const talk = setInterval(() => line.send(`42["project:leave",{"projectId":"${another}"}]`), 50);
  const most = await longEvents(hand, id, EVENTS, unsent);
  clearInterval(talk);
  expect(await cutOffs()).toBe(before + 1);
  expect(most).toBeLessThan(MOST_UNSENT_BYTES + 12 * EVENT_BYTES);
  talkative.close();
});

test('who does not read what another web process sends is cut off, too', async () => {
  const deaf = await ada.openTab();
  const before = await cutOffs();
  lineOf(deaf).pause();
  const connections = [new Redis(world.redis.url), new Redis(world.redis.url)] as const;
  const elsewhere = new Server({ adapter: createAdapter(...connections) });
  const { id } = (await ada.ask('GET', '/api/me')).body as { id: string };
  for (let i = 0; i < EVENTS; i += 1) {
    elsewhere.to(`user:${id}`).emit('notice:dismissed', { noticeId: 'n'.repeat(EVENT_BYTES) });
  }
  await until('it to be cut off', async () => (await cutOffs()) > before);
  for (const redis of connections) redis.disconnect();
  deaf.close();
});
