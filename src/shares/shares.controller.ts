import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { BIN_DAYS } from '../contract/bin-days.js';
import type { List } from '../contract/answers.js';
import { createShare, shareList, shareWithLink } from '../contract/shares.js';
import type { NewShare, Share, ShareWithLink } from '../contract/shares.js';
import { Describe } from '../http/describe.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { Shares } from './shares.js';

/** Links by which a project is read without an account. */
@Controller('api/projects/:id/shares')
export class SharesController {
  constructor(@Inject(Shares) private readonly shares: Shares) {}

  @Post()
  @Describe({
    summary: 'Make a link to read it without an account',
    details:
      'It leads to a page with what was chosen: the recording with its chapters, the transcript, drafts as they are then.',
    answer: shareWithLink,
    problems: { 403: ['forbidden'], 409: ['too_many_shares'] },
  })
  create(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: createShare }) wanted: NewShare,
  ): Promise<ShareWithLink> {
    return this.shares.create(caller.userId, id, wanted);
  }

  @Get()
  @Describe({ summary: 'Its links, and how often they were used', answer: shareList })
  async list(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<List<Share>> {
    return { items: await this.shares.list(caller.userId, id), nextCursor: null };
  }

  @Delete(':shareId')
  @HttpCode(204)
  @Describe({
    summary: 'End a link',
    details: `It lies in the bin for ${BIN_DAYS} days; brought back, it is good again.`,
    answer: null,
    problems: { 403: ['forbidden'] },
  })
  async remove(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('shareId', UuidPipe) shareId: string,
  ): Promise<void> {
    await this.shares.remove(caller.userId, id, shareId);
  }
}
