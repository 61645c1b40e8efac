import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { BIN_DAYS } from '../contract/bin-days.js';
import type { List } from '../contract/answers.js';
import { listOf } from '../contract/answers.js';
import type { FrameWanted, OwnPicture, WantedFrame } from '../contract/own-pictures.js';
import { ownPicture, wantedFrame, wantFrame } from '../contract/own-pictures.js';
import { Describe, DescribedAs } from '../http/describe.js';
import { problems } from '../http/problem.js';
import { sendStream } from '../http/send-stored.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { Storage } from '../outside/storage/storage.js';
import { OwnPictures } from './own-pictures.js';

@Controller('api/projects/:id')
@DescribedAs('Materials')
export class OwnPicturesController {
  constructor(
    @Inject(OwnPictures) private readonly pictures: OwnPictures,
    @Inject(Storage) private readonly storage: Storage,
  ) {}

  @Get('pictures')
  @Describe({ summary: 'Pictures that people put into drafts, newest first', answer: listOf(ownPicture) })
  async list(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<List<OwnPicture>> {
    return { items: await this.pictures.list(caller.userId, id), nextCursor: null };
  }

  @Post('pictures')
  @Describe({
    summary: 'Keep a picture for drafts',
    details: 'The raw file as body: JPEG, PNG, GIF or WebP, told by its bytes.',
    streams: 'application/octet-stream',
    answer: ownPicture,
    problems: {
      403: ['forbidden'],
      409: ['too_many_pictures'],
      413: ['too_large'],
      415: ['not_a_picture'],
      507: ['no_space', 'storage_limit'],
    },
  })
  add(@Who() caller: Caller, @Param('id', UuidPipe) id: string, @Req() request: Request): Promise<OwnPicture> {
    return this.pictures.add(caller.userId, id, request);
  }

  @Post('frames')
  @HttpCode(202)
  @Describe({
    summary: 'Take the very frame that is on screen at a moment',
    details: 'It becomes one of the pictures, under the same name each time.',
    answer: wantedFrame,
    problems: { 403: ['forbidden'], 404: ['not_ready'], 409: ['too_many_pictures'], 429: ['task_limit'] },
  })
  frame(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: wantFrame }) { atMs }: FrameWanted,
  ): Promise<WantedFrame> {
    return this.pictures.want(caller.userId, id, atMs);
  }

  @Get('pictures/:name')
  @Describe({
    summary: 'One of these pictures',
    optionalHeaders: { 'If-None-Match': 'An ETag.' },
    answer: '*/*',
    answerHeaders: { ETag: 'Of this picture.' },
    also: { 304: 'Unchanged' },
  })
  async picture(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('name') name: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { type, objectKey, sizeBytes } = await this.pictures.find(caller.userId, id, name);
    // It never changes, but the right to see it is checked each time.
    const etag = `"${name}"`;
    response.set({ 'Cache-Control': 'private, no-cache', ETag: etag }).type(type);
    if (request.headers['if-none-match'] === etag) return void response.status(304).end();
    if ((await this.storage.size(objectKey)) === null) throw problems.notFound('This picture');
    response.set('Content-Length', String(sizeBytes));
    await sendStream(response, await this.storage.get(objectKey));
  }

  @Delete('pictures/:name')
  @HttpCode(204)
  @Describe({
    summary: 'Delete one of these pictures that no draft shows',
    details: `It lies in the bin for ${BIN_DAYS} days. Older versions of drafts may have shown it.`,
    answer: null,
    problems: { 403: ['forbidden'], 409: ['picture_in_use'] },
  })
  remove(@Who() caller: Caller, @Param('id', UuidPipe) id: string, @Param('name') name: string): Promise<void> {
    return this.pictures.remove(caller.userId, id, name);
  }
}
