import { Controller, Get, Param } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import type { Deed } from '../contract/activity.js';
import { deed } from '../contract/activity.js';
import { listOf } from '../contract/answers.js';
import type { List } from '../contract/answers.js';
import { Describe } from '../http/describe.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { Activity } from './activity.js';

@Controller('api/projects/:id/activity')
export class ActivityController {
  constructor(private readonly activity: Activity) {}

  @Get()
  @Describe({ summary: 'Who did what with its drafts, newest first', answer: listOf(deed) })
  async list(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<List<Deed>> {
    return { items: await this.activity.list(caller.userId, id), nextCursor: null };
  }
}
