/** What /readyz makes of places that are all taken, of a queue that somebody broke, and of a database that cannot be written to. */
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Report } from '../src/ops/readiness/readiness.js';
import { programs } from './support/programs.js';
import { makeTalk } from './support/talk.js';
import type { Person } from './support/person.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let ada: Person;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  ada = await world.signUp(web);
});
afterAll(() => world.end());

const readiness = async (): Promise<Report> => (await ada.ask('GET', '/readyz')).body as Report;
const allFlows = () => until('work to flow', async () => (await readiness()).status === 'ok');

test('all places taken by long tasks is no fault: busy, and still ready', async () => {
  const { id } = await ada.createProject();
  const worker = await world.startWorker({ MEDIA_CONCURRENCY: '1', FAULT_AT: `hold part:answered screenshots ${id}` });
  await allFlows();
  await ada.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(8));
  await until('the place to be taken', async () => (await readiness()).checks['queue:media'] === 'busy');
  const { status, checks, reasons } = await readiness();
  expect({ status, checks }).toMatchObject({ status: 'ok', checks: { 'queue:ai': 'up', workers: 'up' } });
  expect(reasons['queue:media']).toContain('All 1 places are taken');
  worker.process.kill('SIGUSR2');
  await until('the place to be free', async () => (await readiness()).checks['queue:media'] === 'up');
  await worker.end();
});

test('a queue that is paused or broken is named, and no other', async () => {
  const worker = await world.startWorker();
  await allFlows();
  const redis = new Redis(world.redis.url);
  await redis.set('{devreel}:media:meta-paused', 1);
  await redis.rename('{devreel}:ai:id', '{devreel}:ai:other');
  await redis.lpush('{devreel}:ai:id', 'no number');
  await until('both to be named', async () => {
    const { checks } = await readiness();
    return checks['queue:media'] === 'down' && checks['queue:ai'] === 'down';
  });
  const { checks, reasons } = await readiness();
  expect(checks).toMatchObject({ 'queue:intake': 'up', redis: 'up', workers: 'up' });
  expect(reasons['queue:media']).toContain('is paused');
  await redis.del('{devreel}:media:meta-paused', '{devreel}:ai:id');
  await redis.rename('{devreel}:ai:other', '{devreel}:ai:id');
  redis.disconnect();
  await allFlows();
  await worker.end();
});

test('a database that can only be read is named, and nothing is served as ready', async () => {
  const [{ name } = { name: '' }] = await world.db.query<{ name: string }[]>('SELECT current_database() AS name');
  const admin = new pg.Client(programs().postgresAdminUrl);
  await admin.connect();
  const set = async (value: string) => {
    await admin.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${value}`);
    // It holds for new connections.
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  };
  await set('on');
  await until('it to be named', async () => (await readiness()).reasons['database']?.includes('can only be read'));
  const { status, headers, body } = await ada.ask('GET', '/readyz');
  expect([status, (body as Report).status]).toEqual([503, 'unavailable']);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  await set('off');
  await until('it to be served again', async () => (await ada.ask('GET', '/readyz')).status === 200);
  await admin.end();
});

/** The ffmpeg of the tests without some of its codecs and containers, as other builds are. */
async function lesserFfmpeg(): Promise<string> {
  const path = join(world.dataDir, 'lesser-ffmpeg');
  const lists = '-demuxers|-decoders|-encoders|-filters';
  const without = "grep -vE ' (mxf|av1|libdav1d|libaom-av1) '";
  const all = `'${programs().ffmpeg}' "$@"`;
  await writeFile(path, `#!/bin/sh\ncase "$2" in ${lists}) ${all} | ${without} ;; *) exec ${all} ;; esac\n`);
  await chmod(path, 0o755);
  return path;
}

test('what the ffmpeg at hand cannot do is said in one line at the start, and in /readyz', async () => {
  const worker = await world.startWorker({ FFMPEG_PATH: await lesserFfmpeg() });
  const line =
    /without it fail: MXF files, video in AV1 \(missing: demuxer mxf, decoder av1\)\. Install [^\n]*FFMPEG_PATH/g;
  expect(worker.output().match(line)).toHaveLength(1);
  await until('readiness to say so', async () => /MXF files/.test(String((await readiness()).warnings['ffmpeg'])));
  await worker.end();
  const full = await world.startWorker();
  expect(full.output()).not.toContain('missing:');
  await until('readiness to say no more of it', async () => (await readiness()).warnings['ffmpeg'] === undefined);
  await full.end();
});
