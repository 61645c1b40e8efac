/**
 * How the tabs of one browser agree on who shows a notice, without electing a leader: by Web Locks
 * (https://w3c.github.io/web-locks/). A lock ends with the tab that holds it, even when that tab crashes. Over plain HTTP
 * from another machine browsers offer no locks: then each tab decides for itself.
 */
const locks = (): LockManager | undefined => navigator.locks;

const visibleLock = (userId: string): string => `devreel:visible:${userId}`;
const showingLock = (userId: string): string => `devreel:telling:${userId}`;

/** Runs `work` while no other tab of this person does. The next tab gets its chance even if this one crashes. */
export async function exclusively(userId: string, work: () => Promise<void>): Promise<void> {
  const manager = locks();
  if (manager) await manager.request(showingLock(userId), work);
  else await work();
}

/** True when any tab of this person, this one or another, is visible in this browser. */
export async function isAnyVisible(userId: string): Promise<boolean> {
  if (!document.hidden) return true;
  const { held = [] } = (await locks()?.query()) ?? {};
  return held.some(({ name }) => name === visibleLock(userId));
}

/** Lets the other tabs know whenever this one is visible, until the returned function is called. */
export function announceVisibility(userId: string): () => void {
  let held: AbortController | undefined;
  const follow = (): void => {
    if (document.hidden) {
      held?.abort();
      held = undefined;
    } else held ??= hold(visibleLock(userId));
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    held?.abort();
  };
}

/** Holds a shared lock until the returned controller is aborted. */
function hold(name: string): AbortController {
  const release = new AbortController();
  void locks()?.request(name, { mode: 'shared' }, () => aborted(release.signal));
  return release;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
