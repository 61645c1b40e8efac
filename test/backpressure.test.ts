/** Backpressure and rate limits: what a client that is slow, hasty or talks nonsense may do to the others. */
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ack } from '../src/contract/realtime.js';
import type { Person, Tab } from './support/person.js';
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

const figure = (name: string): Promise<number> => figureOf(web, name);
const writeLongEvents = (projectId: string, count: number): Promise<number> =>
  longEvents(hand, projectId, count, () => figure('devreel_sockets_unsent_bytes'));

const seqs = ({ events }: Tab): number[] => events.map(({ seq }) => seq);
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

test('who stops reading is cut off before much piles up, comes back for the rest, and holds up nobody', async () => {
  const { id } = await ada.createProject();
  const [stuck, well] = [await ada.openTab(), await ada.openTab()];
  for (const tab of [stuck, well]) expect(await tab.join(id)).toHaveProperty('data');
  const reasons: string[] = [];
  stuck.socket.on('disconnect', (reason) => reasons.push(reason));
  const paused = lineOf(stuck);
  paused.pause();
  const most = await writeLongEvents(id, EVENTS);
  await until('the other one to have everything', () => well.events.length > EVENTS);
  expect(seqs(well)).toEqual(numbers(1, EVENTS + 1));
  expect(most).toBeGreaterThan(EVENT_BYTES);
  expect(most).toBeLessThan(MOST_UNSENT_BYTES + 12 * EVENT_BYTES);
  expect(await figure('devreel_sockets_cut_off_total')).toBe(1);
  expect(await figure('devreel_sockets_unsent_bytes')).toBe(0);
  paused.resume();
  await until('it to notice', () => reasons.length === 1);
  await until('it to be back', () => stuck.socket.connected);
  const heard = seqs(stuck).at(-1) ?? 0;
  expect(seqs(stuck)).toEqual(numbers(1, heard));
  expect(heard).toBeLessThan(EVENTS);
  expect(await stuck.join(id, heard)).toMatchObject({ data: { events: { length: EVENTS + 1 - heard }, reset: false } });
  stuck.close();
  well.close();
});

test('a long answer is no reason to be cut off; a second one is not made while the first is not read', async () => {
  const { id } = await ada.createProject();
  await writeLongEvents(id, EVENTS);
  const [slow, well] = [await ada.openTab(), await ada.openTab()];
  await well.join(id);
  const line = lineOf(slow);
  line.pause();
  const answers: unknown[] = [];
  for (let i = 0; i < 20; i += 1) void slow.join(id, 0).then((answer) => answers.push(answer));
  await until('the first answer to be on its way', async () => (await figure('devreel_sockets_unsent_bytes')) > 0);
  const most = await writeLongEvents(id, 20);
  expect(most).toBeLessThan(EVENTS * EVENT_BYTES * 1.1);
  line.resume();
  await until('all to be answered', () => answers.length === 20);
  expect(slow.socket.connected).toBe(true);
  expect(answers[0]).toMatchObject({ data: { events: { length: EVENTS + 1 } } });
  expect(answers.slice(1)).toEqual(
    Array.from({ length: 19 }, () => ({ error: { code: 'not_reading', message: expect.any(String) as string } })),
  );
  await until('it to have what came meanwhile', () => slow.events.length === well.events.length);
  slow.close();
  well.close();
});

test('a hundred joins in a burst are all answered, and those that are too many say so', async () => {
  const { id } = await ada.createProject();
  const tab = await ada.openTab();
  const answers = await Promise.all(numbers(1, 100).map(() => tab.join(id)));
  const [joined, refused] = [
    answers.filter((answer) => 'data' in answer),
    answers.filter((answer) => 'error' in answer),
  ];
  expect(joined.length).toBeGreaterThanOrEqual(50);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of refused) expect(answer).toMatchObject({ error: { code: 'too_many_messages' } });
  await until('it to be let in again', async () => 'data' in (await tab.join(id)));
  tab.close();
});

