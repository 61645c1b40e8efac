import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import type { Chapters, Screenshot, Transcript } from '../contract/content.js';
import { problems } from '../ops/problem.js';
import { sendStored, sendStream } from '../ops/send-stored.js';
import { UuidPipe } from '../ops/uuid.pipe.js';
import { Storage } from '../outside/storage.js';
import { toSrt, toText, toVtt } from '../transcript/captions.js';
import { chaptersToText, chaptersToVtt } from '../transcript/chapters.js';
import type { Tagged } from './materials.js';
import { Materials } from './materials.js';

/** What the pipeline made of the recording, before any draft. */
@Controller('api/projects/:id')
export class MaterialsController {
  constructor(
    @Inject(Materials) private readonly materials: Materials,
    @Inject(Storage) private readonly storage: Storage,
  ) {}

  @Get(['transcript', 'transcript.json'])
  async transcript(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Transcript> {
    return withTag(response, await this.materials.transcript(caller.userId, id));
  }

  @Get('transcript.vtt')
  async transcriptVtt(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.materials.transcript(caller.userId, id);
    response.type('text/vtt').send(toVtt(value.segments));
  }

  @Get('transcript.srt')
  async transcriptSrt(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.materials.transcript(caller.userId, id);
    response.type('application/x-subrip').send(toSrt(value.segments));
  }

  @Get('transcript.txt')
  async transcriptText(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.materials.transcript(caller.userId, id);
    response.type('text/plain').send(toText(value.segments));
  }

  @Get(['chapters', 'chapters.json'])
  async chapters(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Chapters> {
    return withTag(response, await this.materials.chapters(caller.userId, id));
  }

  @Get('chapters.txt')
  async chaptersText(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.materials.chapters(caller.userId, id);
    response.type('text/plain').send(chaptersToText(value.items));
  }

  @Get('chapters.vtt')
  async chaptersVtt(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.materials.chapters(caller.userId, id);
    response.type('text/vtt').send(chaptersToVtt(value.items));
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
    await sendStream(response, body);
  }

  @Get('thumbnails.vtt')
  async thumbnails(@Who() caller: Caller, @Param('id', UuidPipe) id: string, @Res() response: Response): Promise<void> {
    response.type('text/vtt').send(await this.materials.thumbnails(caller.userId, id));
  }

  /** The recording as it was given, in ranges where they are asked for; `?download` to keep it. */
  @Get('source')
  async source(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query('download') download: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { filename, ...file } = await this.materials.source(caller.userId, id);
    response.attachment(filename);
    if (download === undefined) {
      const named = String(response.getHeader('Content-Disposition')).replace(/^attachment/, 'inline');
      response.set('Content-Disposition', named);
    }
    // A project never changes its recording; who may see it is asked each time.
    response.set('Cache-Control', 'private, no-cache');
    await sendStored(request, response, this.storage, file);
  }
}

export function withTag<T>(response: Response, { etag, value }: Tagged<T>): T {
  response.set('ETag', etag);
  return value;
}
