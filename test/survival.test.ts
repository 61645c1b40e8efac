/** Processes are killed, Redis is emptied: nothing is lost, nothing finished is done again, and tabs end up right. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeRecordings } from './chaos/recordings.js';
import type { Joined } from '../src/contract/realtime.js';
import type { Task } from '../src/contract/task.js';
import { startedByUpload } from '../src/steps/lookup.js';
import type { Person, Tab } from './support/person.js';
import { deleteForGood } from './support/person.js';
import { captionsFor } from './support/talk.js';
import { until } from './support/until.js';
import type { Server, WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let talk: Uint8Array;
let world: World;
let web: WebServer;
let ada: Person;

const SECONDS = 300;
const workers: Server[] = [];

beforeAll(async () => {
  talk = (await makeRecordings(1, SECONDS))[0] ?? new Uint8Array();
  world = await createWorld({ SCREENSHOT_EVERY_SECONDS: '1', LEASE_SECONDS: '4', DRAIN_SECONDS: '0' });
  web = await world.startWeb();
});
afterAll(() => world.end());
beforeEach(async () => {
  ada = await world.signUp(web);
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.end()));
  // What is left to do would stand before the next test's.
  const { items } = (await ada.ask('GET', '/api/projects')).body as { items: { id: string }[] };
  for (const { id } of items) expect((await ada.ask('DELETE', `/api/projects/${id}`)).status).toBe(204);
});

async function startWorker(): Promise<Server> {
  const worker = await world.startWorker();
  workers.push(worker);
  return worker;
}

async function upload(): Promise<string> {
  const { id } = await ada.createProject();
  expect(
    (await ada.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(SECONDS / 10))).status,
  ).toBe(202);
  expect((await ada.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, talk)).status).toBe(202);
  return id;
}

async function joinAs(tab: Tab, projectId: string, after?: number): Promise<Joined> {
  const answer = await tab.join(projectId, after);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.data;
}

/** What a tab knows that has joined with `joined` and applied its events: the state of each task. */
function known(joined: Joined, tab: Tab): Record<string, string> {
  const tasks = new Map<string, Task>(joined.snapshot.tasks.map((task) => [task.key, task]));
  const events = tab.events.filter((event) => event.seq > joined.lastSeq);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => joined.lastSeq + 1 + i));
  for (const { task } of events) if (task) tasks.set(task.key, task);
  return Object.fromEntries([...tasks.values()].map((task) => [task.key, task.status]));
}

const stored = async (projectId: string): Promise<Record<string, string>> =>
  Object.fromEntries((await ada.snapshot(projectId)).tasks.map((task) => [task.key, task.status]));

/** Every step of the recording has ended: nothing of the project changes any more. */
const allDone = (projectId: string): Promise<Task[]> =>
  Promise.all(startedByUpload.map((key) => ada.taskIn(projectId, key, ['succeeded'])));

const screenshotsUnderWay = (projectId: string): Promise<Task> =>
  until('some screenshots to be done', async () => {
    const task = await ada.task(projectId, 'screenshots');
    return task?.status === 'running' && task.parts.done >= 3 && task.parts.done < task.parts.total - 3 ? task : null;
  });

/** Every part of the task with the attempt that did it. */
async function parts(taskId: string): Promise<Map<string, number>> {
  const { partsDone } = await ada.detail(taskId);
  const byPart = new Map(partsDone.map((part) => [part.part, part.attempt]));
  expect(byPart.size).toBe(partsDone.length);
  return byPart;
}

test('a worker killed in the middle of the screenshots: another goes on, and both tabs are right', async () => {
  const tabs = [await ada.openTab(), await ada.openTab()];
  const worker = await startWorker();
  const projectId = await upload();
  const joined = await Promise.all(tabs.map((tab) => joinAs(tab, projectId)));
  const { id } = await screenshotsUnderWay(projectId);
  await worker.end('SIGKILL');
  const before = await parts(id);
  await startWorker();
  const running = await until(
    'the task to run again',
    async () => {
      const task = await ada.task(projectId, 'screenshots');
      return task && task.attempt === 2 ? task : null;
    },
    30_000,
  );
  expect(running.failures).toBe(0);
  await allDone(projectId);
  const after = await parts(id);
  for (const [part, attempt] of before) expect(after.get(part)).toBe(attempt);
  expect([...after.values()]).toContain(2);
  const { items } = (await ada.ask('GET', `/api/projects/${projectId}/screenshots`)).body as { items: unknown[] };
  expect(items).toHaveLength(SECONDS);
  const truth = await stored(projectId);
  for (const [i, tab] of tabs.entries()) {
    await until('the tab to be right', () => JSON.stringify(known(joined[i]!, tab)) === JSON.stringify(truth));
    expect(tab.notices.map((notice) => notice.title)).toEqual(['Transcript ready']);
  }
  tabs.forEach((tab) => tab.close());
});

test('a worker that is told to stop gives its task back, and another goes on at once', async () => {
  const others = await readdir(scratch());
  const worker = await startWorker();
  const projectId = await upload();
  const { id } = await screenshotsUnderWay(projectId);
  expect(await worker.end('SIGTERM')).toBe(0);
  expect(await ada.task(projectId, 'screenshots')).toMatchObject({ status: 'queued', failures: 0 });
  expect(await leftOver(others)).toEqual([]);
  const before = await parts(id);
  await startWorker();
  await ada.taskIn(projectId, 'screenshots', ['succeeded']);
  const after = await parts(id);
  for (const [part, attempt] of before) expect(after.get(part)).toBe(attempt);
});

const scratch = () => join(world.dataDir, 'scratch');

