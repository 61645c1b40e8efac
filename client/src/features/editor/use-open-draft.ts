import { useLayoutEffect, useState } from 'react';
import { createStore, useStore } from '../../tiny-store.js';

interface Closable {
  flush: () => void;
  close: () => void;
}

/**
 * A draft on the screen for as long as `open` stays the same; null before it is there. `open` may answer null where there is
 * no place for it yet. Its cleanup runs before those of other effects: what is on the screen is told before the session is closed.
 */
export function useOpenDraft<T extends Closable>(open: () => T | null, onOpen: (draft: T | null) => void): T | null {
  const [draft] = useState(() => createStore<T | null>(null));
  useLayoutEffect(() => {
    const opened = open();
    if (!opened) return;
    const flush = (): void => opened.flush();
    const tell = (now: T | null): void => {
      draft.set(now);
      onOpen(now);
    };
    tell(opened);
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      tell(null);
      opened.close();
    };
  }, [draft, open, onOpen]);
  return useStore(draft, (state) => state);
}
