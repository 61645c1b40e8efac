import { Module } from '@nestjs/common';
import { SearchModule } from '../search/search.module.js';
import { Bin } from './bin.js';
import { BinController } from './bin.controller.js';
import { Projects } from './projects.js';
import { ProjectsController } from './projects.controller.js';
import { TagsController } from './tags.controller.js';

@Module({
  imports: [SearchModule],
  controllers: [ProjectsController, BinController, TagsController],
  providers: [Projects, Bin],
})
export class ProjectsModule {}
