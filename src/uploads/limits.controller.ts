import { Controller, Get, Inject } from '@nestjs/common';
import type { Limits } from '../contract/limits.js';
import type { ServerSettings } from '../env.js';
import { SETTINGS } from '../env.js';

/** So that the page can refuse a file before it sends any of it. */
@Controller('api/limits')
export class LimitsController {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'maxUploadBytes'>) {}

  @Get()
  read(): Limits {
    return { maxUploadBytes: this.settings.maxUploadBytes };
  }
}
