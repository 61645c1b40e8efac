import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Public } from '../auth/signed-in.guard.js';
import { Describe } from '../http/describe.js';
import { RETRY_AFTER_SECONDS } from '../http/problem.js';
import { Readiness } from './readiness/readiness.js';
import type { Report } from './readiness/readiness.js';
import { partStates } from './readiness/watched.js';

const state = z.enum(partStates);

const readiness = z.object({
  status: z.enum(['ok', 'degraded', 'unavailable']),
  checks: z
    .object({
      database: state,
      migrations: state,
      redis: state,
      'queue:intake': state,
      'queue:media': state,
      'queue:ai': state,
      'queue:chores': state,
      storage: state,
      ffmpeg: state,
      workers: state,
      models: state,
    })
    .describe('`busy`: it works, and all of it is taken. `slow`: it has not answered in time, and may yet.'),
  reasons: z.record(z.string(), z.string()).describe('Why a part is not `up`, and what to do.'),
  warnings: z.record(z.string(), z.array(z.string())).describe('What works today, and may not tomorrow, by part.'),
});

@Controller()
@Public()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('healthz')
  @Describe({ summary: 'This process answers', answer: z.object({ status: z.literal('ok') }) })
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Describe({
    summary: 'Whether work flows: each part proves it, and is named',
    details:
      'A row is written in the database, a job sent through each queue, a file stored, read and removed. Only without database, migrations or storage is it unavailable; without others it still serves what is there: degraded.',
    answer: readiness,
    also: { 503: 'Unavailable' },
  })
  async ready(@Res({ passthrough: true }) response: Response): Promise<Report> {
    const report = await this.readiness.report();
    response.set('Cache-Control', 'no-store');
    if (report.status === 'unavailable') response.status(503).set('Retry-After', RETRY_AFTER_SECONDS);
    return report;
  }
}
