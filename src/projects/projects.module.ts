import { Module } from '@nestjs/common';
import { SearchModule } from '../search/search.module.js';
import { Bin } from './bin.js';
import { BinController } from './bin.controller.js';
import { Projects } from './projects.js';
import { ProjectsController } from './projects.controller.js';
import { Sample } from './sample.js';
import { TagsController } from './tags.controller.js';
import { UploadsModule } from '../uploads/uploads.module.js';

@Module({
  imports: [SearchModule, UploadsModule],
  controllers: [ProjectsController, BinController, TagsController],
  providers: [Projects, Bin, Sample],
})
export class ProjectsModule {}
