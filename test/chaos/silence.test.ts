/**
 * A line falls silent: nothing arrives, and nothing is refused. Devreel notices, drops it and makes another, and work goes on;
 * who asks something meanwhile is told to come back, and does not wait.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/until.js';
import type { SilentLine } from '../support/silent-line.js';
import type { Answer } from '../support/person.js';
import type { Server } from '../support/world.js';
import { nothingIsLost } from './invariants.js';
import { makeRecordings } from './recordings.js';
import type { Stage } from './scene.js';
import { held, setStage } from './scene.js';

/** What is promised: an answer within 5 s, and work within 30 s. A machine with much else to do is given some more. */
const ANSWER_MS = 6_500;
const WORK_MS = 30_000;

let stage: Stage;
let recordings: Uint8Array[];
let worker: Server;

beforeAll(async () => {
  recordings = await makeRecordings(10, 25);
  // A model may think for as long as it likes, so that its silence is not what a silent line is known by.
  stage = await setStage({ AI_TIMEOUT_SECONDS: '3600' }, { lines: true, bucket: true });
  worker = await stage.world.startWorker();
});
afterAll(() => stage.end());

const lineTo = (name: 'database' | 'redis' | 'storage' | 'vendor'): SilentLine => {
  const line = { ...stage.lines, ...stage.world.lines }[name];
  if (!line) throw new Error('This world has no such line.');
  return line;
};

const ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> =>
  stage.person.ask(method, path, body, headers);

/** All at once, so that each meets the line as it fell silent. */
async function comeBackLater(asked: Promise<Answer>[]): Promise<void> {
  const begun = performance.now();
  for (const { status, headers, body } of await Promise.all(asked)) {
    expect({ status, body }).toMatchObject({ status: 503 });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(performance.now() - begun).toBeLessThan(ANSWER_MS);
}

async function served(path: string): Promise<void> {
  await until(`${path} to be served again`, async () => (await ask('GET', path)).status === 200, WORK_MS);
}

async function filled(): Promise<string> {
  const id = await stage.project();
  await stage.fill(id, recordings.pop() ?? new Uint8Array());
  return id;
}

async function allSucceeded(id: string): Promise<void> {
  await nothingIsLost(stage, 2 * WORK_MS).catch((error: unknown) => {
    throw new Error(worker.output().slice(-6_000), { cause: error });
  });
  for (const { key, status } of (await stage.person.snapshot(id)).tasks) {
    expect({ key, status }).toEqual({ key, status: 'succeeded' });
  }
}

/** A worker of its own, held in the middle of its work while `silence` goes on, or until it calls `goOn`. */
async function inTheMiddle(silence: (goOn: () => void) => Promise<void>): Promise<void> {
  const id = await stage.project();
  await worker.end();
  const orders = ['screenshots', 'transcribe'].map((key) => `hold part:answered ${key} ${id}`).join('; ');
  worker = await stage.world.startWorker({ FAULT_AT: orders });
  await stage.fill(id, recordings.pop() ?? new Uint8Array());
  await held(worker, 'part:answered', 2);
  let holds = true;
  const goOn = (): void => {
    // The next such signal would end it.
    if (holds) worker.process.kill('SIGUSR2');
    holds = false;
  };
  try {
    await silence(goOn);
  } finally {
    goOn();
  }
  await allSucceeded(id);
}

test('PostgreSQL, while nothing happens: every kind of request is told to come back, and then served', async () => {
  const line = lineTo('database');
  const id = await filled();
  await allSucceeded(id);
  const account = { email: 'nobody@example.org', password: 'correct horse battery' };
  const asked = () => [
    ask('GET', `/api/projects/${id}`),
    ask('GET', `/api/projects/${id}/events`, undefined, { accept: 'text/event-stream' }),
    ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] }),
    ask('POST', '/api/auth/sign-in/email', account),
    ask('POST', '/api/auth/sign-out'),
    ask('HEAD', '/api/uploads/00000000-0000-4000-8000-000000000000', undefined, { 'tus-resumable': '1.0.0' }),
  ];
  line.fallSilent();
  await comeBackLater(asked());
  // New connections are swallowed, too.
  await comeBackLater(asked());
  line.speakAgain();
  await served(`/api/projects/${id}`);
});

test('PostgreSQL, in the middle of tasks: they end', async () => {
  const line = lineTo('database');
  await inTheMiddle(async () => {
    line.fallSilent();
    await until('the worker to have given its connections up', () =>
      worker.output().includes('PostgreSQL keeps silent'),
    );
    line.speakAgain();
  });
});

test('PostgreSQL swallows only what is open: what is opened anew works', async () => {
  const line = lineTo('database');
  await inTheMiddle(async () => {
    line.fallSilent();
    line.speakAgain();
    await until('nobody to hold on to a silent line', () => line.swallowed() === 0, WORK_MS);
  });
});

test('Redis, while nothing happens: requests are served, and new work is done once it speaks again', async () => {
  const line = lineTo('redis');
  line.fallSilent();
  const id = await filled();
  line.speakAgain();
  await until('work to begin', async () => (await stage.person.task(id, 'probe'))?.status !== 'queued', WORK_MS);
  await allSucceeded(id);
  await until('nobody to hold on to a silent line', () => line.swallowed() === 0, WORK_MS);
});

test('Redis, in the middle of tasks: they end, and the next ones begin', async () => {
  const line = lineTo('redis');
  await inTheMiddle(async () => {
    line.fallSilent();
    line.speakAgain();
    await until('nobody to hold on to a silent line', () => line.swallowed() === 0, WORK_MS);
  });
});

test('the vendor, in the middle of a call, and while another begins: what was swallowed is asked for again', async () => {
  const line = lineTo('vendor');
  const { vendor } = stage;
  const calls = (): number => vendor.journal.length;
  const before = calls();
  vendor.latencyMs = () => 60_000;
  const first = await filled();
  await until('a call to be under way', () => calls() > before);
  vendor.latencyMs = () => 20;
  line.fallSilent();
  const second = await filled();
  await until('the call to be given up', () => vendor.journal[before]?.givenUp === true, 2 * WORK_MS);
  line.speakAgain();
  await allSucceeded(first);
  await allSucceeded(second);
  await until('nobody to hold on to a silent line', () => line.swallowed() === 0, WORK_MS);
});

test('the storage, while nothing happens: what is stored is asked for later, and then served', async () => {
  const id = await filled();
  await allSucceeded(id);
  const storage = lineTo('storage');
  const address = `/api/projects/${id}/screenshots/1.jpg`;
  const empty = await stage.project();
  storage.fallSilent();
  await comeBackLater([ask('GET', address), ask('PUT', `/api/projects/${empty}/source?filename=a.mp4`, recordings[0])]);
  storage.speakAgain();
  await served(address);
});

test('the storage, in the middle of tasks: they end', async () => {
  const storage = lineTo('storage');
  await inTheMiddle(async (goOn) => {
    const before = storage.givenUp();
    storage.fallSilent();
    goOn();
    await until('something to have been sent to it', () => storage.swallowed() > 0, WORK_MS);
    await until('a line to be given up', () => storage.givenUp() > before, WORK_MS);
    storage.speakAgain();
  });
});
