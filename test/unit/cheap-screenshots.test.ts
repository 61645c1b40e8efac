/** What screenshots cost: not the square of the length where key frames are rare, nor the same picture twice. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { StoredScreenshot } from '../../src/recording/screenshots.js';
import { run as probe } from '../../src/steps/probe/run.js';
import { plan, run as screenshots } from '../../src/steps/screenshots/run.js';
import type { Studio } from '../support/media.js';
import { clock, lossless, openStudio } from '../support/media.js';
import type { Bench } from '../support/tools.js';
import { createBench } from '../support/tools.js';

let studio: Studio;
let bench: Bench | undefined;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.remove());
afterEach(async () => {
  await bench?.remove();
  bench = undefined;
});

async function taken(file: string, everyMs: number): Promise<{ shots: StoredScreenshot[]; bench: Bench }> {
  bench = await createBench(file);
  bench.tools.settings.screenshotEveryMs = everyMs;
  const looked = await probe(bench.task, bench.tools);
  if (looked.kind !== 'done') throw new Error(JSON.stringify(looked));
  bench.tools.given.media = looked.result;
  const outcome = await screenshots(bench.task, bench.tools);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return { shots: outcome.result, bench };
}

const batchesOf = ({ parts }: Bench): string[] => [...parts.keys()].filter((part) => part.startsWith('marks'));

describe('how the work is cut', () => {
  /** How many marks are decoded for all of it, when key frames come so many marks apart. */
  const decoded = (marks: number, gap: number): number =>
    plan(marks, gap).reduce((sum, { first, count }) => sum + (first % Math.max(1, gap)) + count, 0);

  test('all marks once, in order, whatever the key frames', () => {
    for (const gap of [0, 1, 30, 200, 5_000]) {
      const all = plan(1_234, gap).flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i));
      expect(all).toEqual(Array.from({ length: 1_234 }, (_, i) => i));
    }
  });

  test('what is decoded grows with the length, not with its square', () => {
    for (const marks of [200, 2_000, 5_000]) {
      for (const gap of [0, 20, 100, marks]) expect(decoded(marks, gap)).toBeLessThan(3 * marks + 100);
    }
  });

  test('with key frames as usual, a part is a minute', () => {
    expect(new Set(plan(400, 4).map(({ count }) => count))).toEqual(new Set([20]));
  });
});

test('of a recording with a single key frame every mark shows its own picture, in few parts', async () => {
  const file = await studio.make('one-key.mp4', [...clock(50, { rate: 4 }), ...lossless(10_000)]);
  const { shots, bench } = await taken(file, 250);
  expect(shots).toHaveLength(200);
  expect(batchesOf(bench).length).toBeLessThan(7);
  for (const index of [0, 19, 20, 79, 80, 150, 199]) {
    const shot = shots[index];
    if (!shot) throw new Error('It is missing.');
    const chunks: Buffer[] = [];
    for await (const chunk of await bench.files.get(shot.key)) chunks.push(chunk as Buffer);
    expect(Math.abs((await studio.secondsOn(Buffer.concat(chunks))) - index / 4)).toBeLessThan(0.6);
  }
});

test('a still of many minutes is stored once, and every mark shows it', async () => {
  const still = ['-f', 'lavfi', '-i', 'color=c=teal:s=64x36:r=1:d=300'];
  const { shots, bench } = await taken(
    await studio.make('still.mp4', [...still, '-c:v', 'libx264', '-pix_fmt', 'yuv420p']),
    1_000,
  );
  expect(shots).toHaveLength(300);
  const objects: string[] = [];
  for await (const { key } of bench.files.list('projects/p/')) objects.push(key);
  expect(objects.toSorted()).toEqual([...new Set(shots.map(({ key }) => key))].toSorted());
  expect(new Set(shots.map(({ key }) => key)).size).toBeLessThanOrEqual(3);
  expect(shots.map(({ index }) => index)).toEqual(Array.from({ length: 300 }, (_, i) => i));
  expect(shots.filter(({ distinct }) => distinct)).toHaveLength(1);
});

test('sound that goes on long after the last picture costs nothing more: each mark shows that picture', async () => {
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=300:duration=40:sample_rate=8000'];
  const file = await studio.make('radio.mkv', [
    ...clock(3),
    ...sound,
    ...lossless(10_000),
    '-c:a',
    'aac',
    '-b:a',
    '16k',
  ]);
  const { shots } = await taken(file, 250);
  expect(shots.length).toBeGreaterThanOrEqual(160);
  expect(new Set(shots.slice(20).map(({ key }) => key)).size).toBe(1);
});
