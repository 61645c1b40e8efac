import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Public } from '../auth/signed-in.guard.js';
import { sendWithETag } from '../http/etag.js';
import { ApiDocument } from './api-document.js';
import { Describe } from '../http/describe.js';

/** For everyone: what is described here is no secret, and holds nobody's data. */
@Controller('api')
@Public()
export class DocsController {
  constructor(@Inject(ApiDocument) private readonly document: ApiDocument) {}

  @Get('openapi.json')
  @Describe({
    summary: 'This description',
    answer: [z.looseObject({ openapi: z.string() })],
    answerHeaders: { ETag: 'To ask with If-None-Match.' },
    also: { 304: 'Unchanged' },
  })
  openapi(@Req() request: Request, @Res() response: Response): void {
    response.set('Cache-Control', 'no-cache');
    sendWithETag(request, response, 'json', this.document.text);
  }
}
