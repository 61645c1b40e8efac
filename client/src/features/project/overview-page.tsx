import type { ReactNode } from 'react';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import type { RegisteredStep } from '../../../../src/contract/registry.js';
import type { Task, TaskKey } from '../../../../src/contract/task.js';
import { steps } from '../../registry.js';
import { ButtonLink } from '../../ui/button.js';
import { DocumentsSection } from '../documents/documents-section.js';
import { CaptionsButton } from '../upload/captions-button.js';
import { useUpload } from '../upload/uploads.js';
import { useContentTypes } from '../task/content-types.js';
import { CancelOrRetry, Redo } from '../task/task-actions.js';
import { TaskRow } from '../task/task-row.js';
import { hasFailedBefore, isConsequence } from '../task/task-words.js';
import { MembersSection } from '../members/members-section.js';
import { SharesSection } from '../shares/shares-section.js';
import { UsageSection } from '../usage/usage-section.js';
import { DeleteProject } from './delete-project.js';
import { DraftRow } from './draft-row.js';
import { OwnTypes } from './own-types.js';
import { useThisProject } from './this-project.js';
import { SourceCard } from './source-card.js';

export function OverviewPage() {
  const project = useThisProject();
  const types = useContentTypes(project.id);
  const hasRecording = useUpload(project.id) !== undefined || project.source !== null;
  const noDrafts = project.contents.length === 0 && !project.tasks.some(({ key }) => key.startsWith('draft:'));
  return (
    <>
      <title>{`${project.title} · Devreel`}</title>
      <SourceCard project={project} />
      <section className="card checklist" aria-labelledby="steps-title">
        <h2 id="steps-title">From the recording</h2>
        <ul className="tasks">
          {shownSteps(project).map((step) => {
            const task = taskOf(project, step.name);
            return (
              <TaskRow
                key={step.name}
                taskKey={step.name}
                task={task}
                types={types ?? []}
                remark={task?.stale && 'not up to date'}
                idle={project.source ? 'Not started' : 'Waiting for the recording'}
                actions={<StepActions project={project} step={step} task={task} />}
              />
            );
          })}
        </ul>
      </section>
      <DocumentsSection project={project} takesDrops={hasRecording} />
      <section className="card checklist" aria-labelledby="drafts-title">
        <h2 id="drafts-title">Drafts</h2>
        <ul className="tasks">
          {types
            ?.filter((type) => isShown(project, type))
            .map((type, index) => (
              <DraftRow
                key={type.id}
                project={project}
                types={types}
                type={type}
                task={taskOf(project, `draft:${type.id}`)}
                isNext={index === 0 && noDrafts && project.source !== null}
              />
            ))}
        </ul>
        {project.role === 'owner' && types && <OwnTypes project={project} types={types} />}
      </section>
      <UsageSection project={project} />
      <MembersSection project={project} />
      {project.role !== 'viewer' && <SharesSection project={project} />}
      {project.role === 'owner' && <DeleteProject project={project} />}
    </>
  );
}

/** Of kinds of drafts that were deleted, those with a draft. */
const isShown = ({ contents }: ProjectSnapshot, { id, own }: ContentTypeInfo): boolean =>
  !own?.deleted || contents.some(({ type }) => type === id);

/** In the pipeline's order. Steps whose result nobody waits for or looks at are shown only when they need somebody. */
const shownSteps = (project: ProjectSnapshot): RegisteredStep[] =>
  steps().filter(
    ({ name, onPage }) => onPage === 'always' || (onPage !== 'elsewhere' && needsSomebody(taskOf(project, name))),
  );

const needsSomebody = (task: Task | undefined): boolean =>
  task !== undefined &&
  (hasFailedBefore(task) || task.status === 'cancelled' || task.status === 'failed') &&
  !isConsequence(task);

const taskOf = (project: ProjectSnapshot, key: TaskKey): Task | undefined =>
  project.tasks.find((task) => task.key === key);

interface StepActionsProps {
  project: ProjectSnapshot;
  step: RegisteredStep;
  task: Task | undefined;
}

function StepActions({ project, step, task }: StepActionsProps): ReactNode {
  if (!task) return null;
  const { label } = step.words;
  if (task.status === 'succeeded') {
    return (
      <>
        {task.stale && project.role !== 'viewer' && <Redo task={task} label={label} />}
        {step.page !== null && (
          <ButtonLink small to={step.page} aria-label={`View ${label}`}>
            View
          </ButtonLink>
        )}
      </>
    );
  }
  if (project.role === 'viewer') return null;
  // Without captions a retry would fail again: then giving them is what helps.
  const wantsCaptions = step.name === 'transcribe' && task.status === 'failed' && !project.captions;
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
