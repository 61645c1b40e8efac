import { useState } from 'react';
import { toast } from 'sonner';
import type { Task } from '../../../../src/contract/task.js';
import { isEnded } from '../../../../src/contract/task-status.js';
import { api, isProblem, wordsOf } from '../../api.js';
import { afterRequest, channel } from '../../realtime/live.js';
import { Button } from '../../ui/button.js';

interface TaskButtonProps {
  task: Task;
  label: string;
  look?: 'primary' | 'secondary';
}

/** Cancel while it may still do something; Retry after it failed or was cancelled. */
export function CancelOrRetry({ task, label, look = 'secondary' }: TaskButtonProps) {
  const ask = useAsk(task.projectId);
  if (!isEnded(task.status)) {
    return (
      <Button
        small
        look="quiet"
        busy={ask.busy}
        aria-label={`Cancel ${label}`}
        onClick={() => void ask.run(() => api.cancelTask(task.id), `${label} could not be cancelled`)}
      >
        {ask.busy ? 'Cancelling…' : 'Cancel'}
      </Button>
    );
  }
  if (task.status === 'succeeded') return null;
  return (
    <Button
      small
      look={look}
      busy={ask.busy}
      aria-label={`Retry ${label}`}
      onClick={() => void ask.run(() => api.retryTask(task.id), `${label} could not be retried`)}
    >
      Retry
    </Button>
  );
}

/** Makes what is stale anew, and nothing else. */
export function Redo({ task, label }: TaskButtonProps) {
  const ask = useAsk(task.projectId);
  return (
    <Button
      small
      look="primary"
      busy={ask.busy}
      aria-label={`Redo ${label}`}
      onClick={() => void ask.run(() => api.retryTask(task.id), `${label} could not be redone`)}
    >
      Redo
    </Button>
  );
}

/** One request at a time; what goes wrong is told in a toast. */
export function useAsk(projectId: string) {
  const [busy, setBusy] = useState(false);
  async function run(request: () => Promise<unknown>, whenRefused: string): Promise<boolean> {
    setBusy(true);
    try {
      await request();
      await afterRequest(projectId);
      return true;
    } catch (error) {
      // It ended in the meantime: the page was a moment late, and nothing is wrong.
      if (isProblem(error, 'invalid_transition')) await channel.refresh(projectId);
      else toast.error(whenRefused, { description: wordsOf(error) });
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { busy, run };
}
