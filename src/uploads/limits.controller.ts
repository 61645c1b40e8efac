import { Controller, Get, Inject } from '@nestjs/common';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { limits } from '../contract/limits.js';
import type { Limits } from '../contract/limits.js';
import type { ServerSettings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import type { Models } from '../settings/models.js';
import { ModelsInUse } from '../models/models-in-use.js';
import { Describe } from '../http/describe.js';

/** So that the page can say before it sends anything what will become of it. */
@Controller('api/limits')
export class LimitsController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'maxUploadBytes' | 'dataDir'>,
    private readonly models: ModelsInUse,
  ) {}

  @Get()
  @Describe({ summary: 'What this server takes and can', answer: limits })
  async read(): Promise<Limits> {
    const { maxUploadBytes } = this.settings;
    const { recogniser } = await this.models.now();
    return { maxUploadBytes, recognition: await this.recognition(recogniser), recognisesSpeech: recogniser !== null };
  }

  /** A model that lies beside this process is taken for one that workers have: they are on the same machine where one command starts both. */
  private async recognition(recogniser: Models['recogniser']): Promise<Limits['recognition']> {
    const { dataDir } = this.settings;
    if (!recogniser) return { where: 'nowhere', downloadBytes: null };
    const { pricedModel, download } = recogniser;
    const where = pricedModel === null ? 'here' : 'server';
    if (!download) return { where, downloadBytes: 0 };
    const isThere = await access(join(dataDir, 'models', download.file)).then(
      () => true,
      () => false,
    );
    return { where, downloadBytes: isThere ? 0 : download.sizeBytes };
  }
}
