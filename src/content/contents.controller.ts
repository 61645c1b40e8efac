import { Body, Controller, Get, Headers, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { Public, Who } from '../auth/signed-in.guard.js';
import type { Content, ContentTypeInfo, ContentVersion } from '../contract/content.js';
import { saveContent } from '../contract/content.js';
import type { ContentSummary } from '../contract/project.js';
import { UuidPipe } from '../ops/uuid.pipe.js';
import { MAX_INT } from '../contract/text.js';
import { contentTypes } from './content-types.js';
import { Contents, etagOf } from './contents.js';
import { exportFormats, Exports } from './exports.js';

const number = z.coerce.number().int().min(1).max(MAX_INT);

const exportQuery = z.object({ format: z.enum(exportFormats).default('md') });

@Controller('api/content-types')
export class ContentTypesController {
  @Get()
  @Public()
  list(): { items: ContentTypeInfo[]; nextCursor: null } {
    const items = Object.entries(contentTypes).map(([id, { label, action, format, limit, description }]) => ({
      ...{ id, label, action, format, limit, description },
    }));
    return { items, nextCursor: null };
  }
}

@Controller('api/projects/:id/contents')
export class ContentsController {
  constructor(
    @Inject(Contents) private readonly contents: Contents,
    @Inject(Exports) private readonly exports: Exports,
  ) {}

  @Get()
  async list(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
  ): Promise<{ items: ContentSummary[]; nextCursor: null }> {
    return { items: await this.contents.list(caller.userId, id), nextCursor: null };
  }

  @Get(':type')
  async read(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type') type: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Content> {
    return withTag(response, await this.contents.read(caller.userId, id, type));
  }

  @Put(':type')
  async save(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type') type: string,
    @Body() body: unknown,
    @Headers('if-match') etag: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Content> {
    const saved = await this.contents.save(caller.userId, id, type, saveContent.parse(body).body, etag);
    return withTag(response, saved);
  }

  /** `format`: `md`, `html`, or `zip` with the screenshots beside it. */
  @Get(':type/export')
  async export(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type') type: string,
    @Query() query: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { format } = exportQuery.parse(query);
    const exported = await this.exports.make(caller.userId, id, type, format);
    response.attachment(exported.filename).type(exported.type).set('Cache-Control', 'no-store');
    await pipeline(exported.body, response);
  }

  @Get(':type/versions')
  async versions(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type') type: string,
  ): Promise<{ items: ContentVersion[]; nextCursor: null }> {
    return { items: await this.contents.versions(caller.userId, id, type), nextCursor: null };
  }

  @Get(':type/versions/:version')
  version(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type') type: string,
    @Param('version') version: string,
  ): Promise<Content> {
    return this.contents.version(caller.userId, id, type, number.parse(version));
  }

  @Post(':type/versions/:version/restore')
  async restore(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('type') type: string,
    @Param('version') version: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Content> {
    return withTag(response, await this.contents.restore(caller.userId, id, type, number.parse(version)));
  }
}

function withTag(response: Response, content: Content): Content {
  response.set('ETag', etagOf(content));
  return content;
}
