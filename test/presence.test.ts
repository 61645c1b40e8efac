/** Who has a project open: seen on every web process, gone with the tab, the membership or the process, and quiet at rest. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRedis } from '../src/outside/redis/connection.js';
import { PRESENCE_CHANNEL } from '../src/realtime/presence-elsewhere.js';
import type { PresentPerson } from '../src/contract/realtime.js';
import type { Person, Tab } from './support/person.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let webs: [WebServer, WebServer];
let ada: Person;
let ben: Person;
let projectId: string;
const open: Tab[] = [];

beforeAll(async () => {
  world = await createWorld();
  webs = [await world.startWeb(), await world.startWeb()];
  [ada, ben] = [await world.signUp(webs[0]), await world.signUp(webs[0])];
  await ada.ask('PATCH', '/api/me', { name: 'Ada' });
  await ben.ask('PATCH', '/api/me', { name: 'Ben' });
  projectId = (await ada.createProject()).id;
  const { email } = (await ben.ask('GET', '/api/me')).body as { email: string };
  await ada.ask('POST', `/api/projects/${projectId}/members`, { email, role: 'editor' });
});
afterAll(async () => {
  for (const tab of open) tab.close();
  await world.end();
});

interface Here extends Tab {
  /** As it was told last. */
  people: PresentPerson[];
  tell(draft: string | null, visible?: boolean, of?: string | null): Promise<PresentPerson[] | string>;
}

async function openHere(person: Person, web: WebServer): Promise<Here> {
  const tab = await person.openTab(web.url);
  open.push(tab);
  const here: Here = {
    ...tab,
    people: [],
    async tell(draft, visible = true, of = projectId) {
      const answer = await tab.socket.emitWithAck('presence:tell', { visible, projectId: of, draft });
      if ('error' in answer) return answer.error.code;
      here.people = answer.data.people;
      return here.people;
    },
  };
  tab.socket.on('presence', ({ people }) => void (here.people = people));
  await tab.join(projectId);
  return here;
}

const said = ({ people }: Pick<Here, 'people'>): string[] =>
  people.map(({ name, drafts, inSight }) => `${name} ${drafts.join('+')}${inSight ? '' : ' aside'}`);
const shows = (here: Here, expected: string[]): Promise<unknown> =>
  until(JSON.stringify(expected), () => JSON.stringify(said(here)) === JSON.stringify(expected), 20_000);

test('people see each other over web processes: where they are, whether they look, and that they went', async () => {
  const [adas, bens] = [await openHere(ada, webs[0]), await openHere(ben, webs[1])];
  await adas.tell('blog');
  await bens.tell(null);
  await Promise.all([adas, bens].map((here) => shows(here, ['Ada blog', 'Ben '])));
  await bens.tell('twitter');
  await shows(adas, ['Ada blog', 'Ben twitter']);
  // One person in two tabs is one person; in sight as long as one of them is.
  const second = await openHere(ben, webs[0]);
  expect(await second.tell('youtube')).toHaveLength(2);
  await shows(adas, ['Ada blog', 'Ben twitter+youtube']);
  await bens.tell('twitter', false);
  await second.tell(null, false, null);
  await shows(adas, ['Ada blog', 'Ben twitter aside']);
  const closedAt = performance.now();
  bens.close();
  await shows(adas, ['Ada blog']);
  expect(performance.now() - closedAt).toBeLessThan(2_000);
  await shows(second, ['Ada blog']);
  for (const tab of [adas, second]) tab.close();
});

test('who may not see the project neither hears who is there nor is seen; who is removed is gone', async () => {
  const adas = await openHere(ada, webs[0]);
  const eves = await openHere(await world.signUp(webs[0]), webs[1]);
  await adas.tell(null);
  expect(await eves.tell('blog')).toBe('not_found');
  const cleo = await world.signUp(webs[0]);
  const { id, email } = (await cleo.ask('GET', '/api/me')).body as { id: string; email: string };
  await ada.ask('POST', `/api/projects/${projectId}/members`, { email, role: 'viewer' });
  const cleos = await openHere(cleo, webs[1]);
  await cleos.tell(null);
  await until('both', () => adas.people.length === 2);
  // A socket that never followed the project stays open, and learns no more.
  const aside = await cleo.openTab();
  const tell = () => aside.socket.emitWithAck('presence:tell', { visible: true, projectId, draft: 'blog' });
  expect(await tell()).toMatchObject({ data: { people: [{}, {}] } });
  await ada.ask('DELETE', `/api/projects/${projectId}/members/${id}`);
  await shows(adas, ['Ada ']);
  await until('the socket to come back', () => cleos.socket.connected);
  expect(await cleos.tell(null)).toBe('not_found');
  expect(await tell()).toMatchObject({ error: { code: 'not_found' } });
  expect([eves.people, said(adas)]).toEqual([[], ['Ada ']]);
  for (const tab of [adas, eves, cleos, aside]) tab.close();
});

test('a web process that is killed takes its people with it within seconds, and a new one learns who is there', async () => {
  const dying = await world.startWeb();
  const [adas, bens] = [await openHere(ada, webs[0]), await openHere(ben, dying)];
  bens.socket.io.reconnection(false);
  await adas.tell(null);
  await bens.tell('blog');
  await shows(adas, ['Ada ', 'Ben blog']);
  await dying.end('SIGKILL');
  const killedAt = performance.now();
  await shows(adas, ['Ada ']);
  const seconds = (performance.now() - killedAt) / 1_000;
  console.log(`The people of a killed web process were gone after ${seconds.toFixed(1)} s.`);
  expect(seconds).toBeLessThan(10);
  const born = await world.startWeb();
  const again = await openHere(ben, born);
  await again.tell('blog');
  await Promise.all([adas, again].map((here) => shows(here, ['Ada ', 'Ben blog'])));
  for (const tab of [adas, again]) tab.close();
  await born.end();
});

test('after Redis was away everybody is seen again, without a hand', async () => {
  const [adas, bens] = [await openHere(ada, webs[0]), await openHere(ben, webs[1])];
  await adas.tell(null);
  await bens.tell(null);
  await Promise.all([adas, bens].map((here) => shows(here, ['Ada ', 'Ben '])));
  await world.redis.stop();
  await Promise.all([shows(adas, ['Ada ']), shows(bens, ['Ben '])]);
  // Told while nobody else could hear it.
  await bens.tell('blog');
  await world.startRedis();
  await Promise.all([adas, bens].map((here) => shows(here, ['Ada ', 'Ben blog'])));
  for (const tab of [adas, bens]) tab.close();
});

test('at rest nothing is said of any tab', async () => {
  const tabs = await Promise.all(Array.from({ length: 30 }, (_, i) => openHere(ada, webs[i % 2] ?? webs[0])));
  await Promise.all(tabs.map((tab) => tab.tell('blog')));
  await Promise.all(tabs.map((tab) => shows(tab, ['Ada blog'])));
  const redis = openRedis(world.redis.url);
  const heard: { kind: string }[] = [];
  redis.on('message', (_, message) => heard.push(JSON.parse(message) as { kind: string }));
  await redis.subscribe(PRESENCE_CHANNEL);
  const beats = () => heard.filter(({ kind }) => kind === 'beat');
  // What was still on its way has come by the first beats.
  await until('beats of both', () => beats().length >= 4);
  heard.length = 0;
  await until('more of them', () => beats().length >= 6);
  expect(heard.filter(({ kind }) => kind !== 'beat')).toEqual([]);
  redis.disconnect();
  for (const tab of tabs) tab.close();
});
