/** Resumable uploads: servers are killed in the middle and at the very end, two servers share the work, and nothing is lost. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { SourceRow } from '../../src/database/entities/project.entity.js';
import { UploadRow } from '../../src/database/entities/upload.entity.js';
import type { Person } from './person.js';
import { personWith } from './person.js';
import { makeTalk } from './talk.js';
import type { OpenPatch } from './tus.js';
import { begin, create, hashOf, head, idOf, noise, offsetOf, patch, patchSlowly } from './tus.js';
import { until } from './until.js';
import type { UploadPlace } from './upload-place.js';
import { rowOf, sourceOf } from './upload-place.js';
import type { Server, WebServer, World } from './world.js';

/** The same tests wherever uploads gather. */
export function describeUploads(place: UploadPlace): void {
  const PIECE = place.pieceBytes;
  const SIZE = 3 * PIECE;

  let world: World;
  let web: WebServer;
  let ada: Person;
  let projectId: string;
  const servers: Server[] = [];

  beforeAll(async () => {
    world = await place.createWorld();
    web = await world.startWeb();
    ada = await world.signUp(web);
  });
  afterAll(() => world.end());
  beforeEach(async () => {
    projectId = (await ada.createProject()).id;
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.end()));
  });

  async function startWorker(): Promise<void> {
    servers.push(await world.startWorker());
  }

  /** The same person at a web process of its own. */
  async function elsewhere(): Promise<Person> {
    const other = await world.startWeb();
    servers.push(other);
    return personWith(other.url, ada.cookie);
  }

  /** kill -9; `restartWeb` brings a new one at the same address. */
  async function killWeb(): Promise<void> {
    await web.end('SIGKILL');
  }
  async function restartWeb(): Promise<void> {
    web = await world.startWeb(Number(new URL(web.url).port));
  }

  /** Sends these bytes and stays silent; returns when some of them are stored. */
  async function sendSome(person: Person, address: string, offset: number, bytes: Uint8Array): Promise<OpenPatch> {
    const sending = patchSlowly(person, address, { offset, size: SIZE }, bytes);
    await until('some bytes to be stored', async () => (await place.storedBytes(world, address)) > offset);
    return sending;
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
    expect(await place.storedHash(world, projectId)).toBe(hashOf(talk));
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

  test('a server killed in the middle of a request: the upload goes on from the last byte stored', async () => {
    const bytes = noise(SIZE);
    const address = await begin(ada, projectId, SIZE);
    const cut = await sendSome(ada, address, 0, bytes.subarray(0, 2 * PIECE));
    await killWeb();
    expect(await cut.ended).toBeNull();
    const stored = await place.storedBytes(world, address);
    await restartWeb();
    expect(await offsetOf(ada, address)).toBe(stored);
    expect((await patch(ada, address, stored, bytes.subarray(stored))).status).toBe(204);
    expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
    expect(await place.storedHash(world, projectId)).toBe(hashOf(bytes));
  });

  test('a server killed between two requests: no byte it has answered for is lost, and another one goes on', async () => {
    const bytes = noise(SIZE);
    const address = await begin(ada, projectId, SIZE);
    const ends = [PIECE, PIECE + 1, PIECE + 300_000];
    let offset = 0;
    for (const end of ends) {
      expect((await patch(ada, address, offset, bytes.subarray(offset, end))).status).toBe(204);
      offset = end;
    }
    await killWeb();
    const there = await elsewhere();
    expect(await offsetOf(there, address)).toBe(offset);
    expect((await patch(there, address, offset, bytes.subarray(offset))).status).toBe(204);
    expect((await sourceOf(there, projectId)).sha256).toBe(hashOf(bytes));
    expect(await place.storedHash(world, projectId)).toBe(hashOf(bytes));
    await restartWeb();
  });

  test('what came before a cut line is kept', async () => {
    const bytes = noise(SIZE);
    const address = await begin(ada, projectId, SIZE);
    const cut = await sendSome(ada, address, 0, bytes.subarray(0, PIECE));
    // A request that is answered shows that the server has read what was sent before it.
    await ada.snapshot(projectId);
    const before = await place.storedBytes(world, address);
    cut.request.destroy();
    const offset = await offsetOf(ada, address);
    expect(offset).toBeGreaterThanOrEqual(before);
    expect(offset).toBe(await place.storedBytes(world, address));
    expect((await patch(ada, address, offset, bytes.subarray(offset))).status).toBe(204);
    expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
  });

  /** All bytes are stored, and the process that stored them was killed before it could say so. */
  async function wholeButUnsaid(bytes: Uint8Array): Promise<string> {
    const address = await begin(ada, projectId, SIZE);
    const cut = await sendSome(ada, address, 0, bytes.subarray(0, PIECE));
    await killWeb();
    await cut.ended;
    await place.storeRest(world, address, bytes);
    expect(await rowOf(world, address)).toMatchObject({ state: 'receiving' });
    return address;
  }

  test('killed between the last byte and the hook: asking for the offset starts the pipeline', async () => {
    const bytes = noise(SIZE);
    const address = await wholeButUnsaid(bytes);
    await restartWeb();
    expect(await offsetOf(ada, address)).toBe(bytes.length);
    expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
  });

  test('killed between the last byte and the hook: a worker starts the pipeline, even if nobody ever asks', async () => {
    const bytes = noise(SIZE);
    const address = await wholeButUnsaid(bytes);
    await startWorker();
    await until('the recording to be there', () => world.db.manager.existsBy(SourceRow, { projectId }));
    await restartWeb();
    expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
    await ada.taskIn(projectId, 'probe', ['running', 'failed']);
    expect(await rowOf(world, address)).toMatchObject({ state: 'finished' });
  });

  test('killed while it made the recording of a whole upload: a worker does it again', async () => {
    const bytes = noise(SIZE);
    const address = await wholeButUnsaid(bytes);
    const held = { heldBy: randomUUID(), heldUntil: () => "now() + interval '3 seconds'" };
    await world.db.manager.update(UploadRow, { id: idOf(address) }, { state: 'stored', ...held });
    await restartWeb();
    expect(await offsetOf(ada, address)).toBe(bytes.length);
    await startWorker();
    expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
  });

  test('begun on one web process, it goes on at another', async () => {
    const there = await elsewhere();
    const bytes = noise(SIZE);
    const address = await begin(ada, projectId, SIZE);
    expect((await patch(ada, address, 0, bytes.subarray(0, PIECE))).status).toBe(204);
    expect(await offsetOf(there, address)).toBe(PIECE);
    expect((await patch(there, address, PIECE, bytes.subarray(PIECE, 2 * PIECE))).status).toBe(204);
    expect((await patch(ada, address, 2 * PIECE, bytes.subarray(2 * PIECE))).status).toBe(204);
    expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
  });

  test('begun on one web process and made whole by another, the first one starts the pipeline with the right hash', async () => {
    const bytes = noise(SIZE);
    const address = await begin(ada, projectId, SIZE);
    expect((await patch(ada, address, 0, bytes.subarray(0, PIECE))).status).toBe(204);
    await place.storeRest(world, address, bytes);
    expect(await offsetOf(ada, address)).toBe(SIZE);
    expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
  });

  test('a request that brings nothing more to a whole upload starts the pipeline', async () => {
    const bytes = noise(SIZE);
    const address = await begin(ada, projectId, SIZE);
    await place.storeRest(world, address, bytes);
    expect((await patch(ada, address, SIZE, new Uint8Array())).status).toBe(204);
    expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
  });

  test('a new request for an upload makes the old one give way, on any web process, and no byte is lost', async () => {
    const there = await elsewhere();
    const bytes = noise(SIZE);
    const address = await begin(ada, projectId, SIZE);
    const asleep = await sendSome(ada, address, 0, bytes.subarray(0, PIECE));
    let before = 0;
    for (const person of [there, ada]) {
      const offset = await offsetOf(person, address);
      expect(offset).toBeGreaterThan(before);
      await sendSome(person, address, offset, bytes.subarray(offset, offset + PIECE - 100_000));
      before = offset;
    }
    asleep.request.destroy();
    const offset = await offsetOf(ada, address);
    expect((await patch(ada, address, offset, bytes.subarray(offset))).status).toBe(204);
    expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
  });

  test('of two requests at the same offset at once one writes, and the file is right', async () => {
    const bytes = noise(SIZE);
    const address = await begin(ada, projectId, SIZE);
    const answers = await Promise.all([patch(ada, address, 0, bytes), patch(ada, address, 0, bytes)]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    // The first sender may have been asked to give way before all was stored.
    const offset = await offsetOf(ada, address);
    if (offset < SIZE) expect((await patch(ada, address, offset, bytes.subarray(offset))).status).toBe(204);
    expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(bytes));
    expect(await place.storedHash(world, projectId)).toBe(hashOf(bytes));
  });
}
