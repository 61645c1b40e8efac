import type { ReactNode } from 'react';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import type { Task, TaskKey } from '../../../../src/contract/task.js';
import { ButtonLink } from '../../ui/button.js';
import { CaptionsButton } from '../upload/captions-button.js';
import { useContentTypes } from '../task/content-types.js';
import { CancelOrRetry, Redo } from '../task/task-actions.js';
import { TaskRow } from '../task/task-row.js';
import { isConsequence, labelOf, stepKeys } from '../task/task-words.js';
import { DeleteProject } from './delete-project.js';
import { DraftRow } from './draft-row.js';
import { useThisProject } from './project-layout.js';
import { SourceCard } from './source-card.js';

export function OverviewPage() {
  const project = useThisProject();
  const types = useContentTypes();
  return (
    <>
      <title>{`${project.title} · Devreel`}</title>
      <SourceCard project={project} />
      <section className="card checklist" aria-labelledby="steps-title">
        <h2 id="steps-title">From the recording</h2>
        <ul className="tasks">
          {stepKeys.map((key) => {
            const task = taskOf(project, key);
            return (
              <TaskRow
                key={key}
                taskKey={key}
                task={task}
                types={types ?? []}
                remark={task?.stale && 'not up to date'}
                idle={project.source ? 'Not started' : 'Waiting for the recording'}
                actions={<StepActions project={project} taskKey={key} task={task} />}
              />
            );
          })}
        </ul>
      </section>
      <section className="card checklist" aria-labelledby="drafts-title">
        <h2 id="drafts-title">Drafts</h2>
        <ul className="tasks">
          {types?.map((type) => (
            <DraftRow
              key={type.id}
              project={project}
              types={types}
              type={type}
              task={taskOf(project, `draft:${type.id}`)}
            />
          ))}
        </ul>
      </section>
      {project.role === 'owner' && <DeleteProject project={project} />}
    </>
  );
}

const taskOf = (project: ProjectSnapshot, key: TaskKey): Task | undefined =>
  project.tasks.find((task) => task.key === key);

interface StepActionsProps {
  project: ProjectSnapshot;
  taskKey: (typeof stepKeys)[number];
  task: Task | undefined;
}

function StepActions({ project, taskKey, task }: StepActionsProps): ReactNode {
  if (!task) return null;
  const label = labelOf(taskKey, []);
  if (task.status === 'succeeded') {
    if (taskKey === 'probe') return null;
    const page = taskKey === 'transcribe' ? 'transcript' : taskKey;
    return (
      <>
        {task.stale && project.role !== 'viewer' && <Redo task={task} label={label} />}
        <ButtonLink small to={page} aria-label={`View ${label}`}>
          View
        </ButtonLink>
      </>
    );
  }
  if (project.role === 'viewer') return null;
  // Without captions a retry would fail again: then giving them is what helps.
  const wantsCaptions = taskKey === 'transcribe' && task.status === 'failed' && !project.captions;
  const isCause = !isConsequence(task);
  const retryHelps = task.status === 'failed' && isCause && !wantsCaptions && (task.error?.retryable ?? true);
  return (
    <>
      {wantsCaptions && isCause && (
        <CaptionsButton projectId={project.id} look="primary">
          Add captions
        </CaptionsButton>
      )}
      <CancelOrRetry task={task} label={label} look={retryHelps ? 'primary' : 'secondary'} />
    </>
  );
}
