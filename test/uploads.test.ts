/** Resumable uploads: servers are killed in the middle and at the very end, two of them share the work, and nothing is lost. */
import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { SourceRow } from '../src/database/entities/project.entity.js';
import { UploadRow } from '../src/database/entities/upload.entity.js';
import type { Person } from './support/person.js';
import { personWith } from './support/person.js';
import { makeTalk } from './support/talk.js';
import {
  begin,
  create,
  expectProblem,
  hashOf,
  head,
  idOf,
  noise,
  offsetOf,
  patch,
  patchSlowly,
} from './support/tus.js';
import { until } from './support/until.js';
import { fileOf, rowOf, sourceOf, storedBytes, storedHash } from './support/upload-files.js';
import type { Server, WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

const SIZE = 9_000_000;

let world: World;
let web: WebServer;
let ada: Person;
let projectId: string;
const workers: Server[] = [];

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  ada = await world.signUp(web);
});
afterAll(() => world.end());
beforeEach(async () => {
  projectId = (await ada.createProject()).id;
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.end()));
});

async function startWorker(): Promise<void> {
  workers.push(await world.startWorker());
}

/** kill -9; `restartWeb` brings a new one at the same address. */
async function killWeb(): Promise<void> {
  await web.end('SIGKILL');
}
async function restartWeb(): Promise<void> {
  web = await world.startWeb(Number(new URL(web.url).port));
}

test('the last byte starts the pipeline, and the file is the one that was sent', async () => {
  const talk = await makeTalk(3);
  const { status, headers } = await create(ada, projectId, talk.length, { filename: 'My talk.mp4' });
  expect(status).toBe(201);
  const address = headers.get('location') ?? '';
  expect(address).toMatch(/^\/api\/uploads\/[0-9a-f-]{36}$/);
  expect(Date.parse(headers.get('upload-expires') ?? '')).toBeGreaterThan(Date.now());
  const half = Math.floor(talk.length / 2);
  const first = await patch(ada, address, 0, talk.subarray(0, half));
  expect({ status: first.status, offset: first.headers.get('upload-offset') }).toEqual({
    status: 204,
    offset: `${half}`,
  });
  expect((await ada.snapshot(projectId)).source).toBeNull();
  expect((await patch(ada, address, half, talk.subarray(half))).status).toBe(204);
  expect(await sourceOf(ada, projectId)).toMatchObject({
    filename: 'My talk.mp4',
    sizeBytes: talk.length,
    sha256: hashOf(talk),
  });
  expect(await storedHash(world, projectId)).toBe(hashOf(talk));
  expect((await head(ada, address)).headers.get('upload-offset')).toBe(`${talk.length}`);
  await startWorker();
  await ada.taskIn(projectId, 'probe', ['succeeded']);
});

test('bytes may come with the creation', async () => {
  const bytes = noise(50_000);
  const { status, headers } = await create(ada, projectId, bytes.length, { body: bytes });
  expect({ status, offset: headers.get('upload-offset') }).toEqual({ status: 201, offset: '50000' });
  expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
});

test('a server killed in the middle: the upload goes on from the last byte stored', async () => {
  const bytes = noise(SIZE);
  const address = await begin(ada, projectId, SIZE);
  const cut = patchSlowly(ada, address, { offset: 0, size: SIZE }, bytes.subarray(0, 4_000_000));
  await until('some bytes to be stored', async () => (await storedBytes(world, address)) > 1_000_000);
  await killWeb();
  expect(await cut.ended).toBeNull();
  await restartWeb();
  const offset = await offsetOf(ada, address);
  expect(offset).toBeGreaterThan(1_000_000);
  expect((await patch(ada, address, offset, bytes.subarray(offset))).status).toBe(204);
  expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
  expect(await storedHash(world, projectId)).toBe(hashOf(bytes));
});

/** All bytes are stored, and the process that stored them was killed before it could say so. */
async function wholeButUnsaid(bytes: Uint8Array): Promise<string> {
  const address = await begin(ada, projectId, bytes.length);
  const cut = patchSlowly(ada, address, { offset: 0, size: bytes.length }, bytes.subarray(0, 2_000_000));
  await until('some bytes to be stored', async () => (await storedBytes(world, address)) > 0);
  await killWeb();
  await cut.ended;
  await appendFile(fileOf(world, address), bytes.subarray(await storedBytes(world, address)));
  expect(await rowOf(world, address)).toMatchObject({ state: 'receiving' });
  return address;
}

