import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import type { TracksWanted } from '../contract/project.js';
import { chooseTracks, track } from '../contract/project.js';
import { someTasks } from '../contract/task.js';
import { Describe, DescribedAs } from '../http/describe.js';
import { sendStored } from '../http/send-stored.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { Storage } from '../outside/storage/storage.js';
import { Recording } from './recording.js';
import type { Chosen } from './track-choice.js';
import { TrackChoice } from './track-choice.js';
import { YouTubeKit } from './youtube-kit.js';

const sourceQuery = z.object({ download: z.string().optional().describe('To keep it as a file; any value.') });

/**
 * Who is removed reads on for so long by an address that they hold. What has begun goes on past its end; a player whose next range is refused
 * asks here again.
 */
const LENT_SECONDS = 60 * 60;

@Controller('api/projects/:id')
@DescribedAs('Materials')
export class RecordingController {
  constructor(
    @Inject(Recording) private readonly recording: Recording,
    @Inject(Storage) private readonly storage: Storage,
    @Inject(TrackChoice) private readonly choice: TrackChoice,
    @Inject(YouTubeKit) private readonly kit: YouTubeKit,
  ) {}

  @Get('youtube.zip')
  @Describe({
    summary: 'What it needs on YouTube',
    details:
      'Captions as WebVTT and SRT, chapters, the description where one was written, and pictures to choose a thumbnail from: what of these is there by now.',
    answer: 'application/zip',
    problems: { 404: ['not_ready'] },
  })
  async youTube(@Who() caller: Caller, @Param('id', UuidPipe) id: string, @Res() response: Response): Promise<void> {
    const { filename, body } = await this.kit.make(caller.userId, id);
    response.attachment(filename).type('application/zip').set('Cache-Control', 'no-store');
    await pipeline(body, response);
  }

  @Patch('source')
  @HttpCode(202)
  @Describe({
    summary: 'Choose which of its tracks are used',
    details:
      'By their `index` in `source.tracks`; `captions: null` has the sound listened to instead. What was made from the others is made anew, and drafts are marked stale.',
    answer: someTasks.extend({ tracks: z.array(track) }),
    problems: { 403: ['forbidden'], 404: ['not_ready'], 409: ['already_running', 'captions_given'] },
  })
  choose(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: chooseTracks }) wanted: TracksWanted,
  ): Promise<Chosen> {
    return this.choice.choose(caller.userId, id, wanted);
  }

  @Get('source')
  @Describe({
    summary: 'The recording as it was given',
    optionalHeaders: { Range: 'One range of bytes.', 'If-Range': 'An ETag.', 'If-None-Match': 'An ETag.' },
    answer: '*/*',
    answerHeaders: { ETag: 'Of these bytes.', 'Accept-Ranges': '`bytes`' },
    also: {
      206: 'The range that was asked for',
      304: 'Unchanged',
      302: 'To where the bucket gives it, for an hour, where browsers reach that',
    },
    problems: { 404: ['not_ready'], 416: ['range_not_satisfiable'] },
  })
  async source(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query({ schema: sourceQuery }) { download }: z.infer<typeof sourceQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { filename, ...file } = await this.recording.file(caller.userId, id);
    response.attachment(filename);
    if (download === undefined) {
      const named = String(response.getHeader('Content-Disposition')).replace(/^attachment/, 'inline');
      response.set('Content-Disposition', named);
    }
    const disposition = String(response.getHeader('Content-Disposition'));
    const elsewhere = await this.storage.presign(file.key, LENT_SECONDS, { type: file.type, disposition });
    if (elsewhere !== null) return response.set('Cache-Control', 'no-store').redirect(302, elsewhere);
    // A project's recording never changes, but the right to see it is checked each time.
    response.set('Cache-Control', 'private, no-cache');
    await sendStored(request, response, this.storage, file);
  }
}
