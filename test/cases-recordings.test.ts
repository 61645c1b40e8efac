/** Recordings of the kinds that people bring, given over HTTP, and what comes out. Those with several tracks: `tracks.test.ts`. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Screenshot, Transcript } from '../src/contract/content.js';
import type { Media } from '../src/contract/project.js';
import type { Notice } from '../src/contract/realtime.js';
import type { Rgb } from './support/high-range.js';
import { highRange } from './support/high-range.js';
import type { Studio } from './support/media.js';
import { amr, clock, lossless, openStudio, tone } from './support/media.js';
import type { Person } from './support/person.js';
import { programs } from './support/programs.js';
import { jpegSize } from '../src/outside/ffmpeg/jpeg.js';
import { captionsFor } from './support/talk.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let studio: Studio;
let ada: Person;
let projects: Record<string, string>;

const COLOURS: Rgb[] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 0],
];
const film = [...clock(12), ...tone(12), ...lossless(10), '-c:a', 'aac'];
const sound = [...tone(3), '-ar', '48000'];
const bars = ['-f', 'lavfi', '-i', 'testsrc=s=1280x720:r=1:d=3', '-c:v', 'libx264', '-preset', 'ultrafast'];

async function twice(path: string): Promise<string> {
  const bytes = await readFile(path);
  return studio.write('twice.ts', Buffer.concat([bytes, bytes]));
}
async function halfOf(path: string): Promise<string> {
  const bytes = await readFile(path);
  return studio.write('half.mp4', bytes.subarray(0, Math.round(bytes.length * 0.55)));
}
/** With zeros in its middle, as failing disks leave them. */
async function damaged(path: string): Promise<string> {
  const bytes = await readFile(path);
  return studio.write('damaged.mp4', bytes.fill(0, Math.round(bytes.length * 0.4), Math.round(bytes.length * 0.6)));
}
const opposite = "aevalsrc='0.4*sin(2*PI*300*t)*lt(mod(t,1),0.6)':s=48000:d=3,pan=stereo|c0=c0|c1=-1*c0";

const kinds: Record<string, () => Promise<string>> = {
  'hlg.mov': () => highRange(studio, 'hlg.mov', 'arib-std-b67', COLOURS),
  'pq.mov': () => highRange(studio, 'pq.mov', 'smpte2084', COLOURS),
  'clock.ts': async () =>
    twice(await studio.make('once.ts', [...clock(6), ...tone(6), ...lossless(10), '-c:a', 'aac'])),
  'half.mp4': async () => halfOf(await studio.make('whole.mp4', [...film, '-movflags', 'faststart'])),
  'damaged.mp4': async () => damaged(await studio.make('unhurt.mp4', [...film, '-movflags', 'faststart'])),
  'large.mp4': () => studio.make('large.mp4', bars),
  'opposite.wav': () => studio.make('opposite.wav', ['-f', 'lavfi', '-i', opposite]),
  'silent.wav': () => studio.make('silent.wav', ['-f', 'lavfi', '-i', 'aevalsrc=0:s=48000:d=3']),
  'memo.aiff': () => studio.make('memo.aiff', sound),
  'memo.caf': () => studio.make('memo.caf', [...sound, '-c:a', 'pcm_s16le']),
  'memo.wma': () => studio.make('memo.wma', [...sound, '-c:a', 'wmav2']),
  'memo.ac3': () => studio.make('memo.ac3', sound),
  'memo.wv': () => studio.make('memo.wv', sound),
  'head.webm': () => studio.write('head.webm', Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86, 0x81, 1])),
  'memo.amr': () => studio.write('memo.amr', amr()),
  'camera.mxf': () =>
    studio.make('camera.mxf', [...clock(3, { rate: 25, size: '64x64' }), ...sound, '-c:v', 'mpeg2video']),
};

