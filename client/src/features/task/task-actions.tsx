import type { Task } from '../../../../src/contract/task.js';
import { isEnded } from '../../../../src/contract/task-status.js';
import { api } from '../../api.js';
import { useRequest } from '../../realtime/use-request.js';
import { Button } from '../../ui/button.js';
import { t } from '../../words/words.js';

interface TaskButtonProps {
  task: Task;
  label: string;
  look?: 'primary' | 'secondary';
}

/** Cancel while the task waits or runs; Retry after it failed or was cancelled. */
export function CancelOrRetry({ task, label, look = 'secondary' }: TaskButtonProps) {
  const request = useRequest(task.projectId);
  if (!isEnded(task.status)) {
    return (
      <Button
        small
        look="quiet"
        busy={request.busy}
        aria-label={t('task.cancelOf', { label })}
        onClick={() => void request.run(() => api.cancelTask(task.id), t('task.notCancelled', { label }))}
      >
        {t(request.busy ? 'task.cancelling' : 'task.cancel')}
      </Button>
    );
  }
  if (task.status === 'succeeded') return null;
  return (
    <Button
      small
      look={look}
      busy={request.busy}
      aria-label={t('task.retryOf', { label })}
      onClick={() => void request.run(() => api.retryTask(task.id), t('task.notRetried', { label }))}
    >
      {t('task.retry')}
    </Button>
  );
}

/** Makes the stale result of this task again, and nothing else. */
export function Redo({ task, label }: Pick<TaskButtonProps, 'task' | 'label'>) {
  const request = useRequest(task.projectId);
  return (
    <Button
      small
      busy={request.busy}
      aria-label={t('task.redoOf', { label })}
      onClick={() => void request.run(() => api.retryTask(task.id), t('task.notRedone', { label }))}
    >
      {t('task.redo')}
    </Button>
  );
}
