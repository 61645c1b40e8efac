import { useState } from 'react';
import { toast } from 'sonner';
import { messageOf } from '../../http.js';
import { useSeconds } from '../../ui/now.js';

export interface DeedProps {
  /** Counts what was done on this page. */
  deeds: number;
  onDone: () => void;
}

const LOOK_EVERY_MS = 5_000;

/** Another one every few seconds, and after each deed: what is listed is asked for again. */
export const useVersion = (deeds: number): string => `${deeds} ${Math.floor(useSeconds() / LOOK_EVERY_MS)}`;

/** Sends one request at a time. What goes wrong is said in a toast, with `failed` above it. */
export function useDeed(
  onDone: () => void,
): [busy: boolean, run: (request: () => Promise<unknown>, failed: string) => void] {
  const [busy, setBusy] = useState(false);

  async function send(request: () => Promise<unknown>, failed: string): Promise<void> {
    setBusy(true);
    try {
      await request();
    } catch (error) {
      toast.error(failed, { description: messageOf(error) });
    }
    setBusy(false);
    onDone();
  }
  return [busy, (request, failed) => void send(request, failed)];
}
