/** The processes of the run, and what happens to them. Each accident ends with everything running again. */
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { SilentLine } from '../../support/silent-line.js';
import type { Server } from '../../support/world.js';
import type { Stage } from '../scene.js';
import { faults } from '../vendor.js';
import type { Dice } from './dice.js';

const WORKERS = 2;
const QUICKLY = (): number => 20;

export interface Troupe {
  /** Each takes a while; two at once must not be of the same `of`. */
  accidents: Accident[];
  /** Makes the vendor answer again, and quickly. */
  heal(): void;
}

export interface Accident {
  name: string;
  /** What it happens to. */
  of: 'worker' | 'web' | 'redis' | 'database' | 'storage' | 'vendor';
  weight: number;
  happen(dice: Dice): Promise<void>;
}

/** Of these, one is so short that only what is open at that moment is swallowed. */
const SILENCES_MS = [0, 2_000, 5_000, 9_000, 15_000] as const;

const CUT = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()`;

/** A process that ends before it is ready, because what it needs is away, is started again, as a supervisor would do. */
async function started<T>(start: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('Ended with code'))) throw error;
      await wait(500);
    }
  }
}

async function fallSilent(line: SilentLine, dice: Dice): Promise<void> {
  line.fallSilent();
  await wait(dice.one(SILENCES_MS));
  line.speakAgain();
}

export async function startTroupe(stage: Stage): Promise<Troupe> {
  const { world, vendor } = stage;
  const port = Number(new URL(stage.web.url).port);
  const workers: Server[] = [];
  for (let i = 0; i < WORKERS; i++) workers.push(await world.startWorker());
  let { web } = stage;
  const startWorker = () => started(() => world.startWorker());

  /** Ends one of the workers, and lets another take its place. */
  const replace = async (dice: Dice, signal: NodeJS.Signals): Promise<void> => {
    const i = dice.between(0, WORKERS - 1);
    const gone = workers[i]?.end(signal);
    // Who is told to stop may take its time; the other one is there before.
    if (signal === 'SIGKILL') await gone;
    await wait(dice.between(0, 3_000));
    workers[i] = await startWorker();
    await gone;
  };
  const silence = (of: Accident['of'], whose: string, line: SilentLine | null | undefined): Accident[] =>
    line ? [{ name: `line to ${whose} silent`, of, weight: 2, happen: (dice) => fallSilent(line, dice) }] : [];
  const accidents: Accident[] = [
    ...silence('database', 'PostgreSQL', world.lines?.database),
    ...silence('redis', 'Redis', world.lines?.redis),
    ...silence('storage', 'the storage', stage.lines.storage),
    ...silence('vendor', 'the vendor', stage.lines.vendor),
    { name: 'worker killed', of: 'worker', weight: 6, happen: (dice) => replace(dice, 'SIGKILL') },
    { name: 'worker told to stop', of: 'worker', weight: 2, happen: (dice) => replace(dice, 'SIGTERM') },
    {
      name: 'worker stood still',
      of: 'worker',
      weight: 3,
      async happen(dice) {
        const worker = workers[dice.between(0, WORKERS - 1)];
        worker?.process.kill('SIGSTOP');
        await wait(dice.between(1_000, 9_000));
        worker?.process.kill('SIGCONT');
      },
    },
    {
      name: 'web process killed',
      of: 'web',
      weight: 3,
      async happen(dice) {
        await web.end('SIGKILL');
        await wait(dice.between(0, 2_000));
        web = await started(() => world.startWeb(port));
      },
    },
    {
      name: 'Redis emptied',
      of: 'redis',
      weight: 3,
      async happen() {
        const redis = new Redis(world.redis.url);
        await redis.flushall();
        redis.disconnect();
      },
    },
    {
      name: 'Redis restarted empty',
      of: 'redis',
      weight: 2,
      async happen(dice) {
        await world.redis.stop();
        await wait(dice.between(0, 4_000));
        await world.startRedis();
      },
    },
    {
      name: 'database connections cut',
      of: 'database',
      weight: 3,
      async happen() {
        await world.db.query(CUT);
      },
    },
    {
      name: 'database restarted',
      of: 'database',
      weight: 2,
      async happen(dice) {
        await world.postgres?.stop();
        await wait(dice.between(0, 3_000));
        await world.postgres?.start();
      },
    },
    {
      name: 'vendor at fault',
      of: 'vendor',
      weight: 5,
      async happen(dice) {
        const kinds = [dice.one(faults), dice.one(faults)];
        vendor.fault = () => (dice.throw() < 0.5 ? (dice.one(kinds) ?? null) : null);
        vendor.latencyMs = () => dice.between(0, 1_500);
        await wait(dice.between(2_000, 8_000));
        vendor.fault = () => null;
      },
    },
  ];
  return {
    accidents,
    heal() {
      vendor.fault = () => null;
      vendor.latencyMs = QUICKLY;
    },
  };
}
