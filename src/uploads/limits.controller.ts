import { Controller, Get, Inject } from '@nestjs/common';
import { limits } from '../contract/limits.js';
import type { Limits } from '../contract/limits.js';
import type { ServerSettings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { Describe } from '../http/describe.js';

/** So that the page can say before it sends anything what will become of it. */
@Controller('api/limits')
export class LimitsController {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'maxUploadBytes' | 'recogniser'>) {}

  @Get()
  @Describe({ summary: 'What this server takes and can', answer: limits })
  read(): Limits {
    const { maxUploadBytes, recogniser } = this.settings;
    return { maxUploadBytes, recognisesSpeech: recogniser !== null };
  }
}
