/**
 * Who waits for the end of a task, behind one listener of its signal. A long talk has hundreds of calls, which all wait for their
 * turns at once: a listener each is what Node warns of as a leak.
 */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls `act` once, when the signal aborts, or at once where it has. Returns what takes that back. */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  if (signal.aborted) {
    act();
    return () => undefined;
  }
  const acts = waiting.get(signal) ?? listenTo(signal);
  // The same function may be given twice.
  const own = (): void => act();
  acts.add(own);
  return () => void acts.delete(own);
}

function listenTo(signal: AbortSignal): Set<() => void> {
  const acts = new Set<() => void>();
  waiting.set(signal, acts);
  const actAll = (): void => {
    for (const act of acts) actAlone(act);
    acts.clear();
  };
  signal.addEventListener('abort', actAll, { once: true });
  return acts;
}

/** One that throws keeps no other from hearing; its error is thrown where nobody waits for it, and ends the process as any such. */
function actAlone(act: () => void): void {
  try {
    act();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** Resolves after so many milliseconds. Rejects with the signal's reason when that aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      takeBack();
      resolve();
    }, ms);
    const takeBack = onAbort(signal, () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
