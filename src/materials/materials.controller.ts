import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { pipeline } from 'node:stream/promises';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import type { Chapter, Screenshot, Transcript } from '../contract/content.js';
import { problems } from '../ops/problem.js';
import { UuidPipe } from '../ops/uuid.pipe.js';
import { toSrt, toText, toVtt } from '../transcript/captions.js';
import { chaptersToText, chaptersToVtt } from '../transcript/chapters.js';
import { Materials } from './materials.js';

/** What the pipeline made of the recording, before any draft. */
@Controller('api/projects/:id')
export class MaterialsController {
  constructor(@Inject(Materials) private readonly materials: Materials) {}

  @Get(['transcript', 'transcript.json'])
  transcript(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<Transcript> {
    return this.materials.transcript(caller.userId, id);
  }

  @Get('transcript.vtt')
  async transcriptVtt(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { segments } = await this.materials.transcript(caller.userId, id);
    response.type('text/vtt').send(toVtt(segments));
  }

  @Get('transcript.srt')
  async transcriptSrt(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { segments } = await this.materials.transcript(caller.userId, id);
    response.type('application/x-subrip').send(toSrt(segments));
  }

  @Get('transcript.txt')
  async transcriptText(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { segments } = await this.materials.transcript(caller.userId, id);
    response.type('text/plain').send(toText(segments));
  }

  @Get(['chapters', 'chapters.json'])
  async chapters(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<{ items: Chapter[] }> {
    return { items: await this.materials.chapters(caller.userId, id) };
  }

  @Get('chapters.txt')
  async chaptersText(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    response.type('text/plain').send(chaptersToText(await this.materials.chapters(caller.userId, id)));
  }

  @Get('chapters.vtt')
  async chaptersVtt(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    response.type('text/vtt').send(chaptersToVtt(await this.materials.chapters(caller.userId, id)));
  }

  @Get('screenshots')
  async screenshots(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<{ items: Screenshot[] }> {
    return { items: await this.materials.screenshots(caller.userId, id) };
  }

  @Get('screenshots/:file')
  async screenshot(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('file') file: string,
    @Res() response: Response,
  ): Promise<void> {
    const index = /^(\d{1,7})\.jpg$/.exec(file)?.[1];
    if (index === undefined) throw problems.notFound('This screenshot');
    const { body, sizeBytes } = await this.materials.screenshot(caller.userId, id, Number(index));
    // The name tells of the recording's bytes and the mark; a project never changes its recording.
    response.set({ 'Cache-Control': 'private, max-age=86400', 'Content-Length': String(sizeBytes) }).type('image/jpeg');
    await pipeline(body, response);
  }
}
