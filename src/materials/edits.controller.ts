import { Body, Controller, Headers, Inject, Param, Patch, Put, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import type { Chapters, Transcript } from '../contract/content.js';
import { correctTranscript, replaceChapters } from '../contract/content.js';
import { UuidPipe } from '../ops/uuid.pipe.js';
import { Edits } from './edits.js';
import { withTag } from './materials.controller.js';

@Controller('api/projects/:id')
export class EditsController {
  constructor(@Inject(Edits) private readonly edits: Edits) {}

  /** Corrects lines by their index; an empty text takes one out. */
  @Patch('transcript')
  async correct(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Body() body: unknown,
    @Headers('if-match') etag: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Transcript> {
    return withTag(response, await this.edits.correct(caller.userId, id, correctTranscript.parse(body), etag));
  }

  @Put('chapters')
  async replaceChapters(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Body() body: unknown,
    @Headers('if-match') etag: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Chapters> {
    return withTag(response, await this.edits.replaceChapters(caller.userId, id, replaceChapters.parse(body), etag));
  }
}
