/** probe, screenshots and transcribe on recordings of the kinds that people have. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findFfmpeg } from '../../scripts/embedded/ffmpeg.mjs';
import type { Media } from '../../src/contract/project.js';
import { jpegSize } from '../../src/outside/ffmpeg/jpeg.js';
import type { StoredScreenshot } from '../../src/recording/screenshots.js';
import { run as probe } from '../../src/steps/probe/run.js';
import { run as screenshots } from '../../src/steps/screenshots/run.js';
import { run as transcribe } from '../../src/steps/transcribe/run.js';
import type { Bench } from '../support/tools.js';
import { createBench } from '../support/tools.js';
import { until } from '../support/until.js';

let folder: string;
let ffmpeg: string;
let bench: Bench;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devreel-recordings-'));
  ({ ffmpeg } = await findFfmpeg());
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => bench.remove());

/** A picture whose brightness tells its time, at 4 grey values a second. */
const clock = (seconds: number, rate = 10, size = '64x36'): string[] => [
  '-f',
  'lavfi',
  '-i',
  `color=c=black:s=${size}:r=${rate}:d=${seconds},format=yuv420p,geq=lum='20+T*4':cb=128:cr=128`,
];
const lossless = ['-c:v', 'libx264', '-qp', '0', '-g', '20', '-pix_fmt', 'yuv420p'];

async function make(name: string, args: string[]): Promise<string> {
  const path = join(folder, name);
  await promisify(execFile)(ffmpeg, ['-v', 'error', '-y', ...args, path]);
  return path;
}

async function probed(file: string): Promise<Media> {
  bench = await createBench(file);
  const outcome = await probe(bench.task, bench.tools);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  bench.tools.given.media = outcome.result;
  return outcome.result;
}

async function taken(): Promise<StoredScreenshot[]> {
  const outcome = await screenshots(bench.task, bench.tools);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.result;
}