beforeAll(async () => {
  world = await createWorld();
  studio = await openStudio();
  ada = await world.signUp(await world.startWeb());
  await world.startWorker();
  const uploads = Object.entries(kinds).map(async ([name, make]) => {
    const { id } = await ada.createProject(name);
    if (name === 'half.mp4') await ada.ask('PUT', `/api/projects/${id}/captions?filename=a.srt`, captionsFor(1));
    await ada.ask('PUT', `/api/projects/${id}/source?filename=${name}`, await readFile(await make()));
    return [name, id] as const;
  });
  projects = Object.fromEntries(await Promise.all(uploads));
});
afterAll(async () => {
  await world.end();
  await studio.remove();
});

const idOf = (name: string): string => projects[name] ?? '';

async function mediaOf(name: string): Promise<Media> {
  await ada.taskIn(idOf(name), 'probe', ['succeeded']);
  const { source } = await ada.snapshot(idOf(name));
  if (!source?.media) throw new Error('It was not looked at.');
  return source.media;
}

async function screenshotsOf(name: string): Promise<Screenshot[]> {
  await ada.taskIn(idOf(name), 'screenshots', ['succeeded']);
  const { body } = await ada.ask('GET', `/api/projects/${idOf(name)}/screenshots`);
  return (body as { items: Screenshot[] }).items;
}

