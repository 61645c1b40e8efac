/** Of what the system's notifications tell, in this browser. */
import type { Notice } from '../../../../src/contract/realtime.js';
import { createStore, useStore } from '../../tiny-store.js';

export const toldKinds = ['done', 'trouble'] as const;
/** `done`: what is ready. `trouble`: what failed, is slow, or has something missing. */
export type Told = (typeof toldKinds)[number];

const KEY = 'devreel:told';
const store = createStore<readonly Told[]>(read());

function read(): readonly Told[] {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === null ? toldKinds : toldKinds.filter((kind) => kept.split(' ').includes(kind));
  } catch {
    // Forbidden storage: then it cannot be changed for longer than this page lasts.
    return toldKinds;
  }
}

export const useTold = (): readonly Told[] => useStore(store, (told) => told);

export function tellOf(kind: Told, on: boolean): void {
  store.set(toldKinds.filter((one) => (one === kind ? on : store.get().includes(one))));
  try {
    localStorage.setItem(KEY, store.get().join(' '));
  } catch {
    // As above.
  }
}

/** Asked for each notice, since another tab may have changed it. */
export const isTold = ({ level }: Pick<Notice, 'level'>): boolean =>
  read().includes(level === 'error' || level === 'warning' ? 'trouble' : 'done');
