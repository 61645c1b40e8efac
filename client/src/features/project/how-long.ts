import type { Task } from '../../../../src/contract/task.js';

/** How long these tasks took, in ms: what two did at the same time counts once. */
export function workedMs(tasks: readonly Pick<Task, 'startedAt' | 'finishedAt'>[]): number {
  const spans = tasks
    .flatMap(({ startedAt, finishedAt }) =>
      startedAt && finishedAt ? [[Date.parse(startedAt), Date.parse(finishedAt)] as const] : [],
    )
    .toSorted((a, b) => a[0] - b[0]);
  let [sum, end] = [0, -Infinity];
  for (const [from, to] of spans) {
    sum += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return sum;
}
