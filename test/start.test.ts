/** `npm start` with real processes: what it says, what it keeps, what it leaves behind. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personWith } from './support/person.js';
import { processOf, processesOf, startDevreel } from './support/starter.js';
import type { Started } from './support/starter.js';
import { captionsFor, makeTalk } from './support/talk.js';
import { until } from './support/until.js';

const password = 'correct horse battery';
const isPostgres = /bin\/postgres -D/;
const isRedis = /(redis|valkey)-server/;
const isWeb = /server\/main\.js/;
const isWorker = /server\/worker\.js/;

let dir: string;
let dataDir: string;
let starters: Started[];

const start = (settings: Record<string, string> = {}, command?: string[]): Started => {
  const started = startDevreel({ DATA_DIR: dataDir, ...settings }, command);
  starters.push(started);
  return started;
};

const post = (origin: string, path: string, body: object): Promise<Response> =>
  fetch(origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function signUp(origin: string): Promise<{ email: string; cookie: string }> {
  const email = `ada-${randomUUID()}@example.org`;
  const response = await post(origin, '/api/auth/sign-up/email', { email, password, name: 'Ada' });
  expect(response.status, `Signing up: ${await response.clone().text()}`).toBe(200);
  return {
    email,
    cookie: response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; '),
  };
}

const nothingIsLeft = () => until('the end of every process', () => processesOf(dataDir).length === 0);

/** PostgreSQL's own children end by themselves with it, some before their turn. */
async function killAll(): Promise<void> {
  for (const { pid } of processesOf(dataDir)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      expect(error).toMatchObject({ code: 'ESRCH' });
    }
  }
  await nothingIsLeft();
}

async function stop(started: Started): Promise<void> {
  started.process.kill('SIGTERM');
  expect(await started.ended).toBe(0);
  expect(processesOf(dataDir)).toEqual([]);
}

beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'devreel-start-')));
  chmodSync(dir, 0o755);
  dataDir = join(dir, 'data');
  starters = [];
});

afterEach(async () => {
  for (const { process: starter } of starters) starter.kill('SIGKILL');
  await killAll();
  rmSync(dir, { recursive: true, force: true });
});

/** The paths that other users of the machine have any right on. */
function openToOthers(folder: string): string[] {
  const { stdout } = spawnSync('find', [folder, '!', '-type', 'l', '-perm', '/077'], { encoding: 'utf8' });
  return stdout.split('\n').filter((path) => path !== '');
}

/** As who runs it does, beside a running Devreel. */
async function resetLink(...addresses: string[]): Promise<{ code: number | string; stdout: string; stderr: string }> {
  const started = start({}, ['npm', 'run', '--silent', 'reset-link', '--', ...addresses]);
  return { code: await started.ended, stdout: started.stdout(), stderr: started.stderr() };
}

/** The link that it prints sets a new password, once. */
async function setsPasswordByLink(origin: string, email: string): Promise<void> {
  const made = await resetLink(email);
  expect([made.code, made.stderr]).toEqual([0, expect.stringContaining(`Pass it on to ${email}`)]);
  const link = new URL(made.stdout.trim());
  expect([link.origin, (await fetch(link)).status]).toEqual([origin, 200]);
  const next = 'seven green umbrellas';
  const reset = () => post(origin, '/api/auth/reset', { token: link.searchParams.get('token'), password: next });
  expect([(await reset()).status, (await reset()).status]).toEqual([204, 404]);
  const signIn = (given: string) => post(origin, '/api/auth/sign-in/email', { email, password: given });
  expect([(await signIn(password)).status, (await signIn(next)).status]).toEqual([401, 200]);
  const nobody = 'nobody@example.org';
  const refused = [await resetLink(nobody), await resetLink()];
  expect(refused.map(({ code, stdout }) => [code, stdout])).toEqual([
    [1, ''],
    [1, ''],
  ]);
  expect(refused.map(({ stderr }) => stderr)).toEqual([
    expect.stringContaining('404'),
    expect.stringContaining('npm run reset-link -- EMAIL'),
  ]);
}

