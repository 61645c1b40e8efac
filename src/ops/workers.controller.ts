import { Controller, Get, Inject } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Workers } from '../contract/workers.js';
import { workers } from '../contract/workers.js';
import { Describe } from '../http/describe.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import { workersIn } from './workers.js';

/** All tabs ask the same. */
const KEPT_MS = 1_000;

/** For the page, which says when nothing is being worked on. */
@Controller('api/workers')
export class WorkersController {
  private kept: { until: number; workers: Promise<Workers> } | undefined;

  constructor(
    private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'leaseMs'>,
  ) {}

  @Get()
  @Describe({ summary: 'Whether any worker runs', answer: workers })
  read(): Promise<Workers> {
    if (!this.kept || performance.now() > this.kept.until) {
      this.kept = { until: performance.now() + KEPT_MS, workers: workersIn(this.db, this.settings.leaseMs) };
    }
    return this.kept.workers;
  }
}
