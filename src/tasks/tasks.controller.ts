import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { UuidPipe } from '../http/uuid.pipe.js';
import { Accounts } from '../auth/accounts.js';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { pageOf, pageQuery } from '../contract/answers.js';
import type { PageQuery } from '../contract/answers.js';
import { generate } from '../contract/content.js';
import type { GenerateRequest } from '../contract/content.js';
import { acceptStale, oneTask, someTasks, taskDetail } from '../contract/task.js';
import type { AcceptStale, Task, TaskDetail } from '../contract/task.js';
import { Describe } from '../http/describe.js';
import { Requests } from './requests.js';

const retryQuery = z.object({
  keepEdited: z.enum(['true', 'false']).optional().describe('For a draft, as in `generate`.'),
});

@Controller('api')
export class TasksController {
  constructor(
    @Inject(Requests) private readonly requests: Requests,
    @Inject(Accounts) private readonly accounts: Accounts,
  ) {}

  @Post('projects/:id/generate')
  @HttpCode(202)
  @Describe({
    summary: 'Have drafts written',
    details:
      'One task for each type: a new one, or the one that waits or runs already. Types: `GET /api/content-types`.',
    optionalHeaders: {
      'Idempotency-Key': 'The same key with the same request gets the same answer, and makes nothing new.',
    },
    answer: someTasks,
    answerHeaders: { Location: 'The first of the tasks.' },
    problems: {
      403: ['forbidden'],
      409: ['already_running'],
      422: ['idempotency_key_reused'],
      429: ['task_limit'],
    },
  })
  async generate(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: generate }) request: GenerateRequest,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ tasks: Task[] }> {
    const answer = await this.requests.generate(caller.userId, id, request, idempotencyKey);
    const [first] = answer.tasks;
    if (first) response.set('Location', `/api/tasks/${first.id}`);
    return answer;
  }

  @Post('projects/:id/accept-stale')
  @HttpCode(200)
  @Describe({
    summary: 'Say of what was made from older words that it is fine as it is',
    details:
      'For all members, until those words change once more. Answers the tasks of which that was not said before.',
    answer: someTasks,
    problems: { 403: ['forbidden'] },
  })
  acceptStale(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: acceptStale }) { tasks }: AcceptStale,
  ): Promise<{ tasks: Task[] }> {
    return this.requests.acceptStale(caller.userId, id, tasks);
  }

  @Get('projects/:id/tasks')
  @Describe({ summary: 'The tasks of a project, newest first', answer: pageOf(taskDetail) })
  list(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query({ schema: pageQuery }) { cursor }: PageQuery,
  ): Promise<{ items: TaskDetail[]; nextCursor: string | null }> {
    return this.requests.page(caller.userId, id, cursor, this.accounts.isAdministrator(caller));
  }

  @Get('tasks/:id')
  @Describe({ summary: 'A task with its attempts, parts and log lines', answer: taskDetail })
  read(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<TaskDetail> {
    return this.requests.read(caller.userId, id, this.accounts.isAdministrator(caller));
  }

  @Post('tasks/:id/retry')
  @HttpCode(202)
  @Describe({
    summary: 'Try an ended task again',
    details: 'For the newest of its key. Answers the new task, which shares finished parts with the old one.',
    answer: oneTask,
    problems: { 403: ['forbidden'], 409: ['invalid_transition', 'type_deleted'], 429: ['task_limit'] },
  })
  async retry(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Query({ schema: retryQuery }) { keepEdited }: z.infer<typeof retryQuery>,
  ): Promise<{ task: Task }> {
    return { task: await this.requests.retry(caller.userId, id, keepEdited === 'true') };
  }

  @Post('tasks/:id/cancel')
  @HttpCode(202)
  @Describe({
    summary: 'Cancel a task that waits or runs',
    answer: oneTask,
    problems: { 403: ['forbidden'], 409: ['invalid_transition'] },
  })
  async cancel(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<{ task: Task }> {
    return { task: await this.requests.cancel(caller.userId, id) };
  }
}
