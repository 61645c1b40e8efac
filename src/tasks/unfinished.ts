import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { TaskKey } from '../contract/task.js';
import { TaskRow } from '../database/entities/task.entity.js';

/** The one task of a key that waits or runs; null where there is none. */
export const unfinishedTask = (db: EntityManager, projectId: string, key: TaskKey): Promise<TaskRow | null> =>
  db.findOneBy(TaskRow, { projectId, key, status: In(['queued', 'running']) });
