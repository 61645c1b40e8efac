/** The whole of Devreel with its files in a bucket, into which another client looks. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Screenshot } from '../../src/contract/content.js';
import type { Person } from '../support/person.js';
import { deleteForGood } from '../support/person.js';
import { captionsFor, makeTalk } from '../support/talk.js';
import { until } from '../support/until.js';
import type { WebServer, World } from '../support/world.js';
import { createWorld } from '../support/world.js';
import type { Bucket } from './bucket.js';
import { createBucket } from './bucket.js';
import { openStorage } from '../support/open-storage.js';

let bucket: Bucket;
let world: World;
let web: WebServer;
let ada: Person;

beforeAll(async () => {
  bucket = await createBucket();
  world = await createWorld(bucket.settings);
  web = await world.startWeb();
  await world.startWorker();
  ada = await world.signUp(web);
});
afterAll(() => world.end());

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function objectsOf(projectId: string): Promise<string[]> {
  return [...(await bucket.objects()).keys()].filter((key) => key.startsWith(`projects/${projectId}/`));
}

test('recording and screenshots of a project are objects; they are served; with the project they go', async () => {
  const { id } = await ada.createProject('A talk in a bucket');
  const talk = await makeTalk(48);
  await ada.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(6));
  expect((await ada.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, talk)).status).toBeLessThan(300);
  for (const key of ['screenshots', 'chapters']) await ada.taskIn(id, key, ['succeeded']);

  const { items } = (await ada.ask('GET', `/api/projects/${id}/screenshots`)).body as { items: Screenshot[] };
  const keys = await objectsOf(id);
  const source = keys.find((key) => key.endsWith('/recording')) ?? 'no recording';
  expect(items).toHaveLength(16);
  expect(keys.filter((key) => key.endsWith('.jpg'))).toHaveLength(items.length);
  expect(keys).toHaveLength(items.length + 1);
  expect(await bucket.sha256(source)).toBe(hash(talk));

  // The recording comes from the bucket itself, by ranges, too, to those who may see it.
  const headers = { cookie: ada.cookie, range: 'bytes=4-9' };
  const lent = await fetch(`${web.url}/api/projects/${id}/source`, { headers, redirect: 'manual' });
  const address = lent.headers.get('location') ?? '';
  expect([lent.status, new URL(address).origin]).toEqual([302, new URL(bucket.settings['S3_ENDPOINT'] ?? '').origin]);
  expect(new URL(address).searchParams.get('X-Amz-Expires')).toBe(String(60 * 60));
  const range = await fetch(address, { headers: { range: 'bytes=4-9' } });
  expect(Buffer.from(await range.arrayBuffer())).toEqual(Buffer.from(talk.subarray(4, 10)));
  expect(range.headers.get('content-type')).toBe('video/mp4');
  expect(range.headers.get('content-disposition')).toContain('talk.mp4');
  expect((await fetch(web.url)).headers.get('content-security-policy')).toContain(
    `media-src 'self' ${new URL(address).origin}`,
  );

  const served = await fetch(web.url + (items[3]?.url ?? ''), { headers: { cookie: ada.cookie } });
  expect(served.headers.get('content-type')).toBe('image/jpeg');
  const picture = Buffer.from(await served.arrayBuffer());
  const stored: string[] = [];
  for (const key of keys.filter((one) => one.endsWith('.jpg'))) stored.push(await bucket.sha256(key));
  expect(stored).toContain(hash(picture));
  // Nothing of it is kept beside the bucket, and there is not even a folder for that.
  expect(existsSync(join(world.dataDir, 'files'))).toBe(false);
  expect(await filesIn(join(world.dataDir, 'scratch'))).toEqual([]);

  await deleteForGood(ada, id);
  await until('the bucket to be without the project', async () => (await objectsOf(id)).length === 0);
});

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const kinds = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).isFile()));
  return names.filter((_, i) => kinds[i]);
}

test('readyz names the storage', async () => {
  expect((await ada.ask('GET', '/readyz')).body).toMatchObject({ checks: { storage: 'up' } });
});

test('parts that a killed web process had sent are swept', async () => {
  const { id } = await ada.createProject('Never whole');
  const doomed = await world.startWeb();
  // More than one part, and never whole.
  const begun = Buffer.concat([(await makeTalk(2)).subarray(0, 4_096), Buffer.alloc(12 * 1024 * 1024)]);
  const client = request(`${doomed.url}/api/projects/${id}/source?filename=talk.mp4`, {
    method: 'PUT',
    headers: { cookie: ada.cookie, 'content-length': 2 * begun.length },
  });
  const gone = new Promise((resolve) => client.once('close', resolve));
  // Its line is cut with the process.
  client.on('error', () => undefined);
  client.write(begun);
  await until('the first part to be in the bucket', async () => (await bucket.unfinished()).length === 1);
  await doomed.end('SIGKILL');
  await gone;
  expect(await objectsOf(id)).toEqual([]);

  const storage = await openStorage(bucket.settings);
  expect(await storage.removeAborted(new Date(Date.now() - 3_600_000))).toBe(0);
  expect(await bucket.unfinished()).toHaveLength(1);
  expect(await storage.removeAborted(new Date(Date.now() + 60_000))).toBe(1);
  expect(await bucket.unfinished()).toEqual([]);
});

test.each([
  [{ S3_BUCKET: 'no-such-bucket' }, 'S3_BUCKET'],
  [{ AWS_SECRET_ACCESS_KEY: 'wrong' }, 'AWS_SECRET_ACCESS_KEY'],
])('with %j neither kind of process starts, and says what to correct', async (changes, remedy) => {
  const wrong = await createWorld({ ...bucket.settings, ...changes });
  try {
    await expect(wrong.startWeb()).rejects.toThrow(new RegExp(`code 78 .*${remedy}`, 's'));
    await expect(wrong.startWorker()).rejects.toThrow(new RegExp(`code 78 .*${remedy}`, 's'));
  } finally {
    await wrong.end();
  }
});
