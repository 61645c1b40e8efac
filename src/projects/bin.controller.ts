import { Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { listOf } from '../contract/answers.js';
import type { List } from '../contract/answers.js';
import { BIN_DAYS } from '../contract/bin-days.js';
import type { Binned, ProjectSnapshot } from '../contract/project.js';
import { binned, projectSnapshot } from '../contract/project.js';
import { Describe } from '../http/describe.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { Bin } from './bin.js';

@Controller('api/bin')
export class BinController {
  constructor(@Inject(Bin) private readonly bin: Bin) {}

  @Get()
  @Describe({
    summary: 'The projects that you deleted, the latest first',
    details: `They lie here for ${BIN_DAYS} days, and their files count as yours until they are gone.`,
    answer: listOf(binned),
  })
  async list(@Who() caller: Caller): Promise<List<Binned>> {
    return { items: await this.bin.list(caller.userId), nextCursor: null };
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Describe({
    summary: 'Bring a deleted project back, with its people',
    details: 'What its deletion had cancelled goes on.',
    answer: projectSnapshot,
  })
  restore(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<ProjectSnapshot> {
    return this.bin.restore(caller.userId, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Describe({ summary: 'Delete it for good, with all its files', answer: null })
  remove(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<void> {
    return this.bin.removeForGood(caller.userId, id);
  }
}
