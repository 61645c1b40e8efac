import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { deed } from '../contract/activity.js';
import { pageOf, pageQuery } from '../contract/answers.js';
import type { PageQuery } from '../contract/answers.js';
import { Describe } from '../http/describe.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import type { Deeds } from './activity.js';
import { Activity } from './activity.js';

@Controller('api/projects/:id/activity')
export class ActivityController {
  constructor(private readonly activity: Activity) {}

  @Get()
  @Describe({ summary: 'Who did what with its drafts, newest first', answer: pageOf(deed) })
  list(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query({ schema: pageQuery }) { cursor }: PageQuery,
  ): Promise<Deeds> {
    return this.activity.list(caller.userId, id, cursor);
  }
}
