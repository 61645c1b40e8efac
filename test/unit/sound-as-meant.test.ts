/** Whatever was said on any channel is heard, however the channels stand to each other. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mono } from '../../src/outside/ffmpeg/mono.js';
import { soundLevels } from '../../src/outside/ffmpeg/sound.js';
import type { Studio } from '../support/media.js';
import { openStudio } from '../support/media.js';
import type { Bench } from '../support/tools.js';
import { createBench } from '../support/tools.js';

let studio: Studio;
let bench: Bench;

beforeAll(async () => {
  studio = await openStudio();
  bench = await createBench('');
});
afterAll(() => Promise.all([studio.remove(), bench.remove()]));

const voice = "aevalsrc='0.5*sin(2*PI*300*t)*between(mod(t,1),0.2,0.8)";

/** The loudest level in dB of three seconds of sound whose channels are these expressions, by the name of their places. */
async function loudest(name: string, filter: string): Promise<number> {
  return loudestIn(await studio.make(name, ['-f', 'lavfi', '-i', filter, '-t', '3', '-c:a', 'pcm_s16le']));
}

async function loudestIn(file: string): Promise<number> {
  const { streams } = await bench.tools.ffmpeg.probe(file, bench.tools.signal);
  const [stream] = streams;
  if (!stream) throw new Error('There is no sound in what was made.');
  const layout = stream.channel_layout === 'unknown' ? null : stream.channel_layout;
  const path = `${file}.mono`;
  const { index, channels } = stream;
  const options = { stream: index, channels, layout, zero: 0, begin: 0, durationMs: 3_000, holes: [], path };
  await bench.tools.ffmpeg.sound(file, options, bench.tools.signal);
  const levels = await soundLevels(path, bench.tools.signal);
  expect(Math.abs(levels.length - 150)).toBeLessThanOrEqual(1);
  return Math.max(...levels);
}

/** 0.5 of full scale as a sine. */
const AS_SAID = -9;

test.each([
  ['in-phase.wav', `${voice}':s=48000,pan=stereo|c0=c0|c1=c0`],
  ['opposite.wav', `${voice}':s=48000,pan=stereo|c0=c0|c1=-1*c0`],
  ['left-only.wav', `${voice}':s=48000,pan=stereo|c0=c0|c1=0*c0`],
  ['right-only.wav', `${voice}':s=48000,pan=stereo|c0=0*c0|c1=c0`],
])('%s is as loud as it was said', async (name, filter) => {
  expect(Math.abs((await loudest(name, filter)) - AS_SAID)).toBeLessThan(1);
});

test('in 5.1 the centre is heard above what is around it', async () => {
  const speech = await loudest(
    'centre.wav',
    `${voice}':s=48000,pan=5.1|FC=c0|FL=0*c0|FR=0*c0|LFE=0*c0|BL=0*c0|BR=0*c0`,
  );
  const music = await loudest('around.wav', `${voice}':s=48000,pan=5.1|FC=0*c0|FL=c0|FR=0*c0|LFE=0*c0|BL=0*c0|BR=0*c0`);
  expect(speech).toBeGreaterThan(AS_SAID - 7);
  expect(speech - music).toBeGreaterThan(2);
});

test('a microphone that is wired to the channel of deep notes is heard', async () => {
  const wrong = `${voice}':s=48000,pan=5.1|FC=0*c0|FL=0*c0|FR=0*c0|LFE=c0|BL=0*c0|BR=0*c0`;
  expect(await loudest('deep.wav', wrong)).toBeGreaterThan(-45);
});

test('any of many microphones is heard, though nobody says where they stand', async () => {
  const frames = Buffer.alloc(3 * 16_000 * 12 * 2);
  for (let i = 0; i < 3 * 16_000; i++) frames.writeInt16LE(Math.round(16_384 * Math.sin(i / 8)), (i * 12 + 9) * 2);
  const raw = await studio.write('twelve.raw', frames);
  const file = await studio.make('twelve.wav', ['-f', 's16le', '-ar', '16000', '-ac', '12', '-i', raw]);
  expect(await loudestIn(file)).toBeGreaterThan(-35);
});

test('two voices on two microphones stay two voices', () => {
  const left = [1_000, 0, -1_000, 0];
  const right = [0, 1_000, 0, -1_000];
  const frames = left.flatMap((sample, i) => [sample, right[i] ?? 0]);
  const block = Buffer.alloc(frames.length * 2);
  for (const [i, sample] of frames.entries()) block.writeInt16LE(sample, i * 2);
  const mixed = mono(block);
  expect([0, 2, 4, 6].map((at) => mixed.readInt16LE(at))).toEqual([500, 500, -500, -500]);
});
