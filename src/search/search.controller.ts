import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import type { RelatedHits, RelatedQuery, SearchHits, SearchQuery } from '../contract/search.js';
import { relatedHits, relatedQuery, searchHits, searchQuery } from '../contract/search.js';
import { Describe } from '../http/describe.js';
import { Related } from './related.js';
import { Search } from './search.js';

@Controller('api/search')
export class SearchController {
  constructor(
    @Inject(Search) private readonly search: Search,
    @Inject(Related) private readonly related: Related,
  ) {}

  @Get()
  @Describe({
    summary: 'What was said, written and given in your projects, the best first',
    answer: searchHits,
    problems: { 404: ['not_found'] },
  })
  find(@Who() caller: Caller, @Query({ schema: searchQuery }) query: SearchQuery): Promise<SearchHits> {
    return this.search.page(caller.userId, query);
  }

  @Get('related')
  @Describe({
    summary: 'What says something near to it in other words, in one project, the nearest first',
    answer: relatedHits,
    problems: { 404: ['not_found'], 503: ['vendor_unavailable'] },
  })
  near(@Who() caller: Caller, @Query({ schema: relatedQuery }) query: RelatedQuery): Promise<RelatedHits> {
    return this.related.to(caller.userId, query);
  }
}
