import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { chapters } from '../contract/content.js';
import type { Chapters } from '../contract/content.js';
import { Describe, DescribedAs } from '../http/describe.js';
import { withETag } from '../http/etag.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { chaptersToText, chaptersToVtt } from './chapters.js';
import { TranscriptReader } from './reader.js';

const TAGGED = { ETag: 'For If-Match of a change.' };
const NOT_READY = { 404: ['not_ready'] };

@Controller('api/projects/:id')
@DescribedAs('Materials')
export class ChaptersController {
  constructor(@Inject(TranscriptReader) private readonly reader: TranscriptReader) {}

  @Get(['chapters', 'chapters.json'])
  @Describe({
    summary: 'What it is about, one after another',
    answer: chapters,
    answerHeaders: TAGGED,
    problems: NOT_READY,
  })
  async chapters(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Chapters> {
    return withETag(response, await this.reader.chapters(caller.userId, id));
  }

  @Get('chapters.txt')
  @Describe({ summary: "Chapters as YouTube's description box takes them", answer: 'text/plain', problems: NOT_READY })
  async chaptersText(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.reader.chapters(caller.userId, id);
    response.type('text/plain').send(chaptersToText(value.items));
  }

  @Get('chapters.vtt')
  @Describe({ summary: 'Chapters as WebVTT', answer: 'text/vtt', problems: NOT_READY })
  async chaptersVtt(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.reader.chapters(caller.userId, id);
    response.type('text/vtt').send(chaptersToVtt(value.items));
  }
}
