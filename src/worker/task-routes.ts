/** The route of a task, as `src/routes.ts` must offer it. */
import type { pipelineTask } from './pipeline-task.js';

/** Works on one task of a lane, when a job of Bull's says that there is one. */
export type PipelineTask = typeof pipelineTask;

/** Loads the module that has the handler. */
export interface TaskRoutes {
  'pipeline-task': () => Promise<{ pipelineTask: PipelineTask }>;
}