test('killed between the last byte and the hook: asking for the offset starts the pipeline', async () => {
  const bytes = noise(3_000_000);
  const address = await wholeButUnsaid(bytes);
  await restartWeb();
  expect(await offsetOf(ada, address)).toBe(bytes.length);
  expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
});

test('killed between the last byte and the hook: a worker starts the pipeline, even if nobody ever asks', async () => {
  const bytes = noise(3_000_000);
  const address = await wholeButUnsaid(bytes);
  await startWorker();
  await until('the recording to be there', () => world.db.manager.existsBy(SourceRow, { projectId }));
  await restartWeb();
  expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
  await ada.taskIn(projectId, 'probe', ['running', 'failed']);
  expect(await rowOf(world, address)).toMatchObject({ state: 'finished' });
});

test('killed while it made the recording of a whole upload: a worker does it again', async () => {
  const bytes = noise(3_000_000);
  const address = await wholeButUnsaid(bytes);
  const held = { heldBy: randomUUID(), heldUntil: () => "now() + interval '3 seconds'" };
  await world.db.manager.update(UploadRow, { id: idOf(address) }, { state: 'stored', ...held });
  await restartWeb();
  expect(await offsetOf(ada, address)).toBe(bytes.length);
  await startWorker();
  expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
});

test('begun on one web process, it goes on at another', async () => {
  const other = await world.startWeb();
  const there = personWith(other.url, ada.cookie);
  const bytes = noise(SIZE);
  const address = await begin(ada, projectId, SIZE);
  expect((await patch(ada, address, 0, bytes.subarray(0, 3_000_000))).status).toBe(204);
  expect(await offsetOf(there, address)).toBe(3_000_000);
  expect((await patch(there, address, 3_000_000, bytes.subarray(3_000_000, 6_000_000))).status).toBe(204);
  expect((await patch(ada, address, 6_000_000, bytes.subarray(6_000_000))).status).toBe(204);
  expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
  await other.end();
});

test('a new request for an upload makes the old one give way, on any web process, and no byte is lost', async () => {
  const other = await world.startWeb();
  const bytes = noise(SIZE);
  const address = await begin(ada, projectId, SIZE);
  const asleep = patchSlowly(ada, address, { offset: 0, size: SIZE }, bytes.subarray(0, 2_000_000));
  await until('its bytes to be stored', async () => (await storedBytes(world, address)) > 1_000_000);
  for (const person of [personWith(other.url, ada.cookie), ada]) {
    const offset = await offsetOf(person, address);
    expect(offset).toBeGreaterThan(1_000_000);
    patchSlowly(person, address, { offset, size: SIZE }, bytes.subarray(offset, offset + 1_000_000));
    await until('its bytes to be stored', async () => (await storedBytes(world, address)) > offset);
  }
  asleep.request.destroy();
  const offset = await offsetOf(ada, address);
  expect((await patch(ada, address, offset, bytes.subarray(offset))).status).toBe(204);
  expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
  await other.end();
});

test('of two requests at the same offset at once one writes, and the file is right', async () => {
  const bytes = noise(SIZE);
  const address = await begin(ada, projectId, SIZE);
  const answers = await Promise.all([patch(ada, address, 0, bytes), patch(ada, address, 0, bytes)]);
  expect(answers.map(({ status }) => status).sort()).toContain(204);
  expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
  expect(await storedHash(world, projectId)).toBe(hashOf(bytes));
});

test('an offset that is not the stored one is refused, and changes nothing', async () => {
  const bytes = noise(1_000_000);
  const address = await begin(ada, projectId, bytes.length);
  await patch(ada, address, 0, bytes.subarray(0, 400_000));
  expectProblem(await patch(ada, address, 300_000, bytes.subarray(300_000)), 409, 'offset_conflict');
  expect(await offsetOf(ada, address)).toBe(400_000);
});
