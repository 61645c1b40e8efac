import { useState } from 'react';
import { toast } from 'sonner';
import { messageOf } from '../../http.js';

/** For buttons that ask the server: `busy` until it has answered, and a toast when it refuses. */
export function useAsked() {
  const [busy, setBusy] = useState(false);
  async function ask(request: () => Promise<void>, whenRefused: string): Promise<void> {
    setBusy(true);
    try {
      await request();
    } catch (error) {
      toast.error(whenRefused, { description: messageOf(error) });
    } finally {
      setBusy(false);
    }
  }
  return { busy, ask: (request: () => Promise<void>, whenRefused: string) => void ask(request, whenRefused) };
}
