import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { chapters, screenshot, transcript } from '../contract/content.js';
import type { Chapters, Screenshot, Transcript } from '../contract/content.js';
import { Describe } from '../http/describe.js';
import { problems } from '../http/problem.js';
import { sendStored, sendStream } from '../http/send-stored.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { Storage } from '../outside/storage/storage.js';
import { toSrt, toText, toVtt } from '../transcript/captions.js';
import { chaptersToText, chaptersToVtt } from '../transcript/chapters.js';
import type { Tagged } from './materials.js';
import { Materials } from './materials.js';

const TAGGED = { ETag: 'For If-Match of a change.' };
const NOT_READY = { 404: ['not_ready'] };

const sourceQuery = z.object({ download: z.string().optional().describe('To keep it as a file; any value.') });

/** A player asks again and again while a long talk is watched, with pauses. */
const LENT_SECONDS = 6 * 60 * 60;

/** What the pipeline made of the recording, before any draft. */
@Controller('api/projects/:id')
export class MaterialsController {
  constructor(
    @Inject(Materials) private readonly materials: Materials,
    @Inject(Storage) private readonly storage: Storage,
  ) {}

  @Get(['transcript', 'transcript.json'])
  @Describe({ summary: 'What is said', answer: transcript, answerHeaders: TAGGED, problems: NOT_READY })
  async transcript(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Transcript> {
    return withTag(response, await this.materials.transcript(caller.userId, id));
  }

  @Get('transcript.vtt')
  @Describe({ summary: 'What is said, as WebVTT', answer: 'text/vtt', problems: NOT_READY })
  async transcriptVtt(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.materials.transcript(caller.userId, id);
    response.type('text/vtt').send(toVtt(value.segments));
  }

  @Get('transcript.srt')
  @Describe({ summary: 'What is said, as SRT', answer: 'application/x-subrip', problems: NOT_READY })
  async transcriptSrt(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.materials.transcript(caller.userId, id);
    response.type('application/x-subrip').send(toSrt(value.segments));
  }

  @Get('transcript.txt')
  @Describe({ summary: 'What is said, as plain text', answer: 'text/plain', problems: NOT_READY })
  async transcriptText(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.materials.transcript(caller.userId, id);
    response.type('text/plain').send(toText(value.segments));
  }

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
    return withTag(response, await this.materials.chapters(caller.userId, id));
  }

  @Get('chapters.txt')
  @Describe({ summary: "Chapters as YouTube's description box takes them", answer: 'text/plain', problems: NOT_READY })
  async chaptersText(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.materials.chapters(caller.userId, id);
    response.type('text/plain').send(chaptersToText(value.items));
  }

  @Get('chapters.vtt')
  @Describe({ summary: 'Chapters as WebVTT', answer: 'text/vtt', problems: NOT_READY })
  async chaptersVtt(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { value } = await this.materials.chapters(caller.userId, id);
    response.type('text/vtt').send(chaptersToVtt(value.items));
  }

  @Get('screenshots')
  @Describe({ summary: 'All screenshots', answer: z.object({ items: z.array(screenshot) }), problems: NOT_READY })
  async screenshots(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<{ items: Screenshot[] }> {
    return { items: await this.materials.screenshots(caller.userId, id) };
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
    const { body, sizeBytes } = await this.materials.screenshot(caller.userId, id, Number(index));
    // The name tells of the recording's bytes and the mark; a project never changes its recording.
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
    response.type('text/vtt').send(await this.materials.thumbnails(caller.userId, id));
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
      302: 'To where the bucket gives it, for some hours, where browsers reach that',
    },
    problems: { ...NOT_READY, 416: ['range_not_satisfiable'] },
  })
  async source(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query({ schema: sourceQuery }) { download }: z.infer<typeof sourceQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { filename, ...file } = await this.materials.source(caller.userId, id);
    response.attachment(filename);
    if (download === undefined) {
      const named = String(response.getHeader('Content-Disposition')).replace(/^attachment/, 'inline');
      response.set('Content-Disposition', named);
    }
    const disposition = String(response.getHeader('Content-Disposition'));
    const elsewhere = await this.storage.presign(file.key, LENT_SECONDS, { type: file.type, disposition });
    if (elsewhere !== null) return response.set('Cache-Control', 'no-store').redirect(302, elsewhere);
    // A project never changes its recording; who may see it is asked each time.
    response.set('Cache-Control', 'private, no-cache');
    await sendStored(request, response, this.storage, file);
  }
}

export function withTag<T>(response: Response, { etag, value }: Tagged<T>): T {
  response.set('ETag', etag);
  return value;
}
