import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { UuidPipe } from '../ops/uuid.pipe.js';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { createProject, updateProject } from '../contract/project.js';
import { MAX_INT } from '../contract/text.js';
import type { ProjectSnapshot, ProjectSummary } from '../contract/project.js';
import type { ProjectEvent } from '../contract/realtime.js';
import { Projects } from './projects.js';

const page = z.object({ cursor: z.string().optional() });
const since = z.object({ after: z.coerce.number().int().min(0).max(MAX_INT).default(0) });

@Controller('api/projects')
export class ProjectsController {
  constructor(@Inject(Projects) private readonly projects: Projects) {}

  @Post()
  create(@Who() caller: Caller, @Body() body: unknown): Promise<ProjectSnapshot> {
    return this.projects.create(caller.userId, createProject.parse(body).title);
  }

  @Get()
  list(
    @Who() caller: Caller,
    @Query() query: unknown,
  ): Promise<{ items: ProjectSummary[]; nextCursor: string | null }> {
    return this.projects.page(caller.userId, page.parse(query).cursor);
  }

  @Get(':id')
  read(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<ProjectSnapshot> {
    return this.projects.snapshot(caller.userId, id);
  }

  @Patch(':id')
  rename(@Who() caller: Caller, @Param('id', UuidPipe) id: string, @Body() body: unknown): Promise<ProjectSnapshot> {
    return this.projects.rename(caller.userId, id, updateProject.parse(body).title);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<void> {
    return this.projects.remove(caller.userId, id);
  }

  @Get(':id/events')
  events(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query() query: unknown,
  ): Promise<{ events: ProjectEvent[]; lastSeq: number }> {
    return this.projects.events(caller.userId, id, since.parse(query).after);
  }
}
