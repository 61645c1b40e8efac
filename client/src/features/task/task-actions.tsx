import type { Task } from '../../../../src/contract/task.js';
import { isEnded } from '../../../../src/contract/task-status.js';
import { api } from '../../api.js';
import { useRequest } from '../../realtime/use-request.js';
import { Button } from '../../ui/button.js';

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
        aria-label={`Cancel ${label}`}
        onClick={() => void request.run(() => api.cancelTask(task.id), `${label} could not be cancelled`)}
      >
        {request.busy ? 'Cancelling…' : 'Cancel'}
      </Button>
    );
  }
  if (task.status === 'succeeded') return null;
  return (
    <Button
      small
      look={look}
      busy={request.busy}
      aria-label={`Retry ${label}`}
      onClick={() => void request.run(() => api.retryTask(task.id), `${label} could not be retried`)}
    >
      Retry
    </Button>
  );
}

interface RedoProps extends TaskButtonProps {
  /** In place of making it again at once, such as asking first. */
  onPress?: () => void;
}

/** Makes the stale result of this task again, and nothing else. */
export function Redo({ task, label, onPress }: RedoProps) {
  const request = useRequest(task.projectId);
  const again = (): void => void request.run(() => api.retryTask(task.id), `${label} could not be redone`);
  return (
    <Button small busy={request.busy} aria-label={`Redo ${label}`} onClick={onPress ?? again}>
      Redo
    </Button>
  );
}
