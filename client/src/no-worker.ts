/** Whether anything works on what people gave: asked now and then, while somebody looks at the page. */
import { useEffect } from 'react';
import type { Workers } from '../../src/contract/workers.js';
import { api } from './api.js';
import { createStore, useStore } from './tiny-store.js';

const ASK_EVERY_MS = 10_000;
/** While none runs. One that is just being started is no news. */
const ASK_AGAIN_MS = 4_000;

const none = createStore<Workers | null>(null);

/** Null as long as one runs, or nobody knows. */
export const useNoWorker = (): Pick<Workers, 'lastSeenAt'> | null => useStore(none, (workers) => workers);

/** Asks as long as the component is there. */
export function useLookingForWorkers(): void {
  useEffect(look, []);
}

function look(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  let inVain = 0;
  const ask = async (): Promise<void> => {
    // A server that does not answer is told of elsewhere.
    const workers = document.hidden ? null : await api.workers().catch(() => null);
    if (ended) return;
    inVain = workers?.running === 0 ? inVain + 1 : 0;
    none.set(inVain > 1 ? workers : null);
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), inVain > 0 ? ASK_AGAIN_MS : ASK_EVERY_MS);
  };
  const askNow = (): void => void ask();
  askNow();
  document.addEventListener('visibilitychange', askNow);
  return () => {
    ended = true;
    clearTimeout(timer);
    none.set(null);
    document.removeEventListener('visibilitychange', askNow);
  };
}
