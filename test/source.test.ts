/** The recording as it was given, for players that seek in it. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProjectSnapshot } from '../src/contract/project.js';
import type { Answer, Person } from './support/person.js';
import { makeTalk } from './support/talk.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let ada: Person;
let web: WebServer;
let project: ProjectSnapshot;
let talk: Uint8Array;
let path: string;

beforeAll(async () => {
  world = await createWorld({ MAX_UPLOAD_BYTES: String(Number.MAX_SAFE_INTEGER) });
  web = await world.startWeb();
  ada = await world.signUp(web);
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
  expect(web.output()).not.toContain('"level":"error"');
});

test('a recording for which there is no room is refused before its bytes are sent', async () => {
  const { id } = await ada.createProject();
  const headers = { cookie: ada.cookie, origin: ada.url, 'content-length': String(Number.MAX_SAFE_INTEGER) };
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sent = request(`${ada.url}/api/projects/${id}/source`, { method: 'PUT', headers }, (response) => {
      resolve(response.statusCode);
      sent.destroy();
    });
    sent.once('error', reject).write(talk);
  });
  expect(status).toBe(507);
});

test('who goes away while sending leaves nothing behind, and may send again', async () => {
  const { id } = await ada.createProject();
  const incoming = join(world.dataDir, 'files', 'incoming');
  const headers = { cookie: ada.cookie, origin: ada.url, 'content-length': String(talk.length) };
  for (const bytes of [100, 5_000]) {
    const sent = request(`${ada.url}/api/projects/${id}/source`, { method: 'PUT', headers });
    const cut = new Promise((resolve) => sent.once('error', resolve));
    sent.write(talk.subarray(0, bytes));
    await until('it to arrive', async () => (await readdir(incoming)).length > 0);
    sent.destroy(new Error('gone'));
    await cut;
    await until('it to be gone', async () => (await readdir(incoming)).length === 0);
  }
  expect((await ada.ask('PUT', `/api/projects/${id}/source?filename=a.mp4`, talk)).status).toBe(202);
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
      '00:00:00.000 --> 00:00:03.000\nscreenshots/0.jpg?w=320\n',
      `00:00:03.000 --> ${end}\nscreenshots/1.jpg?w=320\n`,
    ].join('\n'),
  );
});
