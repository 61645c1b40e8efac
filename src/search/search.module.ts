import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ModelsInUse } from '../models/models-in-use.js';
import type { Settings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import type { Models } from '../settings/models.js';
import type { Embedder } from '../outside/language-model/embedder.js';
import { createEmbedder } from '../outside/language-model/create-embedder.js';
import { CallLedger } from '../usage/call-ledger.js';
import type { ByMeaning } from './related.js';
import { BY_MEANING, Related } from './related.js';
import { Search } from './search.js';
import { SearchController } from './search.controller.js';

const byMeaning = {
  provide: BY_MEANING,
  inject: [DataSource, SETTINGS, ModelsInUse],
  useFactory: (db: DataSource, settings: Settings, models: ModelsInUse): ByMeaning => ({
    embedder: embedderOf(models, settings),
    calls: new CallLedger(db, settings.prices, settings.projectBudgetUsd),
  }),
};

/** The one in use, made anew only when it is another. */
function embedderOf(models: ModelsInUse, settings: Settings): ByMeaning['embedder'] {
  let made: { of: Models; embedder: Embedder | null } | undefined;
  return async () => {
    const of = await models.now();
    if (made?.of !== of) made = { of, embedder: createEmbedder({ ...settings, embedder: of.embedder }) };
    return made.embedder;
  };
}

@Module({ controllers: [SearchController], providers: [Search, Related, byMeaning], exports: [Search] })
export class SearchModule {}
