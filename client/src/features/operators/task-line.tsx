import type { OperatorTask } from '../../../../src/contract/operators.js';
import { isEnded } from '../../../../src/contract/task-status.js';
import { operators } from '../../api-operators.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { useSeconds } from '../../ui/now.js';
import { Pill } from '../../ui/pill.js';
import { ago, list } from '../../ui/times-and-sizes.js';
import { said } from '../../words/said.js';
import { t } from '../../words/words.js';
import { nameOfType } from '../task/content-types.js';
import { labelOf, lookOf } from '../task/task-words.js';
import { useDeed } from './use-deed.js';

interface TaskLineProps {
  task: OperatorTask;
  onDone: () => void;
}

/** One task: what it is, whose, since when, how often it was tried, and what went wrong, in full. */
export function TaskLine({ task, onDone }: TaskLineProps) {
  const now = useSeconds();
  const look = lookOf(task, typesIn(task), now);
  const { project, lastError, error } = task;
  return (
    <li>
      <div className="operators-line">
        <p className="operators-what">
          <strong>{labelOf(task.key, typesIn(task))}</strong> <span className="operators-project">{project.title}</span>
        </p>
        <p className="muted">{factsOf(task, now)}</p>
        {error && <p className="task-reason">{said(error.message)}</p>}
        {task.isQuarantined && (
          <p className="operators-quarantine">
            <Icon name="warning" /> {t('operators.tasks.quarantine', { count: task.crashes })}
          </p>
        )}
        {lastError && (
          <details>
            <summary>{t('operators.tasks.lastError', { number: lastError.attempt })}</summary>
            <pre
              className="log"
              tabIndex={0}
              aria-label={t('operators.tasks.lastError', { number: lastError.attempt })}
            >
              {lastError.detail}
            </pre>
          </details>
        )}
      </div>
      <Pill tone={look.tone} icon={look.icon}>
        {look.pill}
      </Pill>
      <Deeds task={task} onDone={onDone} />
    </li>
  );
}

/** The content type of a draft, whose project's types are not known here. */
function typesIn({ key }: OperatorTask): { id: string; label: string }[] {
  const [, id] = key.split(':', 2);
  return id === undefined ? [] : [{ id, label: nameOfType(id) }];
}

/** What is in the bin is left alone. */
function Deeds({ task, onDone }: TaskLineProps) {
  const [busy, run] = useDeed(onDone);
  const what = t('operators.tasks.of', { label: labelOf(task.key, typesIn(task)), title: task.project.title });
  if (task.project.isBinned) return <p className="operators-deeds muted">{t('operators.tasks.binned')}</p>;
  return (
    <div className="operators-deeds">
      {task.isQuarantined && (
        <Button
          small
          busy={busy}
          aria-label={t('operators.tasks.releaseOf', { what })}
          onClick={() => run(() => operators.release(task.id), t('operators.tasks.notReleased', { what }))}
        >
          {t('operators.tasks.release')}
        </Button>
      )}
      {!isEnded(task.status) && (
        <Button
          small
          look="quiet"
          busy={busy}
          aria-label={t('task.cancelOf', { label: what })}
          onClick={() => run(() => operators.cancel(task.id), t('task.notCancelled', { label: what }))}
        >
          {t('task.cancel')}
        </Button>
      )}
      {(task.status === 'failed' || task.status === 'cancelled') && (
        <Button
          small
          busy={busy}
          aria-label={t('task.retryOf', { label: what })}
          onClick={() => run(() => operators.retry(task.id), t('task.notRetried', { label: what }))}
        >
          {t('task.retry')}
        </Button>
      )}
    </div>
  );
}

function factsOf(
  { project, status, queuedAt, startedAt, finishedAt, attempt, failures, maxAttempts, lane }: OperatorTask,
  now: number,
): string {
  const since = {
    queued: queuedAt,
    running: startedAt,
    succeeded: finishedAt,
    failed: finishedAt,
    cancelled: finishedAt,
  };
  const when = ago(since[status] ?? queuedAt, now);
  return [
    list(project.owners),
    t(`operators.tasks.since.${status}`, { when }),
    t('operators.tasks.attempts', { count: attempt }),
    ...(failures > 0 ? [t('operators.tasks.failures', { count: failures, most: maxAttempts })] : []),
    t('operators.tasks.lane', { lane }),
  ]
    .filter(Boolean)
    .join(' · ');
}
