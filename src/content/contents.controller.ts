import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import type { Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { listOf } from '../contract/answers.js';
import type { List } from '../contract/answers.js';
import type { Content, ContentVersion, SavedContent, VersionNamed, VersionsQuery } from '../contract/content.js';
import { content, contentVersion, nameVersion, saveContent, versionsQuery } from '../contract/content.js';
import { contentSummary } from '../contract/project.js';
import type { ContentSummary } from '../contract/project.js';
import { Describe } from '../http/describe.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { MAX_INT } from '../contract/text.js';
import { Contents, etagOf } from './contents.js';
import { exportFormats, Exports } from './exports.js';
import { ContentTypePipe } from './type.pipe.js';

const versionNumber = z.coerce.number().int().min(1).max(MAX_INT);

const exportQuery = z.object({
  format: z.enum(exportFormats).default('md').describe('`zip`: with the screenshots beside it.'),
});

const TAGGED = { ETag: 'For If-Match of a change.' };
const NOT_READY = { 404: ['not_ready'] };

@Controller('api/projects/:id/contents')
export class ContentsController {
  constructor(
    @Inject(Contents) private readonly contents: Contents,
    @Inject(Exports) private readonly exports: Exports,
  ) {}

  @Get()
  @Describe({ summary: 'The drafts of a project', answer: listOf(contentSummary) })
  async list(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<List<ContentSummary>> {
    return { items: await this.contents.list(caller.userId, id), nextCursor: null };
  }

  @Get(':type')
  @Describe({ summary: 'The newest version of a draft', answer: content, answerHeaders: TAGGED, problems: NOT_READY })
  async read(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type', ContentTypePipe) type: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Content> {
    return withTag(response, await this.contents.read(caller.userId, id, type));
  }

  @Put(':type')
  @Describe({
    summary: 'Save another version',
    requiredHeaders: { 'If-Match': 'The ETag of the version that this changes, or `*`.' },
    answer: content,
    answerHeaders: TAGGED,
    current: content,
    problems: { ...NOT_READY, 403: ['forbidden'], 412: ['version_conflict'], 428: ['precondition_required'] },
  })
  async save(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type', ContentTypePipe) type: string,
    @Body({ schema: saveContent }) wanted: SavedContent,
    @Headers('if-match') etag: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Content> {
    const saved = await this.contents.save(caller.userId, id, type, wanted, etag);
    return withTag(response, saved);
  }

  @Get(':type/export')
  @Describe({
    summary: 'A draft to take away',
    answer: '*/*',
    problems: { ...NOT_READY, 422: ['too_complex'], 503: ['busy'] },
  })
  async export(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type', ContentTypePipe) type: string,
    @Query({ schema: exportQuery }) { format }: z.infer<typeof exportQuery>,
    @Res() response: Response,
  ): Promise<void> {
    const exported = await this.exports.make(caller.userId, id, type, format);
    response.attachment(exported.filename).type(exported.type).set('Cache-Control', 'no-store');
    await pipeline(exported.body, response);
  }

  @Get(':type/versions')
  @Describe({ summary: 'Its versions, newest first', answer: listOf(contentVersion), problems: NOT_READY })
  async versions(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type', ContentTypePipe) type: string,
    @Query({ schema: versionsQuery }) { per }: VersionsQuery,
  ): Promise<List<ContentVersion>> {
    return { items: await this.contents.versions(caller.userId, id, type, per), nextCursor: null };
  }

  @Get(':type/versions/:version')
  @Describe({ summary: 'One of its versions', answer: content, problems: NOT_READY })
  version(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type', ContentTypePipe) type: string,
    @Param('version', { schema: versionNumber }) version: number,
  ): Promise<Content> {
    return this.contents.version(caller.userId, id, type, version);
  }

  @Patch(':type/versions/:version')
  @HttpCode(204)
  @Describe({
    summary: 'Give one of its versions a name',
    answer: null,
    problems: { ...NOT_READY, 403: ['forbidden'] },
  })
  nameVersion(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type', ContentTypePipe) type: string,
    @Param('version', { schema: versionNumber }) version: number,
    @Body({ schema: nameVersion }) { name }: VersionNamed,
  ): Promise<void> {
    return this.contents.nameVersion(caller.userId, id, type, version, name);
  }

  @Delete(':type/offer')
  @HttpCode(204)
  @Describe({
    summary: 'Leave a newer draft, which is offered beside one edited by hand, among the versions',
    answer: null,
    problems: { ...NOT_READY, 403: ['forbidden'] },
  })
  closeOffer(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type', ContentTypePipe) type: string,
  ): Promise<void> {
    return this.contents.closeOffer(caller.userId, id, type);
  }

  @Post(':type/versions/:version/restore')
  @Describe({
    summary: 'Make an older version the newest',
    answer: content,
    answerHeaders: TAGGED,
    problems: { ...NOT_READY, 403: ['forbidden'] },
  })
  async restore(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type', ContentTypePipe) type: string,
    @Param('version', { schema: versionNumber }) version: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Content> {
    return withTag(response, await this.contents.restore(caller.userId, id, type, version));
  }
}

function withTag(response: Response, content: Content): Content {
  response.set('ETag', etagOf(content));
  return content;
}
