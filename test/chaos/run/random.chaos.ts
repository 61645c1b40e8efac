/**
 * `npm run chaos -- --seed N --minutes M`: people work, and all that can break breaks, at random. Now and then everything
 * may end in peace, and then nothing may be lost.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { test } from 'vitest';
import { deleteForGood } from '../../support/person.js';
import { until } from '../../support/until.js';
import { nothingIsLost } from '../invariants.js';
import { makeRecordings } from '../recordings.js';
import type { Stage } from '../scene.js';
import { setStage } from '../scene.js';
import type { Dice } from './dice.js';
import { diceOf } from './dice.js';
import { keepingWhy } from './on-failure.js';
import type { Deed } from './people.js';
import { peopleOf } from './people.js';
import type { Accident, Troupe } from './troupe.js';
import { startTroupe } from './troupe.js';

const MINUTE_MS = 60_000;
const seed = Number(process.env['CHAOS_SEED']);
const minutes = Number(process.env['CHAOS_MINUTES']);
/** So long everything breaks, then it is looked at. */
const STORM_MS = 45_000;
/** Retries after errors wait up to a minute; and it is done by two cores. */
const PEACE_MS = 5 * MINUTE_MS;
const LAST_LINES = 60;

/** What happened, for the figures at the end, and for those who have to find out why something failed. */
class Diary {
  readonly counts = new Map<string, number>();
  readonly lines: string[] = [];
  private readonly begun = Date.now();

  note(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
    this.lines.push(`${((Date.now() - this.begun) / 1_000).toFixed(1)} s  ${what}`);
  }
}

/** Accidents that happen at the moment; how one of them went wrong is told when all are over. */
class UnderWay {
  private readonly happening = new Map<string, Promise<void>>();
  private readonly errors: unknown[] = [];

  get size(): number {
    return this.happening.size;
  }

  begin(accident: Accident, dice: Dice): void {
    const { of } = accident;
    const over = accident
      .happen(dice)
      .catch((error: unknown) => this.errors.push(error))
      .then(() => void this.happening.delete(of));
    this.happening.set(of, over);
  }

  isFree = ({ of }: Accident): boolean => !this.happening.has(of);

  async over(): Promise<void> {
    await Promise.all(this.happening.values());
    if (this.errors.length > 0) throw this.errors[0];
  }
}

async function storm(dice: Dice, troupe: Troupe, deeds: Deed[], diary: Diary): Promise<void> {
  const underWay = new UnderWay();
  for (const end = Date.now() + STORM_MS; Date.now() < end;) {
    const isDeed = dice.throw() < 0.65;
    // Its own dice: how long it takes, and what it finds, must not change what others are thrown.
    const own = diceOf(dice.between(0, 2 ** 31));
    const pause = dice.between(50, 1_200);
    if (isDeed) {
      const deed = own.weighted(deeds.map((one) => [one.weight, one] as const));
      if (await deed.done(own)) diary.note(deed.name);
    } else if (underWay.size < 2) {
      const free = troupe.accidents.filter(underWay.isFree);
      const accident = own.weighted(free.map((one) => [one.weight, one] as const));
      diary.note(accident.name);
      underWay.begin(accident, own);
    }
    await wait(pause);
  }
  await underWay.over();
  troupe.heal();
}

interface Figures {
  tasks: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  events: number;
  parts: number;
}

const FIGURES = `
  SELECT (SELECT count(*)::int FROM tasks) AS tasks,
    (SELECT count(*)::int FROM tasks WHERE status = 'succeeded') AS succeeded,
    (SELECT count(*)::int FROM tasks WHERE status = 'failed') AS failed,
    (SELECT count(*)::int FROM tasks WHERE status = 'cancelled') AS cancelled,
    (SELECT count(*)::int FROM events) AS events, (SELECT count(*)::int FROM parts) AS parts`;

/** Counts what there is, then removes most of it, so that the next look is at new things, and deleting is tried, too. */
async function tidied({ world, person }: Stage, sums: Map<string, number>): Promise<void> {
  const [figures] = await world.db.query<Figures[]>(FIGURES);
  for (const [name, value] of Object.entries(figures ?? {})) sums.set(name, (sums.get(name) ?? 0) + Number(value));
  for (const { id } of await world.db.query<{ id: string }[]>('SELECT id FROM projects')) {
    await deleteForGood(person, id);
  }
  const left = async (): Promise<unknown[]> => world.db.query<unknown[]>('SELECT run_id FROM parts');
  await until('all parts to be gone', async () => (await left()).length === 0);
}

test(
  `${minutes} minutes with the seed ${seed}`,
  async () => {
    const diary = new Diary();
    const sums = new Map<string, number>();
    const dice = diceOf(seed);
    const recordings = await makeRecordings(Math.ceil(minutes * 8), 30);
    // Longer than it takes to know a silent line from a vendor that thinks.
    const settings = { AI_TIMEOUT_SECONDS: '20' };
    const stage = await setStage(settings, { ownPostgres: true, lines: true, bucket: dice.throw() < 0.5 });
    const begun = Date.now();
    try {
      const troupe = await startTroupe(stage);
      const deeds = peopleOf(stage, recordings);
      await keepingWhy(stage, seed, async () => {
        while (Date.now() - begun < minutes * MINUTE_MS) {
          await storm(dice, troupe, deeds, diary);
          await nothingIsLost(stage, PEACE_MS);
          await tidied(stage, sums);
          diary.note('looked at: nothing lost');
        }
      });
    } catch (error) {
      console.error(`Seed ${seed}. The last that happened:\n${diary.lines.slice(-LAST_LINES).join('\n')}`);
      throw error;
    } finally {
      const minutesTaken = ((Date.now() - begun) / MINUTE_MS).toFixed(1);
      const calls = stage.vendor.journal.length;
      const all = {
        seed,
        minutes: minutesTaken,
        'files in': stage.lines.storage ? 'a bucket' : 'a folder',
        ...Object.fromEntries([...diary.counts, ...sums]),
        'vendor calls': calls,
      };
      console.log(
        Object.entries(all)
          .map(([name, value]) => `${name}: ${value}`)
          .join('\n'),
      );
      await stage.end();
    }
  },
  (minutes + 15) * MINUTE_MS,
);