/** The time in seconds that the picture shows. Full-range JPEG of limited-range brightness, so it is scaled back. */
async function timeOn({ key }: StoredScreenshot): Promise<number> {
  const file = join(folder, 'shot.jpg');
  await writeFile(file, await buffer(await bench.files.get(key)));
  const args = ['-v', 'error', '-i', file, '-vf', 'scale=1:1:flags=area', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
  const { stdout } = await promisify(execFile)(ffmpeg, args, { encoding: 'buffer' });
  return ((stdout[0] ?? 0) * (219 / 255) + 16 - 20) / 4;
}

async function expectTrueTimes(
  shots: StoredScreenshot[],
  shown: (mark: number) => number = (mark) => mark,
): Promise<void> {
  for (const shot of shots) {
    const off = (await timeOn(shot)) - shown(shot.atMs / 1_000);
    expect(Math.abs(off), `mark ${shot.atMs} ms is off by ${off} s`).toBeLessThanOrEqual(0.5);
  }
}

test('a screenshot for every mark below the duration, over several batches, each within half a second', async () => {
  const media = await probed(await make('long.mp4', [...clock(50), ...lossless]));
  expect(media).toMatchObject({ durationMs: 50_000, video: { width: 64, height: 36, rotation: 0 }, audio: null });
  bench.tools.settings.screenshotEveryMs = 1_000;
  const shots = await taken();
  expect(shots.map((shot) => shot.atMs)).toEqual(Array.from({ length: 50 }, (_, i) => i * 1_000));
  await expectTrueTimes(shots);
  expect([...bench.parts.keys()].filter((part) => part.startsWith('marks'))).toHaveLength(3);
});

test('pictures that stand for a long time are what the marks in between show', async () => {
  const kept = "select='eq(n,0)+eq(n,50)+eq(n,165)+eq(n,310)+eq(n,335)'";
  const args = [...clock(40), '-vf', kept, '-vsync', 'vfr', ...lossless.with(5, '2'), '-f', 'matroska'];
  await probed(await make('held.mkv', args));
  bench.tools.settings.screenshotEveryMs = 1_000;
  const changes = [0, 5, 16.5, 31, 33.5];
  await expectTrueTimes(await taken(), (mark) => Math.max(...changes.filter((change) => change <= mark)));
});

test('in MP4, too, where each picture says how long it stands', async () => {
  const kept = "select='eq(n,0)+eq(n,200)+eq(n,260)+eq(n,360)'";
  await probed(await make('held.mp4', [...clock(40), '-vf', kept, '-vsync', 'vfr', ...lossless.with(5, '2')]));
  const changes = [0, 20, 26, 36];
  await expectTrueTimes(await taken(), (mark) => Math.max(...changes.filter((change) => change <= mark)));
});

test('a stream that begins late on its clock, as MPEG-TS does', async () => {
  const media = await probed(await make('late.ts', [...clock(30), ...lossless, '-output_ts_offset', '100']));
  expect(Math.abs(media.durationMs - 30_000)).toBeLessThan(200);
  await expectTrueTimes(await taken());
});

test('no duration in the header: the packets tell', async () => {
  const args = ['-v', 'error', ...clock(7), '-c:v', 'libvpx', '-b:v', '500k', '-f', 'webm', '-'];
  const file = join(folder, 'piped.webm');
  await writeFile(file, (await promisify(execFile)(ffmpeg, args, { encoding: 'buffer' })).stdout);
  expect(Math.abs((await probed(file)).durationMs - 7_000)).toBeLessThan(200);
  expect(await taken()).toHaveLength(3);
});

test('sound that goes on after the last picture: its marks show the last picture', async () => {
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=300:duration=40'];
  const media = await probed(await make('sound.mp4', [...clock(10), ...sound, ...lossless, '-c:a', 'aac']));
  expect(Math.abs(media.durationMs - 40_000)).toBeLessThan(200);
  bench.tools.settings.screenshotEveryMs = 1_000;
  const shots = await taken();
  expect(shots).toHaveLength(Math.ceil(media.durationMs / 1_000));
  await expectTrueTimes(shots, (mark) => Math.min(mark, 9.9));
  expect(shots.filter((shot) => shot.distinct).every((shot) => shot.atMs <= 10_000)).toBe(true);
});

test('a recording on its side is upright, and pixels are square', async () => {
  const upright = await make('flat.mp4', ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=5:duration=2', ...lossless]);
  const turned = await make('turned.mp4', ['-i', upright, '-c', 'copy', '-metadata:s:v:0', 'rotate=90']);
  expect((await probed(turned)).video).toMatchObject({ width: 180, height: 320 });
  const [shot] = await taken();
  expect(shot).toMatchObject({ width: 180, height: 320 });
  await bench.remove();
  await probed(
    await make('wide.mp4', [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=2160x1620:rate=5:duration=1',
      '-vf',
      'setsar=4/3',
      ...lossless,
    ]),
  );
  const [wide] = await taken();
  expect(wide).toMatchObject({ width: 1_920, height: 1_080 });
  const bytes = await buffer(await bench.files.get(wide?.key ?? ''));
  expect(jpegSize(bytes)).toEqual({ width: 1_920, height: 1_080 });
});

test('sound only: no screenshots, said so; without captions the transcript says what to do', async () => {
  const file = await make('sound.m4a', ['-f', 'lavfi', '-i', 'sine=frequency=300:duration=3', '-c:a', 'aac']);
  expect(await probed(file)).toMatchObject({ video: null, audio: { codec: 'aac' } });
  expect(await taken()).toEqual([]);
  expect(bench.logged.join()).toContain('no video');
  expect(await transcribe(bench.task, bench.tools)).toMatchObject({ kind: 'failed', code: 'no_transcriber' });
});

test('captions in the recording are found; a silent film without any has an empty transcript', async () => {
  const srt = join(folder, 'in.srt');
  await writeFile(
    srt,
    '1\n00:00:00,500 --> 00:00:01,750\nHello <i>there</i>.\n\n2\n00:00:02,000 --> 00:00:02,900\nAnd good bye.\n',
  );
  const inside = [
    '-i',
    srt,
    '-map',
    '0',
    '-map',
    '1',
    ...lossless,
    '-c:s',
    'mov_text',
    '-metadata:s:s:0',
    'language=eng',
  ];
  const media = await probed(await make('captions.mp4', [...clock(3), ...inside]));
  expect(media.captions).toMatchObject([{ track: 0, codec: 'mov_text', language: 'eng' }]);
  expect(await transcribe(bench.task, bench.tools)).toMatchObject({
    kind: 'done',
    result: {
      source: 'embedded',
      segments: [
        { index: 0, startMs: 500, endMs: 1_750, text: 'Hello there.' },
        { index: 1, startMs: 2_000, endMs: 2_900, text: 'And good bye.' },
      ],
    },
  });
  await bench.remove();
  await probed(await make('silent.mp4', [...clock(3), ...lossless]));
  expect(await transcribe(bench.task, bench.tools)).toMatchObject({
    kind: 'done',
    result: { source: 'none', segments: [] },
  });
});

test('what is no recording is refused with a reason, and a playlist reads no other file', async () => {
  const secret = join(folder, 'secret.txt');
  await writeFile(secret, 'the secret');
  const files = {
    'text.mp4': 'This is only a text.',
    'empty.mp4': '',
    'playlist.mp4': `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${secret}\n#EXT-X-ENDLIST\n`,
    'script.mp4': `ffconcat version 1.0\nfile '${secret}'\n`,
  };
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await writeFile(path, content);
    bench = await createBench(path);
    expect(await probe(bench.task, bench.tools), name).toMatchObject({ kind: 'failed', code: 'not_media' });
    expect(bench.logged.join()).not.toContain('the secret');
    await bench.remove();
  }
  bench = await createBench(secret);
});

test('abort ends ffmpeg at once, and the next try goes on behind the finished batches', async () => {
  const card = [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=640x360:rate=25:duration=40',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
  ];
  const file = await make('abort.mp4', card);
  await probed(file);
  bench.tools.settings.screenshotEveryMs = 1_000;
  const part = bench.tools.part.bind(bench.tools);
  const atWork = async (): Promise<boolean> => process.platform !== 'linux' || (await ffmpegsOf(file)).length > 0;
  let aborted: Promise<void> | undefined;
  bench.tools.part = async (name, input, work) => {
    if (name.startsWith('marks 20')) {
      aborted = until('ffmpeg to be at work', atWork).then(() => bench.abort.abort('lost'));
    }
    return part(name, input, work);
  };
  await expect(taken()).rejects.toThrow();
  await aborted;
  await until('no ffmpeg to be left', async () => (await ffmpegsOf(file)).length === 0);
  expect(bench.parts.get('marks 0 to 19')).toBe(1);
});

/** The processes that have this file among their arguments, by Linux's /proc; elsewhere there seem to be none. */
async function ffmpegsOf(file: string): Promise<string[]> {
  const commandOf = (pid: string) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(pids.map(commandOf));
  return pids.filter((_, i) => commands[i]?.split('\0').some((argument) => argument.endsWith(file)));
}
