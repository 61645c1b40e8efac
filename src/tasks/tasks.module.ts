import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { Requests } from './requests.js';
import { Status } from './status.js';
import { StatusController } from './status.controller.js';
import { TasksController } from './tasks.controller.js';

/** In web processes: what people ask of tasks. */
@Module({
  imports: [AuthModule],
  controllers: [TasksController, StatusController],
  providers: [Requests, Status],
  exports: [Requests],
})
export class TasksModule {}
