import { Module } from '@nestjs/common';
import { UploadsModule } from '../uploads/uploads.module.js';
import { Projects } from './projects.js';
import { ProjectsController } from './projects.controller.js';
import { Sample } from './sample.js';

@Module({ imports: [UploadsModule], controllers: [ProjectsController], providers: [Projects, Sample] })
export class ProjectsModule {}
