import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { transcript } from '../contract/content.js';
import type { Transcript } from '../contract/content.js';
import { Describe, DescribedAs } from '../http/describe.js';
import { withETag } from '../http/etag.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { toSrt, toText, toVtt } from './captions/write.js';
import { TranscriptReader } from './reader.js';
import { named } from './speakers.js';

const TAGGED = { ETag: 'For If-Match of a change.' };
const NOT_READY = { 404: ['not_ready'] };

@Controller('api/projects/:id')
@DescribedAs('Materials')
export class TranscriptController {
  constructor(@Inject(TranscriptReader) private readonly reader: TranscriptReader) {}

  @Get('transcript')
  @Describe({ summary: 'What is said', answer: transcript, answerHeaders: TAGGED, problems: NOT_READY })
  async transcript(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Transcript> {
    return withETag(response, await this.reader.transcript(caller.userId, id));
  }

  @Get('transcript.json')
  @Describe({
    summary: 'What is said, with the times of words',
    details: 'They are there where a recogniser told them, and nobody changed the line.',
    answer: transcript,
    answerHeaders: TAGGED,
    problems: NOT_READY,
  })
  async transcriptJson(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Transcript> {
    return withETag(response, await this.reader.transcriptWithWords(caller.userId, id));
  }

  @Get('transcript.vtt')
  @Describe({ summary: 'What is said, as WebVTT', answer: 'text/vtt', problems: NOT_READY })
  async transcriptVtt(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.reader.transcriptWithWords(caller.userId, id);
    response.type('text/vtt').send(toVtt(named(value)));
  }

  @Get('transcript.srt')
  @Describe({ summary: 'What is said, as SRT', answer: 'application/x-subrip', problems: NOT_READY })
  async transcriptSrt(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.reader.transcriptWithWords(caller.userId, id);
    response.type('application/x-subrip').send(toSrt(named(value)));
  }

  @Get('transcript.txt')
  @Describe({ summary: 'What is said, as plain text', answer: 'text/plain', problems: NOT_READY })
  async transcriptText(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.reader.transcriptWithWords(caller.userId, id);
    response.type('text/plain').send(toText(named(value)));
  }
}
