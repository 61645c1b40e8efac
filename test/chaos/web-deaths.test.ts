/** A web process is killed (-9) after it has stored something, and before it has told anybody of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/until.js';
import { createWorld } from '../support/world.js';
import { nothingIsLost } from './invariants.js';
import { makeRecordings } from './recordings.js';
import type { Stage } from './scene.js';
import { setStage } from './scene.js';

let stage: Stage;
let recording: Uint8Array;

beforeAll(async () => {
  recording = (await makeRecordings(1, 25))[0] ?? new Uint8Array();
  stage = await setStage();
});
afterAll(() => stage.end());

const events = async (projectId: string): Promise<string[]> => {
  const { body } = await stage.person.ask('GET', `/api/projects/${projectId}/events?after=0`);
  return (body as { events: { type: string }[] }).events.map(({ type }) => type);
};

/** Sends this to a web process that will be killed while it serves it, after it has stored what was asked. */
async function dying(event: string, method: string, path: string, body: string | Uint8Array): Promise<void> {
  const web = await stage.world.startWeb(undefined, { FAULT_AT: `kill events:committed ${event}` });
  const json = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
  const headers = { cookie: stage.person.cookie, ...json };
  await expect(fetch(web.url + path, { method, headers, body: body as BodyInit })).rejects.toThrow();
  await until('the web process to be gone', () => web.process.signalCode === 'SIGKILL');
}

test('with a draft that was asked for, then with a recording: the open tab hears of it, and all is done', async () => {
  const id = await stage.project();
  const asked = JSON.stringify({ types: ['blog'] });
  await dying('task.queued', 'POST', `/api/projects/${id}/generate`, asked);
  const before = await events(id);
  expect(before).toContain('task.queued');
  // Whoever was not answered asks again, and is given the same task.
  await stage.generate(id);
  expect(await events(id)).toEqual(before);
  await dying('source.ready', 'PUT', `/api/projects/${id}/source?filename=a.mp4`, recording);
  await until('the tab to hear of it', () => stage.witness.sees(id)?.source);
  await stage.world.startWorker();
  await nothingIsLost(stage);
  expect((await stage.person.snapshot(id)).tasks.map(({ status }) => status)).not.toContain('failed');
});

test('whose starter is killed together with database and Redis: it ends, instead of waiting for them for ever', async () => {
  const world = await createWorld({}, { ownPostgres: true });
  const [web, worker] = [await world.startWeb(), await world.startWorker()];
  const ada = await world.signUp(web);
  const tab = await ada.openTab();
  await world.redis.stop();
  await world.postgres?.stop();
  // As the system does when the process that started them is gone.
  for (const { process } of [web, worker]) process.disconnect();
  for (const { process } of [web, worker]) await until('it to end', () => process.exitCode !== null, 40_000);
  tab.close();
  await world.end();
});
