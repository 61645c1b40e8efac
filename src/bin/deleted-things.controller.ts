import { Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import type { List } from '../contract/answers.js';
import { BIN_DAYS } from '../contract/bin-days.js';
import type { DeletedThing } from '../contract/deleted-things.js';
import { deletedThings } from '../contract/deleted-things.js';
import { Describe, DescribedAs } from '../http/describe.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { DeletedThings } from './deleted-things.js';

@Controller('api/bin/things')
@DescribedAs('Bin')
export class DeletedThingsController {
  constructor(@Inject(DeletedThings) private readonly things: DeletedThings) {}

  @Get()
  @Describe({
    summary: 'What else was deleted: documents, pictures, links and kinds of drafts, the latest first',
    details: `Those of projects in which you may write, and your own kinds of drafts. They lie here for ${BIN_DAYS} days, and their files count until they are gone.`,
    answer: deletedThings,
  })
  async list(@Who() caller: Caller): Promise<List<DeletedThing>> {
    return { items: await this.things.list(caller.userId), nextCursor: null };
  }

  @Post(':id/restore')
  @HttpCode(204)
  @Describe({
    summary: 'Bring one of them back',
    details: 'A document is read again; a link is good again. 422 where another kind of draft has its name by now.',
    answer: null,
    problems: {
      403: ['forbidden'],
      409: ['too_many_documents', 'too_many_pictures', 'too_many_shares', 'too_many_content_types'],
      422: ['invalid_request'],
    },
  })
  restore(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<void> {
    return this.things.restore(caller.userId, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Describe({
    summary: 'Delete one of them for good, with its file',
    answer: null,
    problems: { 403: ['forbidden'] },
  })
  remove(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<void> {
    return this.things.removeForGood(caller.userId, id);
  }
}
