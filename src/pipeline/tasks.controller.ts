import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UuidPipe } from '../ops/uuid.pipe.js';
import type { Caller } from '../auth/caller.js';
import { Who } from '../auth/signed-in.guard.js';
import { generate } from '../contract/content.js';
import type { Task, TaskDetail } from '../contract/task.js';
import { Requests } from './requests.js';

@Controller('api')
export class TasksController {
  constructor(@Inject(Requests) private readonly requests: Requests) {}

  @Post('projects/:id/generate')
  @HttpCode(202)
  async generate(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Body() body: unknown,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ tasks: Task[] }> {
    const answer = await this.requests.generate(caller.userId, id, generate.parse(body), idempotencyKey);
    const [first] = answer.tasks;
    if (first) response.set('Location', `/api/tasks/${first.id}`);
    return answer;
  }

  @Get('projects/:id/tasks')
  list(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<{ items: TaskDetail[]; nextCursor: null }> {
    return this.requests.list(caller.userId, id);
  }

  @Get('tasks/:id')
  read(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<TaskDetail> {
    return this.requests.read(caller.userId, id);
  }

  @Post('tasks/:id/retry')
  @HttpCode(202)
  async retry(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<{ task: Task }> {
    return { task: await this.requests.retry(caller.userId, id) };
  }

  @Post('tasks/:id/cancel')
  @HttpCode(202)
  async cancel(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<{ task: Task }> {
    return { task: await this.requests.cancel(caller.userId, id) };
  }
}
