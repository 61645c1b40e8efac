import { Controller, HttpCode, Inject, Param, Put, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { UuidPipe } from '../ops/uuid.pipe.js';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import type { Task } from '../contract/task.js';
import { typed } from '../contract/text.js';
import { Uploads } from './uploads.js';

/** The file's name as people know it; it never becomes a path. */
const named = (unnamed: string) => z.object({ filename: typed(z.string().trim().min(1).max(255)).default(unnamed) });

@Controller('api/projects/:id')
export class UploadsController {
  constructor(@Inject(Uploads) private readonly uploads: Uploads) {}

  /** The raw file as body, streamed to the storage. */
  @Put('source')
  @HttpCode(202)
  async source(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query() query: unknown,
    @Req() request: Request,
  ): Promise<{ tasks: Task[] }> {
    const { filename } = named('recording').parse(query);
    const announced = Number(request.headers['content-length'] ?? 0);
    return { tasks: await this.uploads.source(caller.userId, id, filename, request, announced) };
  }

  @Put('captions')
  @HttpCode(202)
  captions(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query() query: unknown,
    @Req() request: Request,
  ): Promise<{ tasks: Task[]; cues: number }> {
    const { filename } = named('captions').parse(query);
    return this.uploads.captions(caller.userId, id, filename, request);
  }
}
