import { Body, Controller, Get, Headers, Inject, Param, Put, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { pageOf, pageQuery } from '../contract/answers.js';
import type { PageQuery } from '../contract/answers.js';
import type { Content } from '../contract/content.js';
import { content } from '../contract/content.js';
import type { Review, StateChange } from '../contract/reviews.js';
import { review, setState } from '../contract/reviews.js';
import { Describe } from '../http/describe.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { etagOf } from './contents.js';
import { Reviews } from './reviews.js';
import { ContentTypePipe } from './type.pipe.js';

/** A draft on its way through people: in review, approved or sent back, published. */
@Controller('api/projects/:id/contents/:type')
export class ReviewsController {
  constructor(@Inject(Reviews) private readonly reviews: Reviews) {}

  @Put('state')
  @Describe({
    summary: 'Ask for a review of a draft, approve it, send it back, or say that it is published',
    details: 'Everybody in the project hears of it. What it is already it stays.',
    requiredHeaders: { 'If-Match': 'The ETag of the version that is meant, or `*`.' },
    answer: content,
    answerHeaders: { ETag: 'For If-Match of a change.' },
    current: content,
    problems: {
      403: ['forbidden'],
      404: ['not_ready'],
      412: ['version_conflict'],
      428: ['precondition_required'],
    },
  })
  async set(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type', ContentTypePipe) type: string,
    @Body({ schema: setState }) wanted: StateChange,
    @Headers('if-match') etag: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Content> {
    const set = await this.reviews.set(caller, id, type, wanted, etag);
    response.set('ETag', etagOf(set));
    return set;
  }

  @Get('reviews')
  @Describe({ summary: 'What was said of a draft, newest first', answer: pageOf(review) })
  async list(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type', ContentTypePipe) type: string,
    @Query({ schema: pageQuery }) { cursor }: PageQuery,
  ): Promise<{ items: Review[]; nextCursor: string | null }> {
    return this.reviews.list(caller.userId, id, type, cursor);
  }
}
