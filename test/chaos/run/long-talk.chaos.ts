/**
 * `npm run chaos -- --talk M --kills N`: one talk of so many minutes, with a vendor that takes as long as a real one, and a
 * worker that is killed so often on the way. All of it is done in the end, and each part of it once.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { contentTypes } from '../../../src/content/content-types.js';
import { until } from '../../support/until.js';
import type { Server } from '../../support/world.js';
import { nothingIsLost } from '../invariants.js';
import { makeRecordings } from '../recordings.js';
import type { Stage } from '../scene.js';
import { setStage } from '../scene.js';
import type { Dice } from './dice.js';
import { diceOf } from './dice.js';
import { keepingWhy } from './on-failure.js';

const MINUTE_MS = 60_000;
const seed = Number(process.env['CHAOS_SEED']);
const minutes = Number(process.env['CHAOS_TALK_MINUTES']);
const kills = Number(process.env['CHAOS_KILLS']);

/** As in production but for the lease, which would only make each kill take longer. */
const SETTINGS = {
  AI_TIMEOUT_SECONDS: '120',
  SCREENSHOT_EVERY_SECONDS: '3',
  MEDIA_CONCURRENCY: '2',
  AI_CONCURRENCY: '4',
};

/** Whoever dies three times in a row without getting further is given up, and rightly so: that is not what is tried here. */
const KILLABLE = `
  SELECT count(*) FILTER (WHERE status = 'running')::int AS running, coalesce(max(deaths), 0)::int AS deaths
  FROM tasks WHERE status IN ('queued', 'running')`;

const FIGURES = `
  SELECT (SELECT count(*)::int FROM tasks) AS tasks, (SELECT sum(attempt)::int FROM tasks) AS attempts,
    (SELECT count(*)::int FROM parts) AS parts, (SELECT count(*)::int FROM events) AS events`;

/** The most memory that a process has taken so far, in MB. */
async function peakMb({ process: { pid } }: Server): Promise<number> {
  const [, kb = '0'] = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kb) / 1024);
}

async function killAllAlong({ world }: Stage, dice: Dice): Promise<number[]> {
  const peaks: number[] = [];
  let worker = await world.startWorker();
  for (let i = 0; i < kills; i += 1) {
    await wait(dice.between(2_000, 10_000));
    const ready = async (): Promise<boolean> => {
      const [tasks] = await world.db.query<{ running: number; deaths: number }[]>(KILLABLE);
      return tasks !== undefined && tasks.running > 0 && tasks.deaths < 2;
    };
    await until(`kill ${i + 1}: something to be under way, and further than at the last one`, ready, 5 * MINUTE_MS);
    peaks.push(await peakMb(worker));
    await worker.end('SIGKILL');
    worker = await world.startWorker();
  }
  await until('all to be done', async () => (await unfinished(world.db)).length === 0, 30 * MINUTE_MS);
  return [...peaks, await peakMb(worker)];
}

const unfinished = (db: Stage['world']['db']): Promise<unknown[]> =>
  db.query("SELECT key FROM tasks WHERE status IN ('queued', 'running')");

test(
  `a talk of ${minutes} minutes, its worker killed ${kills} times, with the seed ${seed}`,
  async () => {
    const dice = diceOf(seed);
    const [talk] = await makeRecordings(1, minutes * 60);
    if (!talk) throw new Error('There is no recording.');
    const stage = await setStage(SETTINGS);
    const { person, vendor, world } = stage;
    try {
      // What a server takes for twenty minutes of sound, and for a draft.
      vendor.latencyMs = ({ kind }) => (kind === 'sound' ? dice.between(10_000, 30_000) : dice.between(4_000, 20_000));
      const begun = Date.now();
      const id = await stage.project();
      await person.ask('POST', `/api/projects/${id}/generate`, { types: Object.keys(contentTypes) });
      await stage.fill(id, talk, { draft: false });
      const peaks = await keepingWhy(stage, seed, async () => {
        const ofWorkers = await killAllAlong(stage, dice);
        await nothingIsLost(stage);
        return ofWorkers;
      });
      const tasks = await world.db.query<{ key: string; status: string }[]>('SELECT key, status FROM tasks');
      expect(tasks.filter(({ status }) => status !== 'succeeded')).toEqual([]);
      const [figures] = await world.db.query<object[]>(FIGURES);
      const unanswered = vendor.journal.filter(({ answer }) => answer === null).length;
      const all = {
        seed,
        'minutes of talk': minutes,
        kills,
        seconds: Math.round((Date.now() - begun) / 1_000),
        ...figures,
        screenshots: (await person.snapshot(id)).tasks.find(({ key }) => key === 'screenshots')?.message,
        'vendor calls': vendor.journal.length,
        'of them cut off by a kill': unanswered,
        'peak of each worker in MB': peaks.join(', '),
      };
      console.log(
        Object.entries(all)
          .map(([name, value]) => `${name}: ${String(value)}`)
          .join('\n'),
      );
    } finally {
      await stage.end();
    }
  },
  (minutes + 60) * MINUTE_MS,
);
