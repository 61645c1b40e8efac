import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { UuidPipe } from '../http/uuid.pipe.js';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { pageOf } from '../contract/answers.js';
import { BIN_DAYS } from '../contract/bin-days.js';
import { createProject, projectCard, projectQuery, projectSnapshot, updateProject } from '../contract/project.js';
import type { NewProject, ProjectCard, ProjectChange, ProjectQuery, ProjectSnapshot } from '../contract/project.js';
import { Describe } from '../http/describe.js';
import { Bin } from './bin.js';
import { Projects } from './projects.js';
import { Sample } from './sample.js';

@Controller('api/projects')
export class ProjectsController {
  constructor(
    @Inject(Projects) private readonly projects: Projects,
    @Inject(Sample) private readonly sample: Sample,
    @Inject(Bin) private readonly bin: Bin,
  ) {}

  @Post()
  @Describe({ summary: 'Make a project', answer: projectSnapshot, problems: { 507: ['project_limit'] } })
  create(@Who() caller: Caller, @Body({ schema: createProject }) { title }: NewProject): Promise<ProjectSnapshot> {
    return this.projects.create(caller.userId, title);
  }

  @Post('sample')
  @Describe({
    summary: 'Make a project of a sample talk',
    details: 'A talk of two minutes, with captions, made by this server: to see what becomes of one.',
    answer: projectSnapshot,
    problems: {
      413: ['too_large'],
      429: ['task_limit'],
      503: ['sample_unavailable'],
      507: ['no_space', 'storage_limit', 'project_limit'],
    },
  })
  makeSample(@Who() caller: Caller): Promise<ProjectSnapshot> {
    return this.sample.make(caller.userId);
  }

  @Get()
  @Describe({ summary: 'Your projects, the newest first if you ask for nothing else', answer: pageOf(projectCard) })
  list(
    @Who() caller: Caller,
    @Query({ schema: projectQuery }) query: ProjectQuery,
  ): Promise<{ items: ProjectCard[]; nextCursor: string | null }> {
    return this.projects.page(caller.userId, query);
  }

  @Get(':id')
  @Describe({ summary: 'All of a project as it is now', answer: projectSnapshot })
  read(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<ProjectSnapshot> {
    return this.projects.snapshot(caller.userId, id);
  }

  @Patch(':id')
  @Describe({
    summary: 'Give it another title or other tags, or say what is spoken',
    details: [
      'The language goes to the recogniser, to what reads slides, and to chapters and drafts; null has it found out.',
      'What was made from another language is marked stale, and made again only when somebody asks.',
    ].join(' '),
    answer: projectSnapshot,
    problems: { 403: ['forbidden'] },
  })
  change(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: updateProject }) change: ProjectChange,
  ): Promise<ProjectSnapshot> {
    return this.projects.change(caller.userId, id, change);
  }

  @Delete(':id')
  @HttpCode(204)
  @Describe({
    summary: 'Delete it',
    details: `It is gone for everybody, and lies in the bin of who owned it for ${BIN_DAYS} days.`,
    answer: null,
    problems: { 403: ['forbidden'] },
  })
  remove(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<void> {
    return this.bin.put(caller.userId, id);
  }
}
