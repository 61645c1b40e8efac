/** Two web processes behind one Redis, and announcements that get lost, come twice, late, or in any order. */
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ANNOUNCE_CHANNEL } from '../src/events/announce.js';
import { EventLog } from '../src/events/event-log.js';
import { MemberRow } from '../src/database/entities/project.entity.js';
import type { Announcement } from '../src/events/project-tx.js';
import type { EventSource } from './support/event-source.js';
import { followEvents } from './support/event-source.js';
import type { Person, Tab } from './support/person.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let webs: WebServer[];
let ada: Person;
let redis: Redis;
let projectId: string;
let tabs: Tab[];
let streams: EventSource[];

beforeAll(async () => {
  world = await createWorld();
  webs = [await world.startWeb(), await world.startWeb()];
  ada = await world.signUp(webs[0] as WebServer);
  redis = new Redis(world.redis.url);
});
afterAll(async () => {
  redis.disconnect();
  await world.end();
});
beforeEach(async () => {
  ({ id: projectId } = await ada.createProject());
  tabs = await Promise.all(Array.from({ length: 8 }, (_, i) => ada.openTab(webs[i % 2]?.url)));
  for (const tab of tabs) expect(await tab.join(projectId)).toHaveProperty('data');
  streams = await Promise.all(webs.map(({ url }) => followEvents(ada, projectId, { url })));
});

/** Commits so many events, one by one, and returns how they would have been announced. */
async function commit(count: number, to = projectId): Promise<Announcement[]> {
  const announced: Announcement[] = [];
  const log = new EventLog(world.db, (announcement) => announced.push(announcement));
  for (let i = 0; i < count; i += 1) {
    await log.write(to, (tx) => Promise.resolve(tx.append('project.updated')));
  }
  return announced;
}

const publish = (announcement: Announcement): Promise<number> =>
  redis.publish(ANNOUNCE_CHANNEL, JSON.stringify(announcement));

/** All tabs and streams of both processes heard exactly these, in this order. */
async function expectAll(count: number): Promise<void> {
  const expected = Array.from({ length: count }, (_, i) => i + 1);
  const heard = () => [...tabs.map(({ events }) => events.map(({ seq }) => seq)), ...streams.map((one) => one.seqs())];
  await until('everybody to have heard it', () => heard().every(({ length }) => length >= count));
  for (const seqs of heard()) expect(seqs).toEqual(expected);
  for (const one of [...tabs, ...streams]) one.close();
}

test('backwards', async () => {
  for (const announcement of (await commit(40)).reverse()) await publish(announcement);
  await expectAll(40);
});

test('each of them three times, in three different orders', async () => {
  const all = await commit(40);
  const shuffled = all.map((_, i) => all[(i * 17) % all.length] as Announcement);
  for (const announcement of [...shuffled, ...all, ...all.toReversed()]) await publish(announcement);
  await expectAll(40);
});

test('every third one lost, the last one, too', async () => {
  const all = await commit(40);
  for (const [i, announcement] of all.entries()) if (i % 3 !== 0) await publish(announcement);
  await expectAll(40);
});

test('all of them lost', async () => {
  await commit(40);
  await expectAll(40);
});

test('late: what was mended from the log meanwhile is not said again', async () => {
  const all = await commit(10);
  await until('the log to have been asked', () => tabs.every(({ events }) => events.length === 10));
  for (const announcement of all) await publish(announcement);
  for (const announcement of await commit(5)) await publish(announcement);
  await expectAll(15);
});

test('the first two of a room at the same moment: who looked first hears also what only the other one had seen', async () => {
  const [tab, { url }] = [tabs[0] as Tab, webs[0] as WebServer];
  tab.events.length = 0;
  const { id } = await ada.createProject();
  const holder = world.db.createQueryRunner();
  await holder.startTransaction();
  await holder.query('LOCK TABLE sources IN ACCESS EXCLUSIVE MODE');
  const joining = tab.join(id, 0);
  const waits = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'sources'::regclass";
  await until('its view to be taken', async () => (await world.db.query<unknown[]>(waits)).length > 0);
  await commit(1, id);
  const other = await followEvents(ada, id, { url, after: 0 });
  await until('the other one to have come', () => other.seqs().length === 1);
  await holder.commitTransaction();
  await holder.release();
  expect(await joining).toMatchObject({ data: { lastSeq: 0, events: [] } });
  for (const announcement of await commit(1, id)) await publish(announcement);
  await until('both to have heard the next', () => other.seqs().length === 2 && tab.events.at(-1)?.seq === 2);
  expect(tab.events.map(({ seq }) => seq)).toEqual([1, 2]);
  other.close();
  for (const one of [...tabs, ...streams]) one.close();
});

test('one of what never happened is believed by nobody', async () => {
  const [first] = await commit(1);
  if (!first) throw new Error('Nothing was announced.');
  const invented = first.events.map((event) => ({ ...event, seq: 70 }));
  await publish({ ...first, events: invented });
  await publish(first);
  for (const announcement of await commit(7)) await publish(announcement);
  await expectAll(8);
});

/** Waits until this process has looked up who is still a member. */
async function comparison({ url }: WebServer): Promise<void> {
  const [{ id }, witness] = [await ada.createProject(), await ada.openTab(url)];
  expect(await witness.join(id)).toHaveProperty('data');
  await world.db.manager.delete(MemberRow, { projectId: id });
  await until('a tab that may not follow any more to be cut off', () => !witness.socket.connected);
  witness.close();
}

test('the end of a project, after an event that nobody heard of', async () => {
  const [lost] = await commit(1);
  const announced: Announcement[] = [];
  const log = new EventLog(world.db, (announcement) => announced.push(announcement));
  await log.write(projectId, async (tx) => {
    tx.append('project.deleted');
    await tx.removeProject();
  });
  expect(lost?.events).toMatchObject([{ seq: 1 }]);
  // The end is still on its way when it is looked up who may hear what.
  await Promise.all(webs.map(comparison));
  for (const announcement of announced) await publish(announcement);
  await until('everybody to hear the end', () => tabs.every(({ events }) => events.at(-1)?.type === 'project.deleted'));
  await until('the streams to be over', () => streams.every(({ over }) => over));
  for (const tab of tabs) tab.close();
});
