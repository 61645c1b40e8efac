import { Controller, Get, Inject } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { listOf } from '../contract/answers.js';
import type { List } from '../contract/answers.js';
import type { TagInUse } from '../contract/project.js';
import { tagInUse } from '../contract/project.js';
import { Describe } from '../http/describe.js';
import { Projects } from './projects.js';

@Controller('api/tags')
export class TagsController {
  constructor(@Inject(Projects) private readonly projects: Projects) {}

  @Get()
  @Describe({ summary: 'The tags of your projects, and how many have each', answer: listOf(tagInUse) })
  async list(@Who() caller: Caller): Promise<List<TagInUse>> {
    return { items: await this.projects.tags(caller.userId), nextCursor: null };
  }
}
