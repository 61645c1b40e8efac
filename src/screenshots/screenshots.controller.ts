import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { screenshot, screenshotQuery } from '../contract/content.js';
import type { Screenshot, ScreenshotQuery } from '../contract/content.js';
import { Describe, DescribedAs } from '../http/describe.js';
import { problems } from '../http/problem.js';
import { sendStream } from '../http/send-stored.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { Storage } from '../outside/storage/storage.js';
import { Screenshots } from './screenshots.js';

const NOT_READY = { 404: ['not_ready'] };

@Controller('api/projects/:id')
@DescribedAs('Materials')
export class ScreenshotsController {
  constructor(
    @Inject(Screenshots) private readonly shots: Screenshots,
    @Inject(Storage) private readonly storage: Storage,
  ) {}

  @Get('screenshots')
  @Describe({ summary: 'All screenshots', answer: z.object({ items: z.array(screenshot) }), problems: NOT_READY })
  async screenshots(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<{ items: Screenshot[] }> {
    return { items: await this.shots.all(caller.userId, id) };
  }

  @Get('screenshots/:index.jpg')
  @Describe({
    summary: 'One screenshot',
    optionalHeaders: { 'If-None-Match': 'An ETag.' },
    answer: 'image/jpeg',
    answerHeaders: { ETag: 'Of this picture.' },
    also: { 304: 'Unchanged' },
  })
  async screenshot(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('index') index: string,
    @Query({ schema: screenshotQuery }) { w }: ScreenshotQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (!/^\d{1,7}$/.test(index)) throw problems.notFound('This screenshot');
    const { key, etag, sizeBytes } = await this.shots.picture(caller.userId, id, Number(index), w);
    // It is another picture at this address when another track of the recording is chosen.
    response.set({ 'Cache-Control': 'private, no-cache', ETag: etag }).type('image/jpeg');
    if (request.headers['if-none-match'] === etag) return void response.status(304).end();
    response.set('Content-Length', String(sizeBytes));
    await sendStream(response, await this.storage.get(key));
  }

  @Get('thumbnails.vtt')
  @Describe({
    summary: "A WebVTT track of the screenshots, for a player's preview",
    answer: 'text/vtt',
    problems: NOT_READY,
  })
  async thumbnails(@Who() caller: Caller, @Param('id', UuidPipe) id: string, @Res() response: Response): Promise<void> {
    response.type('text/vtt').send(await this.shots.thumbnails(caller.userId, id));
  }
}
