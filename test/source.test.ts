/** The recording as it was given, for players that seek in it. */
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProjectSnapshot } from '../src/contract/project.js';
import type { Answer, Person } from './support/person.js';
import { makeTalk } from './support/talk.js';
import { until } from './support/until.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let ada: Person;
let project: ProjectSnapshot;
let talk: Uint8Array;
let path: string;

beforeAll(async () => {
  world = await createWorld();
  ada = await world.signUp(await world.startWeb());
  await world.startWorker();
  talk = await makeTalk(6);
  project = await ada.createProject();
  path = `/api/projects/${project.id}/source`;
  await ada.ask('PUT', `${path}?filename=${encodeURIComponent('Bröt & "talk".mp4')}`, talk);
  await ada.taskIn(project.id, 'screenshots', ['succeeded']);
});
afterAll(() => world.end());

const ask = (headers: Record<string, string>, method = 'GET'): Promise<Answer> =>
  ada.ask(method, path, undefined, headers);

/** The bytes of the answer; `person.ask` reads text. */
async function bytesOf(headers: Record<string, string>): Promise<Buffer> {
  const response = await fetch(ada.url + path, { headers: { cookie: ada.cookie, ...headers } });
  return Buffer.from(await response.arrayBuffer());
}

test('the whole is what was sent, as a video that browsers play and nothing more', async () => {
  const { status, headers } = await ask({});
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('video/mp4');
  expect(headers.get('accept-ranges')).toBe('bytes');
  expect(headers.get('content-length')).toBe(String(talk.length));
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain('sandbox');
  expect(headers.get('content-disposition')).toMatch(/^inline; filename=.*filename\*=UTF-8''Br%C3%B6t/);
  expect(headers.get('etag')).toBe(`"${createHash('sha256').update(talk).digest('hex')}"`);
  expect(await bytesOf({})).toEqual(Buffer.from(talk));
  const kept = await ada.ask('HEAD', `${path}?download`);
  expect(kept.headers.get('content-disposition')).toMatch(/^attachment; /);
  expect(kept.headers.get('content-length')).toBe(String(talk.length));
});

const size = (): number => talk.length;
const ranges: [asked: string, start: () => number, end: () => number][] = [
  ['bytes=0-0', () => 0, () => 0],
  ['bytes=100-199', () => 100, () => 199],
  ['bytes=1000-', () => 1_000, () => size() - 1],
  ['bytes=-500', () => size() - 500, () => size() - 1],
  ['bytes=0-999999999', () => 0, () => size() - 1],
];
test.each(ranges)('%s answers that part', async (range, start, end) => {
  const { status, headers } = await ask({ range });
  expect(status).toBe(206);
  expect(headers.get('content-range')).toBe(`bytes ${start()}-${end()}/${talk.length}`);
  expect(await bytesOf({ range })).toEqual(Buffer.from(talk.subarray(start(), end() + 1)));
});

test('ranges that cannot be are refused or answered with the whole; tags decide as they should', async () => {
  const beyond = await ask({ range: `bytes=${talk.length}-` });
  expect(beyond.body).toMatchObject({ status: 416, code: 'range_not_satisfiable' });
  expect(beyond.headers.get('content-range')).toBe(`bytes */${talk.length}`);
  for (const range of ['lines=1-2', 'bytes=0-1,5-6', 'nonsense'])
    expect((await ask({ range })).status, range).toBe(200);
  const etag = (await ask({}, 'HEAD')).headers.get('etag') ?? '';
  expect((await ask({ 'if-none-match': etag })).status).toBe(304);
  expect((await ask({ range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
  expect((await ask({ range: 'bytes=0-9', 'if-range': '"another"' })).status).toBe(200);
  const empty = await ada.createProject();
  expect((await ada.ask('GET', `/api/projects/${empty.id}/source`)).body).toMatchObject({ code: 'not_ready' });
});

test('a player that goes away in the middle is no error, and the next one is served', async () => {
  for (let i = 0; i < 5; i++) {
    await new Promise<void>((resolve, reject) => {
      const asked = request(`${ada.url}${path}`, { headers: { cookie: ada.cookie } }, (response) => {
        response.once('data', () => {
          asked.destroy();
          resolve();
        });
      });
      asked.once('error', reject).end();
    });
  }
  expect(await bytesOf({ range: 'bytes=-10' })).toEqual(Buffer.from(talk.subarray(-10)));
  expect((await ada.ask('GET', '/healthz')).status).toBe(200);
});

test('the thumbnails name every screenshot with its time', async () => {
  const track = await until('the track', async () => {
    const { status, body } = await ada.ask('GET', `/api/projects/${project.id}/thumbnails.vtt`);
    return status === 200 && (body as string);
  });
  const { durationMs } = (await ada.snapshot(project.id)).source?.media ?? { durationMs: 0 };
  const end = new Date(durationMs).toISOString().slice(11, 23);
  expect(track).toBe(
    [
      'WEBVTT\n',
      '00:00:00.000 --> 00:00:03.000\nscreenshots/0.jpg\n',
      `00:00:03.000 --> ${end}\nscreenshots/1.jpg\n`,
    ].join('\n'),
  );
});
