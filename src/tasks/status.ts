/** The state of one task, for programs and pages that poll it. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { currentVersion } from '../content/versions.js';
import type { TaskState } from '../contract/task.js';
import { TaskRow } from '../database/entities/task.entity.js';
import { requireRole } from '../members/access.js';
import { problems } from '../http/problem.js';
import { contentTypeOf } from '../steps/lookup.js';
import { withOutlook } from './outlook.js';
import { resultPage } from './result-page.js';
import { toTask } from './task-view.js';
import { nameOf } from './task-names.js';

/** The form of all task keys; anything else is not even looked up. */
const KEY = /^[\w:-]{1,100}$/;

@Injectable()
export class Status {
  constructor(private readonly db: DataSource) {}

  /** The state of the newest task of the key. Throws the problem 404 where there is none, or the person may not see it. */
  async read(userId: string, projectId: string, key: string): Promise<TaskState> {
    const { manager } = this.db;
    const role = await requireRole(manager, projectId, userId, 'viewer');
    if (!KEY.test(key)) throw problems.notFound('This task');
    const rows = await manager
      .createQueryBuilder(TaskRow, 'task')
      .where('project_id = :projectId AND key = :key', { projectId, key })
      .orderBy('ordinal', 'DESC')
      .limit(1)
      .getMany();
    const [task] = await withOutlook(manager, rows.map(toTask));
    if (!task) throw problems.notFound('This task');
    // A draft can be opened while the next version of it is being written.
    const type = contentTypeOf(task.key);
    const isThere = type === null ? task.status === 'succeeded' : await currentVersion(manager, projectId, type);
    return {
      ...task,
      label: await nameOf(manager, task.key),
      action: isThere ? await resultPage(manager, projectId, task.key, role) : null,
    };
  }
}