test('a socket may follow many projects, but not any number; leaving one makes room', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 100; i += 1) ids.push((await ada.createProject()).id);
  const tab = await ada.openTab();
  const codes: string[] = [];
  for (const id of ids) {
    const answer = await until('an answer other than to wait', async () => {
      const given = await tab.join(id);
      return 'error' in given && given.error.code === 'too_many_messages' ? null : given;
    });
    codes.push('error' in answer ? answer.error.code : 'joined');
  }
  const joined = codes.filter((code) => code === 'joined').length;
  expect(joined).toBeGreaterThan(90);
  expect(joined).toBeLessThan(100);
  expect(codes.slice(joined)).toEqual(Array.from({ length: 100 - joined }, () => 'too_many_projects'));
  const leave = () =>
    new Promise<Ack<unknown>>((resolve) => tab.socket.emit('project:leave', { projectId: ids[0] ?? '' }, resolve));
  await until('it to have left one', async () => 'data' in (await leave()));
  await until('there to be room', async () => 'data' in (await tab.join(ids.at(-1) ?? '')));
  tab.close();
});

type Emit = (name: string, ...args: unknown[]) => void;
const emitOf =
  (tab: Tab): Emit =>
  (name, ...args) =>
    (tab.socket as unknown as { emit: Emit }).emit(name, ...args);

test('nonsense of any kind is answered, and what cannot be answered costs its own connection only', async () => {
  const { id } = await ada.createProject();
  const [tab, well] = [await ada.openTab(), await ada.openTab()];
  await well.join(id);
  const emit = emitOf(tab);
  const ask = (name: string, ...payload: unknown[]) =>
    new Promise<unknown>((resolve) => emit(name, ...payload, resolve));
  const deep = JSON.parse('['.repeat(2_000) + ']'.repeat(2_000)) as unknown;
  const shapes: unknown[][] = [
    [],
    [null],
    [7],
    ['x'],
    [[]],
    [deep],
    [Buffer.from('binary')],
    [{ projectId: Buffer.from(id) }],
    [{ projectId: id }, { projectId: id }],
    [{ projectId: id, after: 2 ** 31 }],
    [{ projectId: id, after: 1.5 }],
    [{ projectId: id, after: '1' }],
    [{ projectId: 'x'.repeat(900_000) }],
    [{ projectId: id, ['y'.repeat(900_000)]: 1 }],
    [JSON.parse(`{"projectId":"${id}","__proto__":{"after":1}}`)],
  ];
  for (const payload of shapes) {
    const answer = (await ask('project:join', ...payload)) as { error: { code: string; message: string } };
    expect(answer).toMatchObject({ error: { code: 'invalid_payload' } });
    expect(answer.error.message.length).toBeLessThan(400);
  }
  for (const name of ['project:open', 'constructor', '__proto__', '']) {
    expect(await ask(name, { projectId: id })).toMatchObject({ error: { code: 'unknown_message' } });
  }
  expect(await ask('notice:dismiss', { noticeId: id })).toMatchObject({ error: { code: 'not_found' } });
  // Without anybody who waits for an answer.
  emit('project:join', { projectId: id });
  emit('project:join');
  emit('nothing', 'an ack?');
  expect(await ask('project:leave', { projectId: id })).toEqual({ data: {} });
  tab.close();

  const frames = [
    'x',
    '4',
    '42',
    '42[',
    '42{}',
    '42[1]',
    '42["project:join"',
    '49',
    '4999',
    '451-["project:join",{"_placeholder":true,"num":0}]',
  ];
  const broken = [
    ...frames,
    '459999999-["project:join"]',
    Buffer.from('not asked for'),
    `42["x","${'y'.repeat(1_100_000)}"]`,
  ];
  for (const frame of broken) {
    const other = await ada.openTab();
    const ended = new Promise((resolve) => other.socket.once('disconnect', resolve));
    lineOf(other).send(frame);
    // What is no frame of the protocol ends the connection; the rest is nothing that anybody waits for.
    await Promise.race([ended, other.join(id)]);
    other.close();
  }
  await ada.ask('PATCH', `/api/projects/${id}`, { title: 'Still here' });
  await until('the well-behaved one to hear of it', () => well.events.length === 1);
  expect(web.process.exitCode).toBeNull();
  const again = io(web.url, { extraHeaders: { cookie: ada.cookie }, transports: ['polling'], forceNew: true });
  await until('a socket by long polling', () => again.connected);
  again.close();
  well.close();
});
