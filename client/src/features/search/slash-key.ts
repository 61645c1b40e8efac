/** The key `/` goes to the search from any page. People who use speech input, or hit it by accident, can turn it off. */
import { useEffect } from 'react';
import type { Store } from '../../tiny-store.js';
import { createStore, useStore } from '../../tiny-store.js';

const KEY = 'devreel:slash';
const store: Store<boolean> = createStore(isOn());

function isOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    // Forbidden storage: then it cannot be turned off for longer than this page lasts.
    return true;
  }
}

export const useSlashIsOn = (): boolean => useStore(store, (on) => on);

export function turnSlash(on: boolean): void {
  store.set(on);
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // As above.
  }
}

/** Calls `go` when the key is pressed where nothing is typed. `first`: before others that wait for it, who then are not called. */
export function useSlashKey(go: () => void, first = false): void {
  const on = useSlashIsOn();
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTypedInto(event.target) || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      go();
    };
    window.addEventListener('keydown', press, first);
    return () => window.removeEventListener('keydown', press, first);
  }, [on, go, first]);
}

const isTypedInto = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