async function picture(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ answer: Response; bytes: Buffer }> {
  const answer = await fetch(ada.url + path, { headers: { cookie: ada.cookie, ...headers } });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

async function colourOf(jpeg: Buffer): Promise<number[]> {
  const file = await studio.write('colour.jpg', jpeg);
  const args = ['-v', 'error', '-i', file, '-vf', 'scale=1:1:flags=area,format=rgb24', '-f', 'rawvideo', '-'];
  const { stdout } = await promisify(execFile)(programs().ffmpeg, args, { encoding: 'buffer' });
  return [...stdout];
}

const widthOf = (jpeg: Buffer): number => jpegSize(jpeg).width;

test.each(['hlg.mov', 'pq.mov'])('%s has the colours that were meant', async (name) => {
  const shots = await screenshotsOf(name);
  expect(shots).toHaveLength(COLOURS.length);
  for (const [i, { url }] of shots.entries()) {
    const shown = await colourOf((await picture(url)).bytes);
    const off = shown.map((value, at) => Math.abs(value - (COLOURS[i]?.[at] ?? 0)));
    expect(Math.max(...off), `${shown.join()} at ${i}`).toBeLessThanOrEqual(12);
  }
});

test('a transport stream whose clock starts again is all there', async () => {
  expect(Math.abs((await mediaOf('clock.ts')).durationMs - 12_000)).toBeLessThan(500);
  expect((await ada.task(idOf('clock.ts'), 'probe'))?.message).toMatch(/; 2 recordings in one file$/);
  const times: number[] = [];
  for (const { url } of (await screenshotsOf('clock.ts')).slice(0, 4)) {
    times.push(await studio.secondsOn((await picture(url)).bytes));
  }
  for (const [i, right] of [0, 3, 6, 3].entries()) {
    // At 6 s one ends and the other begins.
    const off = Math.min(...(right === 6 ? [0, 6] : [right]).map((second) => Math.abs((times[i] ?? NaN) - second)));
    expect(off, String(times)).toBeLessThan(0.6);
  }
});

test('half a file says where it ends: its check, its transcript and the notice', async () => {
  const { durationMs, promisedMs } = await mediaOf('half.mp4');
  expect(Math.abs((promisedMs ?? 0) - 12_000)).toBeLessThan(500);
  const ending = /the file ends at 0:\d\d of 0:1[12]/;
  expect((await ada.task(idOf('half.mp4'), 'probe'))?.message).toMatch(ending);
  expect((await ada.taskIn(idOf('half.mp4'), 'transcribe', ['succeeded'])).message).toMatch(ending);
  const { body } = await ada.ask('GET', `/api/projects/${idOf('half.mp4')}/transcript.json`);
  const { coverage, missing } = body as Transcript;
  expect(coverage).toBeLessThan(1);
  expect(missing.at(-1)).toEqual({ startMs: durationMs, endMs: promisedMs });
  const notices = ((await ada.ask('GET', '/api/notices')).body as { items: Notice[] }).items;
  const told = notices.filter(({ projectId }) => projectId === idOf('half.mp4'));
  expect(told.map(({ title }) => title).sort()).toEqual(['The recording is not whole', 'Transcript ready, with gaps']);
  // No retry would find the rest.
  for (const { body } of told) expect(body).toMatch(new RegExp(`${ending.source}.*upload the whole file`));
});

test('a damaged file says where it is: its check and the notice', async () => {
  const { damaged: places = [], durationMs } = await mediaOf('damaged.mp4');
  expect(Math.abs(durationMs - 12_000)).toBeLessThan(500);
  expect(places).toHaveLength(1);
  const place = /the file is damaged from 0:0\d to 0:\d\d/;
  expect((await ada.task(idOf('damaged.mp4'), 'probe'))?.message).toMatch(place);
  const notices = ((await ada.ask('GET', '/api/notices')).body as { items: Notice[] }).items;
  const told = notices.find(({ projectId, level }) => projectId === idOf('damaged.mp4') && level === 'warning');
  expect(told).toMatchObject({ title: 'The recording is not whole', body: expect.stringMatching(place) as string });
});

test.each(['opposite.wav', 'memo.aiff', 'memo.caf', 'memo.wma', 'memo.amr', 'memo.ac3', 'memo.wv', 'camera.mxf'])(
  '%s is measured and heard',
  async (name) => {
    expect(Math.abs((await mediaOf(name)).durationMs - 3_000)).toBeLessThan(200);
    // There is something to hear, and nobody here to hear it.
    expect((await ada.taskIn(idOf(name), 'transcribe', ['failed'])).error?.code).toBe('no_transcriber');
  },
);

test('of what has nothing but its beginning, people hear what to do, and where it is said', async () => {
  const { error } = await ada.taskIn(idOf('head.webm'), 'probe', ['failed']);
  expect(error?.code).toBe('incomplete');
  expect(error?.message).toContain('cut off or damaged. Let its copying finish');
  const needing = await ada.taskIn(idOf('head.webm'), 'transcribe', ['failed']);
  expect(needing.error?.message).toMatch(/“Check the recording”, which failed\. What to do is said there/);
});

test('silence is no speech', async () => {
  expect((await ada.taskIn(idOf('silent.wav'), 'transcribe', ['succeeded'])).message).toMatch(/^No speech/);
});

test('screenshots come smaller, too, for members only, and no wider than they are', async () => {
  const [shot] = await screenshotsOf('large.mp4');
  const url = shot?.url ?? '';
  const sizes = new Map<string, number>();
  for (const query of ['', '?w=640', '?w=320']) {
    const { answer, bytes } = await picture(url + query);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    sizes.set(query, widthOf(bytes));
    const etag = answer.headers.get('etag') ?? '';
    expect((await picture(url + query, { 'if-none-match': etag })).answer.status).toBe(304);
  }
  expect([...sizes.values()]).toEqual([1_280, 640, 320]);
  for (const wrong of ['?w=321', '?w=', '?w=-1', '?w=1e9', '?w=320&w=640']) {
    expect((await picture(url + wrong)).answer.status, wrong).toBe(422);
  }
  const stranger = await world.signUp({ url: ada.url } as Parameters<World['signUp']>[0]);
  expect((await stranger.ask('GET', `${url}?w=320`)).status).toBe(404);
  const [narrow] = await screenshotsOf('camera.mxf');
  expect(widthOf((await picture(`${narrow?.url ?? ''}?w=320`)).bytes)).toBe(64);
  expect((await ada.ask('GET', `/api/projects/${idOf('large.mp4')}/thumbnails.vtt`)).body).toContain('0.jpg?w=320\n');
});
