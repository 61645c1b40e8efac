/** A Redis Cluster: work flows whichever node one is led to, and goes on when a node dies. */
import { afterAll, beforeAll, test } from 'vitest';
import type { RedisServer } from './support/redis-kinds.js';
import { startRedisCluster } from './support/redis-kinds.js';
import { captionsFor, makeTalk } from './support/talk.js';
import { until } from './support/until.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let nodes: RedisServer[];

beforeAll(async () => {
  [world, nodes] = await Promise.all([createWorld({ LEASE_SECONDS: '2' }), startRedisCluster(3, 1)]);
});
afterAll(async () => {
  await world.end();
  await Promise.all(nodes.map((node) => node.stop()));
});

/** Of the node that keeps our keys: where the slot of their hash tag is. */
async function keeper(): Promise<RedisServer> {
  const slot = Number(await nodes[0]?.client.cluster('KEYSLOT', '{devreel}'));
  const owner = nodes[Math.floor((slot * 3) / 16_384)];
  if (!owner) throw new Error(`No node keeps the slot ${slot}.`);
  return owner;
}

test('work flows whichever of several nodes one is led to, and goes on when the one with the queues dies', async () => {
  const owner = await keeper();
  const [one, other] = nodes.slice(0, 3).filter((node) => node !== owner);
  const web = await world.startWeb(undefined, { REDIS_URL: one?.url ?? '' });
  const elsewhere = await world.startWeb(undefined, { REDIS_URL: owner.url });
  await world.startWorker({ REDIS_URL: other?.url ?? '' });
  const ada = await world.signUp(web);
  const { id } = await ada.createProject();
  await ada.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(2));
  await ada.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(16));
  await ada.taskIn(id, 'index', ['succeeded']);
  const tab = await ada.openTab(elsewhere.url);
  await tab.join(id);

  await owner.kill();
  await ada.ask('POST', `/api/projects/${id}/generate`, { types: ['newsletter'] });
  await ada.taskIn(id, 'draft:newsletter', ['succeeded']);
  await until('the tab to hear of it', () => tab.events.some(({ type }) => type === 'task.succeeded'));
  tab.close();
});
