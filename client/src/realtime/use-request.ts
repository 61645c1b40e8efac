import { useState } from 'react';
import { toast } from 'sonner';
import { isProblem, messageOf } from '../http.js';
import { afterRequest, channel } from './live.js';

/**
 * For a button that asks the server to change something of a project: `busy` until it has answered, and a toast when it
 * refuses. `run` resolves to true when the request succeeded.
 */
export function useRequest(projectId: string) {
  const [busy, setBusy] = useState(false);
  async function run(request: () => Promise<unknown>, whenRefused: string): Promise<boolean> {
    setBusy(true);
    try {
      await request();
      await afterRequest(projectId);
      return true;
    } catch (error) {
      // The task has ended meanwhile: the page was a moment late, and nothing is wrong.
      if (isProblem(error, 'invalid_transition')) await channel.refresh(projectId);
      else toast.error(whenRefused, { description: messageOf(error) });
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { busy, run };
}
