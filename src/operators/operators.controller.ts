import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, UseGuards } from '@nestjs/common';
import { listOf, pageOf } from '../contract/answers.js';
import type { List } from '../contract/answers.js';
import {
  drain,
  operatorOwner,
  operatorTask,
  operatorTasksQuery,
  operatorWorker,
  ownersQuery,
  scheduledWork,
} from '../contract/operators.js';
import type {
  Drain,
  OperatorOwner,
  OperatorTask,
  OperatorTasksQuery,
  OperatorWorker,
  OwnersQuery,
  ScheduledWork,
} from '../contract/operators.js';
import { oneTask, taskDetail } from '../contract/task.js';
import type { Task, TaskDetail } from '../contract/task.js';
import { Describe } from '../http/describe.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { AdministratorGuard } from './administrator.guard.js';
import { OperatorOwners } from './operator-owners.js';
import { OperatorTasks } from './operator-tasks.js';
import { OperatorWorkers } from './operator-workers.js';
import { Schedule } from './schedule.js';

const forbidden = { 403: ['forbidden'] } as const;

/** All projects, for who runs this Devreel. */
@Controller('api/admin')
@UseGuards(AdministratorGuard)
export class OperatorsController {
  constructor(
    private readonly tasks: OperatorTasks,
    private readonly workers: OperatorWorkers,
    private readonly owners: OperatorOwners,
    private readonly schedule: Schedule,
  ) {}

  @Get('tasks')
  @Describe({
    summary: 'Tasks of all projects by state and age, for administrators',
    details: 'Of those that ended, the newest of each key.',
    answer: pageOf(operatorTask),
    problems: forbidden,
  })
  listTasks(
    @Query({ schema: operatorTasksQuery }) query: OperatorTasksQuery,
  ): Promise<{ items: OperatorTask[]; nextCursor: string | null }> {
    return this.tasks.list(query);
  }

  @Get('tasks/:id')
  @Describe({
    summary: 'A task of any project with its attempts, parts and log lines, for administrators',
    answer: taskDetail,
    problems: forbidden,
  })
  readTask(@Param('id', UuidPipe) id: string): Promise<TaskDetail> {
    return this.tasks.read(id);
  }

  @Post('tasks/:id/retry')
  @HttpCode(202)
  @Describe({
    summary: 'Try an ended task of any project again, for administrators',
    answer: oneTask,
    problems: { ...forbidden, 409: ['invalid_transition', 'type_deleted'] },
  })
  async retry(@Param('id', UuidPipe) id: string): Promise<{ task: Task }> {
    return { task: await this.tasks.retry(id) };
  }

  @Post('tasks/:id/cancel')
  @HttpCode(202)
  @Describe({
    summary: 'Cancel a task of any project, for administrators',
    answer: oneTask,
    problems: { ...forbidden, 409: ['invalid_transition'] },
  })
  async cancel(@Param('id', UuidPipe) id: string): Promise<{ task: Task }> {
    return { task: await this.tasks.cancel(id) };
  }

  @Post('tasks/:id/release')
  @HttpCode(202)
  @Describe({
    summary: 'Lift the quarantine of a task, for administrators',
    details:
      'Its crashes are forgotten: it may run beside any other task again, until its worker has crashed as often anew.',
    answer: oneTask,
    problems: { ...forbidden, 409: ['not_quarantined'] },
  })
  async release(@Param('id', UuidPipe) id: string): Promise<{ task: Task }> {
    return { task: await this.tasks.release(id) };
  }

  @Get('workers')
  @Describe({
    summary: 'The worker processes one by one, for administrators',
    answer: listOf(operatorWorker),
    problems: forbidden,
  })
  async listWorkers(): Promise<List<OperatorWorker>> {
    return { items: await this.workers.list(), nextCursor: null };
  }

  @Put('workers/:id/drain')
  @Describe({
    summary: 'Have a worker take nothing new, or take work again, for administrators',
    details: 'It ends what it has, and stays. With `running` at 0 it can be stopped without any task noticing.',
    answer: operatorWorker,
    problems: forbidden,
  })
  drain(@Param('id', UuidPipe) id: string, @Body({ schema: drain }) { isDraining }: Drain): Promise<OperatorWorker> {
    return this.workers.drain(id, isDraining);
  }

  @Get('owners')
  @Describe({
    summary: 'The hundred owners with most stored, or most spent, for administrators',
    answer: listOf(operatorOwner),
    problems: forbidden,
  })
  async listOwners(@Query({ schema: ownersQuery }) { by = 'storage' }: OwnersQuery): Promise<List<OperatorOwner>> {
    return { items: await this.owners.list(by), nextCursor: null };
  }

  @Get('schedule')
  @Describe({
    summary: 'Scheduled work, with its last run and its next, for administrators',
    answer: listOf(scheduledWork),
    problems: forbidden,
  })
  async listSchedule(): Promise<List<ScheduledWork>> {
    return { items: await this.schedule.list(), nextCursor: null };
  }

  @Post('schedule/:name/run')
  @HttpCode(202)
  @Describe({
    summary: 'Have scheduled work done now, for administrators',
    details: 'By the next free worker. Its plan stays as it is.',
    answer: null,
    problems: forbidden,
  })
  run(@Param('name') name: string): Promise<void> {
    return this.schedule.trigger(name);
  }
}
