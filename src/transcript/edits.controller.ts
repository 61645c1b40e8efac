import { Body, Controller, Headers, Inject, Param, Patch, Put, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import type {
  Chapters,
  NewChapters,
  Speaker,
  SpeakerRenamed,
  Transcript,
  TranscriptCorrections,
} from '../contract/content.js';
import {
  chapters,
  correctTranscript,
  renameSpeaker,
  replaceChapters,
  speaker,
  transcript,
} from '../contract/content.js';
import { Describe } from '../http/describe.js';
import { withETag } from '../http/etag.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { Edits } from './edits.js';

const ONLY_IF = { 'If-Match': 'The ETag of what this changes, or `*`.' };
const TAGGED = { ETag: 'For If-Match.' };

@Controller('api/projects/:id')
export class EditsController {
  constructor(@Inject(Edits) private readonly edits: Edits) {}

  @Patch('transcript')
  @Describe({
    summary: 'Correct lines of the transcript',
    details: [
      'One of: other texts or speakers for lines, by their index, where an empty text takes one out; a line split in two; one joined with the next; lines put in the place of others.',
      'What was made from them is marked stale, unless the same people say the same words. A transcript that is made anew gets all of it again, where the lines are found as they were.',
    ].join(' '),
    optionalHeaders: ONLY_IF,
    answer: transcript,
    answerHeaders: TAGGED,
    current: transcript,
    problems: { 403: ['forbidden'], 404: ['not_ready'], 409: ['already_running'], 412: ['version_conflict'] },
  })
  async correct(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: correctTranscript }) corrections: TranscriptCorrections,
    @Headers('if-match') etag: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Transcript> {
    return withETag(response, await this.edits.correct(caller.userId, id, corrections, etag));
  }

  @Patch('speakers/:speakerId')
  @Describe({
    summary: 'Rename a speaker, everywhere',
    details: [
      'One name for all that somebody says: in the transcript, its files, and drafts written from then on. Drafts that have the old name are marked stale.',
      'Captions or a transcript that come later keep the name, if they call the speaker as the first ones did, or by this name.',
      'Two speakers may get the same name: they read as one and stay two, so that it can be undone.',
    ].join(' '),
    answer: speaker,
    problems: { 403: ['forbidden'] },
  })
  renameSpeaker(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('speakerId', UuidPipe) speakerId: string,
    @Body({ schema: renameSpeaker }) renamed: SpeakerRenamed,
  ): Promise<Speaker> {
    return this.edits.renameSpeaker(caller.userId, id, speakerId, renamed);
  }

  @Put('chapters')
  @Describe({
    summary: 'Replace all chapters',
    details:
      'The first begins at 0, each at least 10 seconds after the one before. What was made from them is marked stale.',
    optionalHeaders: ONLY_IF,
    answer: chapters,
    answerHeaders: TAGGED,
    current: chapters,
    problems: { 403: ['forbidden'], 404: ['not_ready'], 409: ['already_running'], 412: ['version_conflict'] },
  })
  async replaceChapters(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: replaceChapters }) replacement: NewChapters,
    @Headers('if-match') etag: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Chapters> {
    return withETag(response, await this.edits.replaceChapters(caller.userId, id, replacement, etag));
  }
}
