import { setTimeout as wait } from 'node:timers/promises';

/**
 * Asks until the answer is neither undefined, null nor false, and returns it. `what` names the thing waited for in the
 * error that is thrown when it takes longer than `withinMs`, a bound against hanging.
 */
export async function until<T>(
  what: string,
  ask: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  withinMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain: ${what}`);
    await wait(50);
  }
}
