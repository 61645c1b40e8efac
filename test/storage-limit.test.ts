/** What the files of one owner may take together: recordings, documents and screenshots. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Me } from '../src/contract/account.js';
import { ScreenshotRow } from '../src/database/entities/content.entity.js';
import { MemberRow } from '../src/database/entities/project.entity.js';
import { atTable } from './support/barrier.js';
import type { Person } from './support/person.js';
import { deleteForGood } from './support/person.js';
import type { Studio } from './support/media.js';
import { openStudio } from './support/media.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let studio: Studio;
let ada: Person;
let ben: Person;
let recording: Buffer;

beforeAll(async () => {
  studio = await openStudio();
  // Pictures of noise take much more as JPEGs than the recording does.
  const noise = [
    '-f',
    'lavfi',
    '-i',
    'nullsrc=s=320x180:r=1:d=5,geq=random(1)*255:128:128',
    '-c:v',
    'libx264',
    '-crf',
    '45',
  ];
  recording = await readFile(await studio.make('noise.mp4', [...noise, '-pix_fmt', 'yuv420p']));
  world = await createWorld({ STORAGE_LIMIT_BYTES: String(recording.length + 500), SCREENSHOT_EVERY_SECONDS: '1' });
  const web = await world.startWeb();
  await world.startWorker();
  [ada, ben] = [await world.signUp(web), await world.signUp(web)];
});
afterAll(async () => {
  await world.end();
  await studio.remove();
});

const meOf = async (person: Person): Promise<Me> => (await person.ask('GET', '/api/me')).body as Me;
const storageOf = async (person: Person) => (await meOf(person)).storage;
const put = (person: Person, id: string, body: Uint8Array) =>
  person.ask('PUT', `/api/projects/${id}/source?filename=a.mp4`, body);
const tus = (person: Person, projectId: string, bytes: number) =>
  person.ask('POST', '/api/uploads', undefined, {
    'tus-resumable': '1.0.0',
    'upload-length': String(bytes),
    'upload-metadata': `projectId ${Buffer.from(projectId).toString('base64')},filename ${Buffer.from('a.mp4').toString('base64')}`,
  });

test('what would pass the limit is refused, however it comes; others have a limit of their own', async () => {
  const [first, second] = [(await ada.createProject()).id, (await ada.createProject()).id];
  const limitBytes = recording.length + 500;
  expect(await storageOf(ada)).toEqual({ usedBytes: 0, limitBytes });
  expect((await put(ada, first, recording)).status).toBe(202);
  expect(await storageOf(ada)).toEqual({ usedBytes: recording.length, limitBytes });
  // What is used, of how much, and what to do.
  const detail = expect.stringMatching(/used .* of .*B here: 500 bytes are left.*Delete a project/) as string;
  const refused = { status: 507, body: { code: 'storage_limit', detail } };
  expect(await put(ada, second, recording)).toMatchObject(refused);
  expect(await tus(ada, second, recording.length)).toMatchObject(refused);
  const note = Buffer.alloc(2_000, 'a');
  expect(await ada.ask('POST', `/api/projects/${second}/documents?filename=a.txt`, note)).toMatchObject(refused);
  expect((await put(ben, (await ben.createProject()).id, recording)).status).toBe(202);
  expect((await ada.ask('DELETE', `/api/projects/${first}`)).status).toBe(204);
  // What is in the bin can be brought back, so it is still there.
  expect((await storageOf(ada)).usedBytes).toBe(recording.length);
  expect(await put(ada, second, recording)).toMatchObject(refused);
  expect((await ada.ask('DELETE', `/api/bin/${first}`)).status).toBe(204);
  expect(await storageOf(ada)).toEqual({ usedBytes: 0, limitBytes });
});

test('of two that come at the same moment, together too much, one is refused', async () => {
  const gil = await world.signUp({ url: ada.url } as never);
  const projects = [await gil.createProject(), await gil.createProject()];
  const both = await atTable(
    world.db,
    'sources',
    projects.map(
      ({ id }) =>
        () =>
          put(gil, id, recording),
    ),
  );
  expect(both.map((one) => one.status === 'fulfilled' && one.value.status)).toEqual([202, 507]);
  expect((await storageOf(gil)).usedBytes).toBe(recording.length);
  for (const { id } of projects) await gil.ask('DELETE', `/api/projects/${id}`);
});

test('an editor’s files count for the owner', async () => {
  const [owner, editor] = [
    await world.signUp({ url: ada.url } as never),
    await world.signUp({ url: ada.url } as never),
  ];
  const { id } = await owner.createProject();
  const userId = ((await editor.ask('GET', '/api/me')).body as Me).id;
  await world.db.manager.insert(MemberRow, { projectId: id, userId, role: 'editor' });
  const note = Buffer.alloc(400, 'a');
  expect((await editor.ask('POST', `/api/projects/${id}/documents?filename=a.txt`, note)).status).toBe(202);
  expect([(await storageOf(owner)).usedBytes, (await storageOf(editor)).usedBytes]).toEqual([400, 0]);
});

test('files count for one owner; another takes them over where there is room, when the first is none any more', async () => {
  const [first, second] = [
    await world.signUp({ url: ada.url } as never),
    await world.signUp({ url: ada.url } as never),
  ];
  const [shared, own] = [(await first.createProject()).id, (await second.createProject()).id];
  const [{ id: firstId }, { email }] = [await meOf(first), await meOf(second)];
  const give = (person: Person, id: string, bytes: number) =>
    person.ask('POST', `/api/projects/${id}/documents?filename=a.txt`, Buffer.alloc(bytes, 'a'));
  expect((await give(first, shared, 700)).status).toBe(202);
  expect((await first.ask('POST', `/api/projects/${shared}/members`, { email, role: 'owner' })).status).toBe(201);
  expect((await storageOf(second)).usedBytes).toBe(0);
  expect((await give(second, own, recording.length)).status).toBe(202);
  const leave = () => first.ask('DELETE', `/api/projects/${shared}/members/${firstId}`);
  const detail = expect.stringMatching(/next owner.*more than .*B,/) as string;
  expect(await leave()).toMatchObject({ status: 507, body: { code: 'storage_limit', detail } });
  await deleteForGood(second, own);
  expect((await leave()).status).toBe(204);
  expect([(await storageOf(first)).usedBytes, (await storageOf(second)).usedBytes]).toEqual([0, 700]);
});

test('screenshots count, equal ones once', async () => {
  const fay = await world.signUp({ url: ada.url } as never);
  const { id } = await fay.createProject();
  const still = ['-f', 'lavfi', '-i', 'color=gray:s=160x90:r=1:d=4', '-c:v', 'libx264', '-pix_fmt', 'yuv420p'];
  const talk = await readFile(await studio.make('still.mp4', still));
  expect((await put(fay, id, talk)).status).toBe(202);
  await fay.taskIn(id, 'screenshots', ['succeeded']);
  const shots = await world.db.manager.findBy(ScreenshotRow, { projectId: id });
  const once = new Map(shots.map(({ objectKey, sizeBytes }) => [objectKey, sizeBytes]));
  expect(once.size).toBeLessThan(shots.length);
  const bytes = [...once.values()].reduce((sum, each) => sum + each, 0);
  expect((await storageOf(fay)).usedBytes).toBe(talk.length + bytes);
});

test('a task whose own files would pass it ends with that reason, and can be retried', async () => {
  const cem = await world.signUp({ url: ada.url } as never);
  const { id } = await cem.createProject();
  expect((await put(cem, id, recording)).status).toBe(202);
  await expect(cem.taskIn(id, 'screenshots', ['succeeded'])).rejects.toThrow('storage_limit');
  expect(await cem.task(id, 'screenshots')).toMatchObject({ attempt: 1, error: { retryable: true } });
});

test('an upload that is on its way counts, until it is given up', async () => {
  const dan = await world.signUp({ url: ada.url } as never);
  const [first, second] = [(await dan.createProject()).id, (await dan.createProject()).id];
  const begun = await tus(dan, first, recording.length);
  expect(begun.status).toBe(201);
  expect(await put(dan, second, recording)).toMatchObject({ status: 507, body: { code: 'storage_limit' } });
  const address = begun.headers.get('location') ?? '';
  expect((await dan.ask('DELETE', address, undefined, { 'tus-resumable': '1.0.0' })).status).toBe(204);
  expect((await put(dan, second, recording)).status).toBe(202);
});
