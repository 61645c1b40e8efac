import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { pageQuery } from '../contract/answers.js';
import type { PageQuery } from '../contract/answers.js';
import { noticePage } from '../contract/realtime.js';
import type { NoticePage } from '../contract/realtime.js';
import { Describe } from '../http/describe.js';
import { problems } from '../http/problem.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { Notices } from './notices.js';

@Controller('api/notices')
export class NoticesController {
  constructor(@Inject(Notices) private readonly notices: Notices) {}

  @Get()
  @Describe({ summary: 'What the bell shows, over all your projects, newest first', answer: noticePage })
  list(@Who() caller: Caller, @Query({ schema: pageQuery }) { cursor }: PageQuery): Promise<NoticePage> {
    return this.notices.page(caller.userId, cursor);
  }

  @Post('seen')
  @HttpCode(204)
  @Describe({ summary: 'All there are by now are seen', answer: null })
  seen(@Who() caller: Caller): Promise<void> {
    return this.notices.markSeen(caller.userId);
  }

  @Post(':id/dismiss')
  @HttpCode(204)
  @Describe({ summary: 'Dismiss one, in all your tabs and on all your devices', answer: null })
  async dismiss(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<void> {
    if (!(await this.notices.dismiss(caller.userId, id))) throw problems.notFound('This notice');
  }
}
