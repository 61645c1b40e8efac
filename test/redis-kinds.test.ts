/** A Redis as it is found: what no work can flow on stops the start with its remedy; what may go wrong later is said. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../src/ops/readiness/readiness.js';
import type { Person } from './support/person.js';
import type { RedisServer } from './support/redis-kinds.js';
import { startRedisWith } from './support/redis-kinds.js';
import { captionsFor, makeTalk } from './support/talk.js';
import { until } from './support/until.js';
import type { Server, WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let redis: RedisServer;

beforeAll(async () => {
  [world, redis] = await Promise.all([createWorld(), startRedisWith()]);
});
afterAll(async () => {
  await world.end();
  await redis.stop();
});

/** The address for a user with these rights. */
async function userWith(...rights: string[]): Promise<string> {
  const name = `user${Math.random().toString(36).slice(2)}`;
  await redis.client.call('ACL', 'SETUSER', name, 'on', '>secret', ...rights);
  return `redis://${name}:secret@127.0.0.1:${redis.port}`;
}

/** All it said until it ended by itself. */
async function refusal(url: string, program: 'startWeb' | 'startWorker' = 'startWeb'): Promise<string> {
  const settings = { REDIS_URL: url, LOG_LEVEL: 'error' };
  const started = program === 'startWeb' ? world.startWeb(undefined, settings) : world.startWorker(settings);
  return started.then(
    () => 'It serves.',
    (error: unknown) => String(error),
  );
}

const ALL = ['~*', '&*', '+@all'];

const LACKING = [
  ['startWorker', ['~*', '&*', '+@all', '-brpoplpush'], /does not allow the commands BRPOPLPUSH: ACL SETUSER/],
  ['startWeb', ['~other:*', '&*', '+@all'], /does not allow the keys \{devreel\}:\*: ACL SETUSER/],
  ['startWeb', ['~*', 'resetchannels', '+@all'], /does not allow the channels .* ACL SETUSER/],
] as const;

test('a user who lacks the right to commands, keys or channels is named, and what to give', async () => {
  for (const [program, rights, said] of LACKING) {
    const text = await refusal(await userWith(...rights), program);
    expect(text).toContain('Ended with code 78');
    expect(text).toMatch(said);
  }
});

test('a wrong password, and a database that is not there, stop the start', async () => {
  const url = await userWith(...ALL);
  expect(await refusal(url.replace('secret', 'guess'))).toMatch(/code 78[^]*user name and password in REDIS_URL/);
  expect(await refusal(`${url}/99`)).toMatch(/code 78[^]*no database 99/);
});

test('a replica stops the start, and so does memory that never suffices', async () => {
  const [replica, small] = await Promise.all([
    startRedisWith('--replicaof', '127.0.0.1', String(redis.port)),
    startRedisWith('--maxmemory', '500kb'),
  ]);
  expect(await refusal(replica.url)).toMatch(/code 78[^]*is a replica[^]*master/);
  expect(await refusal(small.url)).toMatch(/code 78[^]*Redis is full \(\d+ of 512000 bytes\)[^]*raise maxmemory/);
  await Promise.all([replica.stop(), small.stop()]);
});

describe('with the rights that are asked for', () => {
  let asked: string[];
  let least: string;
  let web: WebServer;
  let worker: Server;
  let ada: Person;
  let id: string;

  beforeAll(async () => {
    asked = (await refusal(await userWith('+@all'))).match(/ACL SETUSER \S+ (.*)\./)?.[1]?.split(' ') ?? [];
    least = await userWith(...asked);
    await redis.client.config('SET', 'maxmemory', '20mb', 'maxmemory-policy', 'allkeys-lru');
    [web, worker] = await Promise.all([
      world.startWeb(undefined, { REDIS_URL: least }),
      world.startWorker({ REDIS_URL: least }),
    ]);
    ada = await world.signUp(web);
    ({ id } = await ada.createProject());
  });

  const readiness = async () => (await ada.ask('GET', '/readyz')).body as Report;
  const flows = () => until('work to flow', async () => (await readiness()).status === 'ok');
  const said = async () => (await readiness()).reasons['redis'] ?? '';

  test('work flows, and what may go wrong later is said at the start and in /readyz', async () => {
    for (const server of [web, worker]) {
      expect(server.output()).toMatch(/"level":"warn"[^\n]*maxmemory-policy is allkeys-lru[^\n]*set it to noeviction/);
      expect(server.output()).toMatch(/"level":"warn"[^\n]*Redis may use 20 MB only/);
    }
    await flows();
    expect((await readiness()).warnings['redis']).toEqual([
      expect.stringMatching(/maxmemory-policy/),
      expect.stringMatching(/20 MB/),
    ]);
    await ada.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(2));
    await ada.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(16));
    await ada.taskIn(id, 'index', ['succeeded']);
    expect(`${web.output()}${worker.output()}`).not.toContain('NOPERM');
  });

  test('memory that is full and a master that became a replica are named until they are mended', async () => {
    await redis.client.config('SET', 'maxmemory', '500kb', 'maxmemory-policy', 'noeviction');
    await until('it to be full', async () => (await said()).includes('full'));
    expect(await readiness()).toMatchObject({ status: 'degraded', checks: { redis: 'down', database: 'up' } });
    await redis.client.config('SET', 'maxmemory', '0');
    await redis.client.replicaof('127.0.0.1', redis.port);
    await until('it to be a replica', async () => (await said()).includes('replica'));
    await redis.client.replicaof('NO', 'ONE');
    await flows();
  });

  test('rights that are taken away end no process; with them again work flows, and tabs hear of it', async () => {
    const user = new URL(least).username;
    await redis.client.call('ACL', 'SETUSER', user, 'resetchannels', '-brpoplpush');
    await until('it to be named', async () => /channels[^]*BRPOPLPUSH/.test(await said()));
    for (const server of [web, worker]) await until('a refusal', () => server.output().includes('NOPERM'));
    await redis.client.call('ACL', 'SETUSER', user, ...asked);
    await flows();
    const tab = await ada.openTab();
    await tab.join(id);
    await ada.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] });
    await until('the tab to hear of it', () => tab.events.some(({ type }) => type === 'task.succeeded'));
    tab.close();
    expect([web, worker].map(({ process: { exitCode, signalCode } }) => exitCode ?? signalCode)).toEqual([null, null]);
  });
});
