import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { BIN_DAYS } from '../contract/bin-days.js';
import type { List } from '../contract/answers.js';
import { listOf } from '../contract/answers.js';
import type { ContextDocument } from '../contract/context-document.js';
import { contextDocument } from '../contract/context-document.js';
import { task } from '../contract/task.js';
import { Describe } from '../http/describe.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { named } from '../uploads/uploads.controller.js';
import { Documents } from './documents.js';

const documents = listOf(contextDocument);
const added = z.object({ task, document: contextDocument });
const filenameQuery = named('document');

@Controller('api/projects/:id/documents')
export class DocumentsController {
  constructor(@Inject(Documents) private readonly documents: Documents) {}

  @Get()
  @Describe({ summary: 'Documents given as context, in the order in which they were given', answer: documents })
  async list(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<List<ContextDocument>> {
    return { items: await this.documents.list(caller.userId, id), nextCursor: null };
  }

  @Post()
  @HttpCode(202)
  @Describe({
    summary: 'Give a document as context for drafts',
    details: 'The raw file as body: PDF, Markdown, plain text or HTML. Its task reads it, and drafts wait for that.',
    streams: 'application/octet-stream',
    answer: added,
    problems: {
      403: ['forbidden'],
      409: ['too_many_documents'],
      413: ['too_large'],
      415: ['not_a_document'],
      422: ['empty_file'],
      429: ['task_limit'],
      507: ['no_space', 'storage_limit'],
    },
  })
  add(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query({ schema: filenameQuery }) { filename }: z.infer<typeof filenameQuery>,
    @Req() request: Request,
  ): Promise<z.infer<typeof added>> {
    return this.documents.add(caller.userId, id, filename, request);
  }

  @Delete(':documentId')
  @HttpCode(204)
  @Describe({
    summary: 'Remove a document; drafts that waited for it go on',
    details: `It lies in the bin for ${BIN_DAYS} days.`,
    answer: null,
    problems: { 403: ['forbidden'] },
  })
  remove(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('documentId', UuidPipe) documentId: string,
  ): Promise<void> {
    return this.documents.remove(caller.userId, id, documentId);
  }
}
