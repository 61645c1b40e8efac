/** What a web process loads, nothing of the work that workers do (V8 itself tells which files there were), and how it ends. */
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from './support/until.js';
import { createWorld } from './support/world.js';
import type { World } from './support/world.js';

let world: World;
let coverage: string;

beforeAll(async () => {
  world = await createWorld();
  coverage = await mkdtemp(join(tmpdir(), 'devreel-test-'));
});
afterAll(async () => {
  await world.end();
  await rm(coverage, { recursive: true, force: true });
});

/** Which files an ended process ran that wrote its coverage to this folder. */
async function filesRun(folder: string): Promise<string[]> {
  const reports = (await readdir(folder)).filter((name) => name.startsWith('coverage-'));
  const texts = await Promise.all(reports.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => (JSON.parse(text) as { result: { url: string }[] }).result.map(({ url }) => url));
}

/** The work of the steps, the programs they run, and the clients of the models they ask. */
const WORKERS_ONLY = [
  /\/dist\/server\/worker\//,
  /\/dist\/server\/outside\/ffmpeg\//,
  /\/dist\/server\/steps\/.*\/run\.js$/,
  // Their table, each one's own settings, what they have in common and how large their models are, is what the settings are read and shown by.
  /\/dist\/server\/outside\/recognisers\/(?!.*\b(recognisers?|transcriber|sizes)\.js$)/,
  /\/dist\/server\/outside\/language-model\/(openai-|chat|structured)/,
  // What asks the sandbox for a document's text is there for earlier posts, too.
  /\/dist\/server\/outside\/documents\/(pdf|html|parse)/,
  // Captions are read in a process of their own.
  /\/dist\/server\/transcript\/captions\/(captions|formats|read-thread|repeats)\.js$/,
  /\/node_modules\/fluent-ffmpeg\//,
  /\/node_modules\/openai\//,
  // Where the build has joined its files.
  /\/dist\/server\/packages\/openai\.js$/,
  /\/node_modules\/@fugood\//,
  /\/node_modules\/(unpdf|html-to-text)\//,
];

test('behind a proxy it answers for a while after it is told to stop, and says at the end of each answer that its connection closes', async () => {
  const web = await world.startWeb(undefined, { TRUST_PROXY: '1' });
  const proxy = new Agent({ keepAlive: true, maxSockets: 1 });
  const connectionAfter = async (): Promise<string | undefined> => {
    const [answer] = (await once(get(`${web.url}/healthz`, { agent: proxy }), 'response')) as [IncomingMessage];
    await answer.resume().toArray();
    expect(answer.statusCode).toBe(200);
    return answer.headers.connection;
  };
  expect(await connectionAfter()).toBe('keep-alive');
  web.process.kill('SIGTERM');
  await until('an answer that says so', async () => (await connectionAfter()) === 'close');
  await until('the process to be gone', () => web.process.exitCode !== null);
  expect(web.process.exitCode).toBe(0);
  proxy.destroy();
});

test('a web process that has served pages, projects, searches and sockets has loaded nothing of a worker', async () => {
  const web = await world.startWeb(undefined, { NODE_V8_COVERAGE: coverage });
  const ada = await world.signUp(web);
  const { id } = await ada.createProject();
  for (const path of ['/readyz', '/metrics', `/api/projects/${id}/tasks`, `/api/search?q=a&projectId=${id}`]) {
    expect((await ada.ask('GET', path)).status).toBe(200);
  }
  expect((await ada.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] })).status).toBe(202);
  const tab = await ada.openTab();
  expect(await tab.join(id)).toHaveProperty('data');
  tab.close();
  expect(await web.end()).toBe(0);
  const files = await filesRun(coverage);
  // That much it has loaded: else the list says nothing.
  for (const part of ['/dist/server/main.js', '/dist/server/realtime/receive.js', '/dist/server/tasks/requests.js']) {
    expect(files.filter((url) => url.endsWith(part))).not.toEqual([]);
  }
  expect(files.filter((url) => WORKERS_ONLY.some((one) => one.test(url)))).toEqual([]);
});
