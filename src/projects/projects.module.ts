import { Module } from '@nestjs/common';
import { Projects } from './projects.js';
import { ProjectsController } from './projects.controller.js';

@Module({ controllers: [ProjectsController], providers: [Projects] })
export class ProjectsModule {}