/** On the same DATA_DIR, and `first` goes on. */
async function refusesAnother(first: Started, link: URL): Promise<void> {
  for (const port of ['0', link.port]) {
    const second = start({ PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toContain(`already runs on this DATA_DIR (process ${first.process.pid}`);
  }
  expect((await fetch(link)).status).toBe(200);
}

describe('a start', () => {
  test('prints one line with a link that works, refuses a second one, and all data is there again at the next', async () => {
    const first = start();
    const link = await first.ready();
    expect((await fetch(link)).status).toBe(200);
    const { email, cookie } = await signUp(link.origin);
    expect(processesOf(dataDir).filter(({ command }) => isWeb.test(command) || isWorker.test(command))).toHaveLength(2);
    await refusesAnother(first, link);
    expect(openToOthers(dataDir)).toEqual([]);
    await stop(first);
    expect(first.stdout().match(/Devreel is ready/g)).toHaveLength(1);

    // As an earlier version or a copy may have left it; what is not ours is left as it is.
    const notOurs = join(dataDir, 'notes.txt');
    writeFileSync(notOurs, 'mine');
    expect(spawnSync('chmod', ['-R', 'go+rX', dataDir]).status).toBe(0);
    const second = start({ PORT: link.port });
    const again = await second.ready();
    expect(again.origin).toBe(link.origin);
    expect(again.href).not.toBe(link.href);
    expect((await post(again.origin, '/api/auth/sign-in/email', { email, password })).status).toBe(200);
    // The key that signs sessions is kept too: nobody is signed out by a restart.
    expect((await fetch(`${again.origin}/api/me`, { headers: { cookie } })).status).toBe(200);
    expect(openToOthers(dataDir)).toEqual([dataDir, notOurs]);
    await setsPasswordByLink(again.origin, email);
    await stop(second);
    expect(await resetLink(email)).toMatchObject({ code: 1, stderr: expect.stringContaining('npm start') as string });
  });

  test('after kill -9 leaves only database and Redis, which the next one takes over; after one of everything finds the data', async () => {
    const first = start();
    const link = await first.ready();
    const { email } = await signUp(link.origin);
    const left = [processOf(dataDir, /bin\/postgres -D/), processOf(dataDir, isRedis)].map(({ pid }) => pid);
    first.process.kill('SIGKILL');
    await until('web and worker ended', () =>
      processesOf(dataDir).every(({ command }) => !isWeb.test(command) && !isWorker.test(command)),
    );

    const second = start();
    const again = await second.ready();
    expect([processOf(dataDir, isPostgres), processOf(dataDir, isRedis)].map(({ pid }) => pid)).toEqual(left);
    expect((await post(again.origin, '/api/auth/sign-in/email', { email, password })).status).toBe(200);

    second.process.kill('SIGKILL');
    await killAll();
    // As after a restart of the machine: the pid in the lock is by now another process's.
    const lock = join(dataDir, 'start.lock');
    writeFileSync(lock, JSON.stringify({ ...JSON.parse(readFileSync(lock, 'utf8')), pid: process.pid }));

    const third = start();
    const { origin } = await third.ready();
    expect((await post(origin, '/api/auth/sign-in/email', { email, password })).status).toBe(200);
    await stop(third);
  });
});

describe('what cannot be', () => {
  test('a wrong setting ends it with 78 and every fault, before anything is touched', async () => {
    const started = start({ PORT: 'http', LOG_LEVEL: 'loud' });
    expect(await started.ended).toBe(78);
    expect(started.stderr()).toContain('PORT must be');
    expect(started.stderr()).toContain('LOG_LEVEL must be');
    expect(existsSync(dataDir)).toBe(false);
  });

  test.each([
    ['FFMPEG_PATH', '/nonexistent/ffmpeg'],
    ['FFPROBE_PATH', process.execPath],
    ['HOST', '192.0.2.1'],
  ])('%s=%s ends it with 78, before anything is touched', async (name, value) => {
    const started = start({ [name]: value });
    expect(await started.ended).toBe(78);
    expect(started.stderr()).toContain(`${name}=${value} `);
    expect(existsSync(dataDir)).toBe(false);
  });

  test('a port in use is named, with the remedy', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await until('the other program listens', () => other.listening);
    const { port } = other.address() as AddressInfo;
    const started = start({ PORT: String(port) });
    expect(await started.ended).toBe(1);
    expect(started.stderr()).toMatch(new RegExp(`^Port ${port} .* PORT=3000 npm start\n$`));
    expect(existsSync(dataDir)).toBe(false);
    other.close();
  });

  test('a DATA_DIR that is no folder is named, with the remedy', async () => {
    writeFileSync(dataDir, '');
    const started = start();
    expect(await started.ended).toBe(78);
    expect(started.stderr()).toMatch(/^DATA_DIR .* DATA_DIR=\S+ npm start\n$/);
  });
});

describe('while it runs', () => {
  test('a web process, a worker, PostgreSQL or Redis that is killed is started again', async () => {
    const started = start();
    const link = await started.ready();
    const { cookie } = await signUp(link.origin);
    for (const [name, command] of [
      ['web process', isWeb],
      ['worker process', isWorker],
      ['PostgreSQL', isPostgres],
      ['Redis', isRedis],
    ] as const) {
      const { pid } = processOf(dataDir, command);
      process.kill(pid, 'SIGKILL');
      await until(`a new ${name}`, () =>
        processesOf(dataDir).some((found) => command.test(found.command) && found.pid !== pid),
      );
      await until('answers again', async () => {
        const answer = await fetch(`${link.origin}/api/me`, { headers: { cookie } }).catch(() => undefined);
        return answer?.status === 200;
      });
      expect(started.stderr()).toMatch(new RegExp(`${name} .*; starting it again\\.`));
    }
    await stop(started);
  });

  test('a worker that dies again and again takes the page nowhere, and is started again each time', async () => {
    const started = start();
    const link = await started.ready();
    const { cookie } = await signUp(link.origin);
    const killed = new Set<number>();
    while (killed.size < 7) {
      const found = processesOf(dataDir).find(({ command, pid }) => isWorker.test(command) && !killed.has(pid));
      if (found) {
        process.kill(found.pid, 'SIGKILL');
        killed.add(found.pid);
        expect((await fetch(`${link.origin}/api/me`, { headers: { cookie } })).status).toBe(200);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await until('a worker that stays', () =>
      processesOf(dataDir).some(({ command, pid }) => isWorker.test(command) && !killed.has(pid)),
    );
    expect((await fetch(`${link.origin}/api/me`, { headers: { cookie } })).status).toBe(200);
    await stop(started);
  });

  test('a task that kills the worker each time is found out and given up, and the worker stays', async () => {
    const started = start({ FAULT_AT: 'kill part:answered screenshots', LEASE_SECONDS: '4' });
    const link = await started.ready();
    const person = personWith(link.origin, (await signUp(link.origin)).cookie);
    const { id } = await person.createProject();
    await person.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(1));
    await person.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(6));
    const given = await until(
      'the task to be given up',
      async () => {
        const task = await person.task(id, 'screenshots');
        return task?.status === 'failed' ? task : undefined;
      },
      240_000,
    );
    expect(given.error).toMatchObject({ code: 'worker_lost' });
    // The others of the same talk were not to blame.
    await person.taskIn(id, 'chapters', ['succeeded']);
    const workers = (): number[] =>
      processesOf(dataDir).flatMap(({ command, pid }) => (isWorker.test(command) ? [pid] : []));
    const [alive] = workers();
    await until('the worker to run', async () => {
      const { body } = await person.ask('GET', '/api/workers');
      return (body as { running: number }).running > 0;
    });
    expect(started.stderr().match(/worker process .*; starting it again/g)).toHaveLength(3);
    expect(workers()).toEqual([alive]);
    await stop(started);
  }, 300_000);

  test('it ends with what npm is told, with npm itself, and in order on a Ctrl-C that reaches the whole group', async () => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const started = start({}, ['npm', 'start']);
      await started.ready();
      started.process.kill(signal);
      await started.ended;
      await nothingIsLeft();
    }
    const started = start({}, ['npm', 'start']);
    await started.ready();
    process.kill(-(started.process.pid ?? 0), 'SIGINT');
    await started.ended;
    await nothingIsLeft();
    expect(started.stderr()).toContain('Stopping…');
    expect(readdirSync(dataDir)).not.toContain('start.lock');
  });
});
