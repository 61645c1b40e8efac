import { Controller, HttpCode, Inject, Param, Put, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { UuidPipe } from '../http/uuid.pipe.js';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { count } from '../contract/answers.js';
import { someTasks } from '../contract/task.js';
import type { Task } from '../contract/task.js';
import { typed } from '../contract/text.js';
import { Describe } from '../http/describe.js';
import { Uploads } from './uploads.js';

/** The file's name as people know it; it never becomes a path. */
export const named = (unnamed: string) =>
  z.object({ filename: typed(z.string().trim().min(1).max(255)).default(unnamed) });
export type Named = z.infer<ReturnType<typeof named>>;

const TAKING_FILES = { 403: ['forbidden'], 413: ['too_large'], 422: ['empty_file'], 507: ['no_space'] };

@Controller('api/projects/:id')
export class UploadsController {
  constructor(@Inject(Uploads) private readonly uploads: Uploads) {}

  @Put('source')
  @HttpCode(202)
  @Describe({
    summary: 'Give the recording, in one piece',
    details: 'The raw file as body: `curl -T talk.mp4`. What may break off on the way goes to `/api/uploads`.',
    streams: 'application/octet-stream',
    answer: someTasks,
    problems: {
      ...TAKING_FILES,
      409: ['source_exists'],
      415: ['not_media'],
      429: ['task_limit'],
      507: ['no_space', 'storage_limit'],
    },
  })
  async source(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query({ schema: named('recording') }) { filename }: Named,
    @Req() request: Request,
  ): Promise<{ tasks: Task[] }> {
    const announced = Number(request.headers['content-length'] ?? 0);
    return { tasks: await this.uploads.source(caller.userId, id, filename, request, announced) };
  }

  @Put('captions')
  @HttpCode(202)
  @Describe({
    summary: 'Give captions, which become the transcript',
    details:
      'WebVTT, SRT, SBV, TTML, ASS, SSA or LRC as body, in whatever encoding. They may come before the recording; later ones take the place of its transcript.',
    streams: 'application/octet-stream',
    answer: someTasks.extend({ cues: count }),
    problems: { 403: ['forbidden'], 413: ['too_large'], 422: ['captions_invalid'] },
  })
  captions(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query({ schema: named('captions') }) { filename }: Named,
    @Req() request: Request,
  ): Promise<{ tasks: Task[]; cues: number }> {
    return this.uploads.captions(caller.userId, id, filename, request);
  }
}
