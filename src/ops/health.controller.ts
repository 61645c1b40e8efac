import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { Public } from '../auth/signed-in.guard.js';
import { Storage } from '../outside/storage.js';
import { PUBLISHER } from '../services.module.js';

type State = 'up' | 'down';

const TIME_LIMIT_MS = 2_000;

@Controller()
@Public()
export class HealthController {
  constructor(
    private readonly db: DataSource,
    private readonly storage: Storage,
    @Inject(PUBLISHER) private readonly redis: Redis,
  ) {}

  /** This process answers. */
  @Get('healthz')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Each thing it needs, named. Without Redis it still serves, only slower, so that is no reason to take it away. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) response: Response): Promise<object> {
    const [database, migrations, redis, storage] = await Promise.all([
      stateOf(this.db.query('SELECT 1')),
      stateOf(this.allMigrated()),
      stateOf(this.redis.ping()),
      stateOf(this.storage.check()),
    ]);
    const checks = { database, migrations, redis, storage };
    const serving = database === 'up' && migrations === 'up' && storage === 'up';
    response.status(serving ? 200 : 503).set('Cache-Control', 'no-store');
    const status = serving ? (redis === 'up' ? 'ok' : 'degraded') : 'unavailable';
    return { status, checks };
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
