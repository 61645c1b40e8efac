/** The moment a project has its recording. */
import type { ProjectTx } from '../events/project-tx.js';
import { SourceRow } from '../database/entities/project.entity.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { startedByUpload } from '../steps/lookup.js';
import type { Tasks } from '../tasks/tasks.js';
import { sourceExists } from './refusals.js';

export type NewSource = Pick<SourceRow, 'filename' | 'objectKey' | 'sizeBytes' | 'sha256'>;

/** Makes the stored file the project's recording, and adds the tasks that begin with it. Throws 409 `source_exists`. */
export async function startPipeline(tx: ProjectTx, tasks: Tasks, source: NewSource): Promise<TaskRow[]> {
  const { projectId } = tx;
  if (await tx.db.existsBy(SourceRow, { projectId })) throw sourceExists();
  await tx.db.insert(SourceRow, { projectId, ...source });
  tx.append('source.ready');
  const started: TaskRow[] = [];
  for (const key of startedByUpload) started.push(await tasks.create(tx, { key }));
  return started;
}
