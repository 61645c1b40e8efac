/**
 * How the tabs of one browser agree, without a leader: by Web Locks (https://w3c.github.io/web-locks/), which end with the
 * tab that holds them, however it ends. Over plain HTTP from another machine browsers offer none: then each tab is on its own.
 */
const locks = (): LockManager | undefined => navigator.locks;

const visible = (userId: string): string => `devreel:visible:${userId}`;
const telling = (userId: string): string => `devreel:telling:${userId}`;

/** Runs `work` when no other tab of this person is at it. Who waits comes next also when the one before has crashed. */
export async function inTurn(userId: string, work: () => Promise<void>): Promise<void> {
  const manager = locks();
  if (manager) await manager.request(telling(userId), work);
  else await work();
}

/** True when any tab of this person, this one or another, is visible in this browser. */
export async function isAnyVisible(userId: string): Promise<boolean> {
  if (!document.hidden) return true;
  const { held = [] } = (await locks()?.query()) ?? {};
  return held.some(({ name }) => name === visible(userId));
}

/** Lets the other tabs know whenever this one is visible, until the answered function is called. */
export function announceVisibility(userId: string): () => void {
  let letGo: AbortController | undefined;
  const follow = (): void => {
    if (document.hidden) {
      letGo?.abort();
      letGo = undefined;
    } else letGo ??= hold(visible(userId));
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    letGo?.abort();
  };
}

/** Holds a lock, together with whoever else does, until it is aborted. */
function hold(name: string): AbortController {
  const end = new AbortController();
  void locks()?.request(name, { mode: 'shared' }, () => aborted(end.signal));
  return end;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
