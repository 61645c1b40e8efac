import { setTimeout as wait } from 'node:timers/promises';

const OFTEN_MS = 50;

/**
 * Asks until the answer is neither undefined, null nor false, and returns it. `what` names the thing waited for in the
 * error that is thrown when it takes longer than `withinMs`, a bound against hanging. `seldomMs` is for what stays once it has
 * come: the longer it takes, the longer are the pauses, up to this, so that asking takes less from what is waited for.
 */
export async function until<T>(
  what: string,
  ask: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  withinMs = 60_000,
  seldomMs = OFTEN_MS,
): Promise<T> {
  const begun = Date.now();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    const waited = Date.now() - begun;
    if (waited > withinMs) throw new Error(`Waited ${withinMs} ms in vain: ${what}`);
    await wait(Math.min(seldomMs, Math.max(OFTEN_MS, waited / 10)));
  }
}
