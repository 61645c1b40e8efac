import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import type { RegisteredStep } from '../../../../src/contract/registry.js';
import type { Task, TaskKey } from '../../../../src/contract/task.js';
import { steps } from '../../registry.js';
import { ButtonLink } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { t } from '../../words/words.js';
import { useSession } from '../account/session.js';
import { CancelOrRetry, Redo } from '../task/task-actions.js';
import { TaskRow } from '../task/task-row.js';
import { hasFailedBefore, isConsequence } from '../task/task-words.js';
import { CaptionsButton } from '../upload/captions-button.js';
import { workedMs } from './how-long.js';

interface StepsSectionProps {
  project: ProjectSnapshot;
  types: readonly ContentTypeInfo[];
  /** Whether stale results are offered to be made anew, each by itself. */
  redoes: boolean;
}

/** What is made of the recording: what runs, waits or failed is there to see, and what is done folds into one line. */
export function StepsSection({ project, types, redoes }: StepsSectionProps) {
  const shown = shownSteps(project).map((step) => ({ step, task: taskOf(project, step.name) }));
  const done = shown.filter(({ task }) => task?.status === 'succeeded');
  // One step alone is shown as it is.
  const folds = done.length > 1;
  const open = folds ? shown.filter(({ task }) => task?.status !== 'succeeded') : shown;
  const rowOf = ({ step, task }: (typeof shown)[number]): ReactNode => (
    <TaskRow
      key={step.name}
      taskKey={step.name}
      task={task}
      types={types}
      remark={task?.stale && t('project.mark.stale')}
      idle={t(project.source ? 'project.steps.idle' : 'project.steps.noRecording')}
      actions={<StepActions project={project} step={step} task={task} redoes={redoes} />}
    />
  );
  return (
    <section className="card checklist" aria-labelledby="steps-title">
      <h2 id="steps-title">{t('project.steps.title')}</h2>
      {open.length > 0 && <ul className="tasks">{open.map(rowOf)}</ul>}
      {folds && <Done tasks={done.flatMap(({ task }) => task ?? [])}>{done.map(rowOf)}</Done>}
    </section>
  );
}

/** What is done, in one line, until somebody wants to see more of it. */
function Done({ tasks, children }: { tasks: readonly Task[]; children: ReactNode }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const isStale = tasks.some(({ stale }) => stale);
  return (
    <div className="steps-done">
      <button type="button" className="fold" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <span className="mark-good">
          <Icon name="check" />
        </span>
        <span>
          {t('project.steps.done', { count: tasks.length })}
          <span className="muted"> · {took(workedMs(tasks))}</span>
        </span>
        {isStale && <span className="fold-remark">{t('project.steps.stale')}</span>}
        <span className="fold-sign">
          <Icon name="chevron" />
        </span>
      </button>
      <ul className="tasks" id={id} hidden={!open}>
        {children}
      </ul>
    </div>
  );
}

function took(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes >= 1) return t('project.steps.minutes', { count: minutes });
  return t('project.steps.seconds', { count: Math.max(1, Math.round(ms / 1_000)) });
}

/** In the pipeline's order. Steps whose result nobody waits for or looks at are shown only when they need somebody. */
const shownSteps = (project: ProjectSnapshot): RegisteredStep[] =>
  steps().filter(
    ({ name, onPage }) => onPage === 'always' || (onPage !== 'elsewhere' && needsSomebody(taskOf(project, name))),
  );

/** Whether a step of the recording failed, so that this is what comes next. */
export const stepsNeedSomebody = (project: ProjectSnapshot): boolean =>
  shownSteps(project).some(({ name }) => taskOf(project, name)?.status === 'failed');

const needsSomebody = (task: Task | undefined): boolean =>
  task !== undefined &&
  (hasFailedBefore(task) || task.status === 'cancelled' || task.status === 'failed') &&
  !isConsequence(task);

export const taskOf = (project: ProjectSnapshot, key: TaskKey): Task | undefined =>
  project.tasks.find((task) => task.key === key);

/** What is mended where models and speech are set up. */
const RECOGNISER_FAULTS = new Set(['no_transcriber', 'vendor_key']);

interface StepActionsProps {
  project: ProjectSnapshot;
  step: RegisteredStep;
  task: Task | undefined;
  redoes: boolean;
}

function StepActions({ project, step, task, redoes }: StepActionsProps): ReactNode {
  const session = useSession();
  const runsThis = session.state === 'in' && session.me.isAdministrator;
  if (!task) return null;
  const { label } = step.words;
  if (task.status === 'succeeded') {
    return (
      <>
        {redoes && task.stale && project.role !== 'viewer' && <Redo task={task} label={label} />}
        {step.page !== null && (
          <ButtonLink small to={step.page} aria-label={t('project.steps.viewOf', { label })}>
            {t('project.steps.view')}
          </ButtonLink>
        )}
      </>
    );
  }
  if (project.role === 'viewer') return null;
  // Without captions a retry would fail again: then giving them is what helps.
  const wantsCaptions = step.name === 'transcribe' && task.status === 'failed' && !project.captions;
  const wantsRecogniser = task.status === 'failed' && RECOGNISER_FAULTS.has(task.error?.code ?? '');
  const isCause = !isConsequence(task);
  const retryHelps = task.status === 'failed' && isCause && !wantsCaptions && (task.error?.retryable ?? true);
  return (
    <>
      {wantsRecogniser && runsThis && (
        <ButtonLink small look="primary" to="/models#recogniser">
          {t('models.open')}
        </ButtonLink>
      )}
      {wantsCaptions && isCause && (
        <CaptionsButton projectId={project.id} look={wantsRecogniser && runsThis ? 'secondary' : 'primary'}>
          {t('project.steps.addCaptions')}
        </CaptionsButton>
      )}
      <CancelOrRetry task={task} label={label} look={retryHelps ? 'primary' : 'secondary'} />
    </>
  );
}
