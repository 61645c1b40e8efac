/** Many people open the same running task at the same moment, on a web process that has just started. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { captionsFor, makeTalk } from './support/talk.js';
import { until } from './support/until.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.end());

test('three times as many as there are connections to the database are all let in, by socket and by request', async () => {
  const ada = await world.signUp(await world.startWeb());
  const { id } = await ada.createProject();
  await ada.ask('PUT', `/api/projects/${id}/captions?filename=a.srt`, captionsFor(1));
  await ada.ask('PUT', `/api/projects/${id}/source?filename=a.mp4`, await makeTalk(8));
  const worker = await world.startWorker({ FAULT_AT: 'hold part:answered screenshots' });
  await until('a task to be held', () => worker.output().includes('Held at part:answered'));
  const { url } = await world.startWeb();
  const tabs = await Promise.all(Array.from({ length: 60 }, () => ada.openTab(url)));
  const joined = await Promise.all(tabs.map((tab) => tab.join(id)));
  expect(joined.filter((answer) => 'error' in answer)).toEqual([]);
  const read = Array.from({ length: 60 }, () =>
    fetch(`${url}/api/projects/${id}`, { headers: { cookie: ada.cookie } }),
  );
  expect((await Promise.all(read)).filter(({ status }) => status !== 200)).toEqual([]);
  for (const tab of tabs) tab.close();
});
