import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { AdministratorGuard } from './administrator.guard.js';
import { OperatorOwners } from './operator-owners.js';
import { OperatorTasks } from './operator-tasks.js';
import { OperatorWorkers } from './operator-workers.js';
import { OperatorsController } from './operators.controller.js';
import { Schedule } from './schedule.js';

/** In web processes: what operators see and do, over all projects. */
@Module({
  imports: [AuthModule, TasksModule],
  controllers: [OperatorsController],
  providers: [AdministratorGuard, OperatorTasks, OperatorWorkers, OperatorOwners, Schedule],
})
export class OperatorsModule {}
