import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Public } from '../auth/signed-in.guard.js';
import type { ServerSettings } from '../settings/env.js';
import { environment, SETTINGS } from '../settings/env.js';
import { Describe } from '../http/describe.js';
import { checkPrograms } from '../outside/programs.js';
import { Storage } from '../outside/storage/storage.js';
import { PUBLISHER } from '../events/announce.js';
import { workersIn } from './workers.js';

const state = z.enum(['up', 'down']);
type State = z.infer<typeof state>;

const readiness = z.object({
  status: z.enum(['ok', 'degraded', 'unavailable']),
  checks: z.object({ database: state, migrations: state, redis: state, storage: state, ffmpeg: state, workers: state }),
});
type Readiness = z.infer<typeof readiness>;

const TIME_LIMIT_MS = 2_000;
/** Programs do not come and go by the second, and each look starts two processes. */
const FFMPEG_CHECK_MS = 60_000;

@Controller()
@Public()
export class HealthController {
  private ffmpegChecked: { at: number; state: Promise<State> } | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly storage: Storage,
    @Inject(PUBLISHER) private readonly redis: Redis,
    @Inject(SETTINGS) private readonly settings: ServerSettings,
  ) {}

  @Get('healthz')
  @Describe({ summary: 'This process answers', answer: z.object({ status: z.literal('ok') }) })
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Describe({
    summary: 'Each thing it needs, named',
    details: 'Without Redis, ffmpeg or any worker it still serves what is there: degraded.',
    answer: readiness,
    also: { 503: 'Unavailable' },
  })
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const [database, migrations, redis, storage, ffmpeg, workers] = await Promise.all([
      stateOf(this.db.query('SELECT 1')),
      stateOf(this.allMigrated()),
      stateOf(this.redis.ping()),
      stateOf(this.storage.check()),
      this.ffmpegState(),
      stateOf(this.someWorkerRuns()),
    ]);
    const checks = { database, migrations, redis, storage, ffmpeg, workers };
    const serving = database === 'up' && migrations === 'up' && storage === 'up';
    response.status(serving ? 200 : 503).set('Cache-Control', 'no-store');
    const status = serving
      ? [redis, ffmpeg, workers].every((one) => one === 'up')
        ? 'ok'
        : 'degraded'
      : 'unavailable';
    return { status, checks };
  }

  private ffmpegState(): Promise<State> {
    if (!this.ffmpegChecked || Date.now() - this.ffmpegChecked.at > FFMPEG_CHECK_MS) {
      const { ffmpegPath, ffprobePath } = this.settings;
      this.ffmpegChecked = { at: Date.now(), state: stateOf(checkPrograms([ffmpegPath, ffprobePath], environment())) };
    }
    return this.ffmpegChecked.state;
  }

  private async someWorkerRuns(): Promise<void> {
    const { running } = await workersIn(this.db, this.settings.leaseMs);
    if (running === 0) throw new Error('No worker runs.');
  }

  private async allMigrated(): Promise<void> {
    if (await this.db.showMigrations()) throw new Error('There are migrations to run.');
  }
}

async function stateOf(check: Promise<unknown>): Promise<State> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<State>((resolve) => {
    timer = setTimeout(() => resolve('down'), TIME_LIMIT_MS);
  });
  const checked = check.then(
    (): State => 'up',
    (): State => 'down',
  );
  const state = await Promise.race([checked, late]);
  clearTimeout(timer);
  return state;
}
