import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { problems } from '../ops/problem.js';
import { UuidPipe } from '../ops/uuid.pipe.js';
import type { NoticePage } from './notices.js';
import { Notices } from './notices.js';

const page = z.object({ cursor: z.string().optional() });

@Controller('api/notices')
export class NoticesController {
  constructor(@Inject(Notices) private readonly notices: Notices) {}

  @Get()
  list(@Who() caller: Caller, @Query() query: unknown): Promise<NoticePage> {
    return this.notices.page(caller.userId, page.parse(query).cursor);
  }

  @Post('seen')
  @HttpCode(204)
  seen(@Who() caller: Caller): Promise<void> {
    return this.notices.markSeen(caller.userId);
  }

  @Post(':id/dismiss')
  @HttpCode(204)
  async dismiss(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<void> {
    if (!(await this.notices.dismiss(caller.userId, id))) throw problems.notFound('This notice');
  }
}
