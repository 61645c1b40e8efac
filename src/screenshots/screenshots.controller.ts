import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { screenshot } from '../contract/content.js';
import type { Screenshot } from '../contract/content.js';
import { Describe, DescribedAs } from '../http/describe.js';
import { problems } from '../http/problem.js';
import { sendStream } from '../http/send-stored.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { Screenshots } from './screenshots.js';

const NOT_READY = { 404: ['not_ready'] };

@Controller('api/projects/:id')
@DescribedAs('Materials')
export class ScreenshotsController {
  constructor(@Inject(Screenshots) private readonly shots: Screenshots) {}

  @Get('screenshots')
  @Describe({ summary: 'All screenshots', answer: z.object({ items: z.array(screenshot) }), problems: NOT_READY })
  async screenshots(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<{ items: Screenshot[] }> {
    return { items: await this.shots.all(caller.userId, id) };
  }

  @Get('screenshots/:index.jpg')
  @Describe({ summary: 'One screenshot', answer: 'image/jpeg' })
  async screenshot(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('index') index: string,
    @Res() response: Response,
  ): Promise<void> {
    if (!/^\d{1,7}$/.test(index)) throw problems.notFound('This screenshot');
    const { body, sizeBytes } = await this.shots.picture(caller.userId, id, Number(index));
    // Browsers may keep it: a project's recording never changes, nor does the picture at this address.
    response.set({ 'Cache-Control': 'private, max-age=86400', 'Content-Length': String(sizeBytes) }).type('image/jpeg');
    await sendStream(response, body);
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
