import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Settings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { createEmbedder } from '../outside/language-model/create-embedder.js';
import { CallLedger } from '../usage/call-ledger.js';
import type { ByMeaning } from './related.js';
import { BY_MEANING, Related } from './related.js';
import { Search } from './search.js';
import { SearchController } from './search.controller.js';

const byMeaning = {
  provide: BY_MEANING,
  inject: [DataSource, SETTINGS],
  useFactory: (db: DataSource, settings: Settings): ByMeaning => ({
    embedder: createEmbedder(settings),
    calls: new CallLedger(db, settings.prices, settings.projectBudgetUsd),
  }),
};

@Module({ controllers: [SearchController], providers: [Search, Related, byMeaning], exports: [Search] })
export class SearchModule {}
