import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { Public } from '../auth/signed-in.guard.js';
import { isDatabaseOutage } from '../database/outages.js';
import { Describe } from '../http/describe.js';
import { exposition } from '../telemetry/metrics.js';

/** For Prometheus. Counts and times only: no names, no titles, no ids of projects. */
@Controller('metrics')
@Public()
export class MetricsController {
  constructor(private readonly db: DataSource) {}

  @Get()
  @Describe({ summary: 'Figures for Prometheus', answer: 'text/plain' })
  async read(@Res() response: Response): Promise<void> {
    const { type, text } = await this.exposition();
    response.set('Cache-Control', 'no-store').type(type).send(text);
  }

  /** Without the database, too: then it is this process's own figures, which say that it is away. */
  private async exposition(): Promise<{ type: string; text: string }> {
    try {
      return await exposition(this.db);
    } catch (error) {
      if (!isDatabaseOutage(error)) throw error;
      return exposition(null);
    }
  }
}
