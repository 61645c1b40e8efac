/** What the files of one owner may take together: recordings, documents and screenshots. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from './support/person.js';
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
  expect((await put(ada, first, recording)).status).toBe(202);
  const refused = { status: 507, body: { code: 'storage_limit' } };
  expect(await put(ada, second, recording)).toMatchObject(refused);
  expect(await tus(ada, second, recording.length)).toMatchObject(refused);
  const note = Buffer.alloc(2_000, 'a');
  expect(await ada.ask('POST', `/api/projects/${second}/documents?filename=a.txt`, note)).toMatchObject(refused);
  expect((await put(ben, (await ben.createProject()).id, recording)).status).toBe(202);
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
