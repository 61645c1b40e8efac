import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { ContentTypePipe } from '../content/type.pipe.js';
import { BIN_DAYS } from '../contract/bin-days.js';
import type { List } from '../contract/answers.js';
import { listOf } from '../contract/answers.js';
import type { ContentTypeInfo } from '../contract/content.js';
import { contentTypeInfo } from '../contract/content.js';
import type { ContentTypeChange, ContentTypesQuery, NewContentType } from '../contract/own-types.js';
import { changeContentType, contentTypesQuery, newContentType } from '../contract/own-types.js';
import { Describe } from '../http/describe.js';
import { OwnTypes } from './own-types.js';

@Controller('api/content-types')
export class ContentTypesController {
  constructor(@Inject(OwnTypes) private readonly types: OwnTypes) {}

  @Get()
  @Describe({
    summary: 'The kinds of drafts',
    details:
      'Those that come with Devreel, then those that people made: your own, and those of the owners of projects that you are a member of.',
    answer: listOf(contentTypeInfo),
    problems: { 404: ['not_found'] },
  })
  async list(
    @Who() caller: Caller,
    @Query({ schema: contentTypesQuery }) { projectId }: ContentTypesQuery,
  ): Promise<List<ContentTypeInfo>> {
    return { items: await this.types.list(caller.userId, projectId), nextCursor: null };
  }

  @Post()
  @HttpCode(201)
  @Describe({
    summary: 'Make a kind of draft of your own',
    details: 'It can be written at once in every project that you own, by all of its editors.',
    answer: contentTypeInfo,
    problems: { 409: ['too_many_content_types'] },
  })
  add(@Who() caller: Caller, @Body({ schema: newContentType }) wanted: NewContentType): Promise<ContentTypeInfo> {
    return this.types.add(caller.userId, wanted);
  }

  @Patch(':id')
  @Describe({
    summary: 'Change a kind of draft of your own',
    details:
      'What is written from now on follows the change; what is written already stays as it is. Name, action and limit are shown anew at once.',
    answer: contentTypeInfo,
    problems: { 403: ['forbidden'] },
  })
  change(
    @Who() caller: Caller,
    @Param('id', ContentTypePipe) id: string,
    @Body({ schema: changeContentType }) wanted: ContentTypeChange,
  ): Promise<ContentTypeInfo> {
    return this.types.change(caller.userId, id, wanted);
  }

  @Delete(':id')
  @HttpCode(204)
  @Describe({
    summary: 'Delete a kind of draft of your own',
    details: `What was written of it stays, with its name, and can be read, changed and exported. What is not written yet is cancelled. It lies in the bin for ${BIN_DAYS} days.`,
    answer: null,
    problems: { 403: ['forbidden'] },
  })
  remove(@Who() caller: Caller, @Param('id', ContentTypePipe) id: string): Promise<void> {
    return this.types.remove(caller.userId, id);
  }
}