/** In the folders of all workers but these `others`, which were killed earlier. */
async function leftOver(others: string[] = []): Promise<string[]> {
  const workers = (await readdir(scratch())).filter((worker) => !others.includes(worker));
  const folders = workers.map((worker) => readdir(join(scratch(), worker)));
  return (await Promise.all(folders)).flat();
}

test('Redis emptied while tasks are queued, and started anew with nothing while they run: all are done', async () => {
  const first = await upload();
  const redis = new Redis(world.redis.url);
  await redis.flushall();
  redis.disconnect();
  await startWorker();
  await screenshotsUnderWay(first);
  await world.redis.stop();
  const second = await upload();
  expect((await ada.ask('POST', `/api/projects/${second}/generate`, { types: ['blog'] })).status).toBe(202);
  const status = async () => ((await ada.ask('GET', '/readyz')).body as { status: string }).status;
  await until('readiness to say so', async () => (await status()) === 'degraded');
  await world.startRedis();
  for (const projectId of [first, second]) {
    await ada.taskIn(projectId, 'screenshots', ['succeeded']);
    await ada.taskIn(projectId, 'chapters', ['succeeded']);
  }
  await ada.taskIn(second, 'draft:blog', ['succeeded']);
}, 300_000);

test('a web process killed with a tab open: the tab comes back and ends as one that stayed', async () => {
  const other = await world.startWeb();
  const [tab, stayed] = [await ada.openTab(), await ada.openTab(other.url)];
  const project = await ada.createProject();
  const joined = await joinAs(tab, project.id);
  const stayedJoined = await joinAs(stayed, project.id);
  await ada.ask('PUT', `/api/projects/${project.id}/captions`, captionsFor(SECONDS / 10));
  await until('the first event', () => tab.events.length === 1);
  await web.end('SIGKILL');
  await until('the tab to notice', () => !tab.socket.connected);
  const elsewhere = { ...ada, url: other.url };
  await fetch(`${other.url}/api/projects/${project.id}/source?filename=a.mp4`, {
    method: 'PUT',
    headers: { cookie: elsewhere.cookie },
    body: Buffer.from(talk),
  });
  await until('events to pass', () => stayed.events.length >= 6);
  web = await world.startWeb(Number(new URL(web.url).port));
  await until('the tab to be connected', () => tab.socket.connected);
  const again = await joinAs(tab, project.id, tab.events.at(-1)?.seq ?? joined.lastSeq);
  tab.events.push(...again.events);
  await startWorker();
  await allDone(project.id);
  const truth = JSON.stringify(await stored(project.id));
  await until('both to be right', () =>
    [known(joined, tab), known(stayedJoined, stayed)].every((state) => JSON.stringify(state) === truth),
  );
  tab.close();
  stayed.close();
  await other.end();
});

test('with Redis away, asking, cancelling and reading still work', async () => {
  const projectId = await upload();
  await world.redis.stop();
  const { body } = await ada.ask('POST', `/api/projects/${projectId}/generate`, { types: ['blog'] });
  const [task] = (body as { tasks: Task[] }).tasks;
  expect(task).toMatchObject({ key: 'draft:blog', status: 'queued' });
  expect((await ada.ask('POST', `/api/tasks/${task?.id ?? ''}/cancel`)).status).toBe(202);
  expect(await ada.task(projectId, 'draft:blog')).toMatchObject({ status: 'cancelled' });
  await world.startRedis();
});

test('cancel stops the work, its processes and its files; retry goes on from the finished parts', async () => {
  await startWorker();
  const projectId = await upload();
  const { id } = await screenshotsUnderWay(projectId);
  expect((await ada.ask('POST', `/api/tasks/${id}/cancel`)).status).toBe(202);
  await until('the scratch folder to be gone', async () => (await leftOver()).length === 0);
  const before = await parts(id);
  const { status, body } = await ada.ask('POST', `/api/tasks/${id}/retry`);
  expect(status).toBe(202);
  const retried = (body as { task: Task }).task;
  expect(retried).toMatchObject({ key: 'screenshots', status: 'queued', runId: (await ada.detail(id)).runId });
  await ada.taskIn(projectId, 'screenshots', ['succeeded']);
  const after = await parts(retried.id);
  for (const [part, attempt] of before) expect(after.get(part)).toBe(attempt);
  expect((await ada.ask('POST', `/api/tasks/${id}/retry`)).body).toMatchObject({ code: 'invalid_transition' });
});

test('every connection to the database cut while tasks run: all goes on', async () => {
  const tab = await ada.openTab();
  await startWorker();
  const projectId = await upload();
  const joined = await joinAs(tab, projectId);
  await screenshotsUnderWay(projectId);
  for (let i = 0; i < 3; i += 1) {
    await world.db.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
  }
  await until('the page to be served again', async () => (await ada.ask('GET', '/readyz')).status === 200);
  await allDone(projectId);
  const truth = JSON.stringify(await stored(projectId));
  await until('the tab to be right', () => JSON.stringify(known(joined, tab)) === truth);
  tab.close();
});

test('a project deleted while its tasks run: they stop, and no file of it is left', async () => {
  await startWorker();
  const projectId = await upload();
  await screenshotsUnderWay(projectId);
  await deleteForGood(ada, projectId);
  const files = join(world.dataDir, 'files', 'objects', 'projects');
  await until('the scratch folder to be gone', async () => (await leftOver()).length === 0);
  await until('the files to be gone', async () => !(await readdir(files)).includes(projectId));
  const next = await upload();
  await ada.taskIn(next, 'chapters', ['succeeded']);
  const left = await readdir(files);
  expect(left).toContain(next);
  expect(left).not.toContain(projectId);
});
