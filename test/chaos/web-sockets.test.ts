/** A web process with hundreds of sockets is killed (-9): all of them come back on the other one, and miss nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Follower } from '../soak/follower.js';
import type { Balancer } from '../support/balancer.js';
import { startBalancer } from '../support/balancer.js';
import type { Person } from '../support/person.js';
import { inSmallOrLong } from '../support/long-form.js';
import { until } from '../support/until.js';
import type { WebServer, World } from '../support/world.js';
import { createWorld } from '../support/world.js';

const SOCKETS = inSmallOrLong(150, 500);
const PROJECTS = 10;
/** Only a bound against hanging: all of it takes seconds. */
const BOUND_MS = 180_000;

let world: World;
let webs: WebServer[];
let balancer: Balancer;
let ada: Person;
let followers: Follower[] = [];

beforeAll(async () => {
  world = await createWorld({ LOG_LEVEL: 'error' });
  webs = [await world.startWeb(), await world.startWeb()];
  balancer = await startBalancer(() => webs.map(({ url }) => Number(new URL(url).port)));
  ada = await world.signUp(webs[0] as WebServer);
});
afterAll(async () => {
  for (const follower of followers) follower.goAway();
  await balancer.close();
  await world.end();
});

/** Of each web process that answers. */
const socketsOf = ({ url }: WebServer): Promise<number> =>
  fetch(`${url}/metrics`)
    .then((answer) => answer.text())
    .then((text) => Number(/^devreel_sockets\{[^}]*\} (\S+)$/m.exec(text)?.[1]));

const allThere = () => until('all sockets to be there', () => followers.every(({ isThere }) => isThere), BOUND_MS);

test('hundreds of sockets over two web processes, one of which is killed while things happen', async () => {
  const ids: string[] = [];
  for (let i = 0; i < PROJECTS; i += 1) ids.push((await ada.createProject()).id);
  followers = Array.from(
    { length: SOCKETS },
    (_, i) => new Follower(balancer.url, ada.cookie, ids[i % PROJECTS] ?? ''),
  );
  await allThere();
  const [victim, survivor] = webs as [WebServer, WebServer];
  const before = await Promise.all(webs.map(socketsOf));
  expect(before[0] ?? 0).toBeGreaterThan(SOCKETS / 4);
  expect(before[1] ?? 0).toBeGreaterThan(SOCKETS / 4);

  const rename = (id: string, n: number) =>
    fetch(`${survivor.url}/api/projects/${id}`, {
      method: 'PATCH',
      headers: { cookie: ada.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ title: `Talk ${n}` }),
    });
  for (const id of ids) expect((await rename(id, 0)).status).toBe(200);
  const killed = victim.end('SIGKILL');
  // While some do not know yet, some are on their way back, and some have joined again.
  for (let n = 1; n <= 20; n += 1) for (const id of ids) expect((await rename(id, n)).status).toBe(200);
  await killed;

  await until('everybody to have everything', () => followers.every(({ position }) => position === 21), BOUND_MS);
  await allThere();
  expect(followers.flatMap(({ faults }) => faults)).toEqual([]);
  for (const id of ids) {
    expect(new Set(followers.filter(({ projectId }) => projectId === id).map((one) => one.digest())).size).toBe(1);
  }
  expect(await socketsOf(survivor)).toBe(SOCKETS);
  const returned = followers.filter(({ joins }) => joins > 1).length;
  // On a busy machine some of the survivor's come back, too.
  expect(returned).toBeGreaterThanOrEqual(before[0] ?? SOCKETS);
}, 600_000);
