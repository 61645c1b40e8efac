import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import type { PageQuery } from '../contract/answers.js';
import { pageQuery } from '../contract/answers.js';
import { usage } from '../contract/usage.js';
import type { Usage } from '../contract/usage.js';
import { Describe } from '../http/describe.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { UsageReader } from './usage.js';

@Controller('api/projects/:id/usage')
export class UsageController {
  constructor(@Inject(UsageReader) private readonly usage: UsageReader) {}

  @Get()
  @Describe({ summary: 'What it has cost: calls to recogniser and language model, newest first', answer: usage })
  read(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query({ schema: pageQuery }) { cursor }: PageQuery,
  ): Promise<Usage> {
    return this.usage.read(caller.userId, id, cursor);
  }
}
