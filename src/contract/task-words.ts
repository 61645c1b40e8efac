/** The English words for tasks, as in the pill that other sites embed. The page says the same in its own language. */
import type { RegisteredStep, StepWords } from './registry.js';
import type { Task, TaskKey } from './task.js';
import { list, timeLeft } from './counts-and-times.js';

/** What words are made with: those of the steps, and the names of what can be written. */
export interface Names {
  steps: readonly Pick<RegisteredStep, 'name' | 'words'>[];
  types: readonly { id: string; label: string }[];
}

/** A step that is not known here is one of a newer version: it goes by its key. */
function wordsFor(key: TaskKey, { steps, types }: Names): StepWords {
  const [name, which = ''] = key.split(':', 2);
  const words = steps.find((step) => step.name === name)?.words ?? { label: key, need: key, doing: key };
  const type = types.find(({ id }) => id === which)?.label ?? which;
  const inside = type.charAt(0).toLowerCase() + type.slice(1);
  return {
    label: words.label.replaceAll('{type}', () => type),
    need: words.need.replaceAll('{type}', () => inside),
    doing: words.doing.replaceAll('{type}', () => inside),
  };
}

/** What a task makes, such as `Transcript` or `Blog post`. */
export const labelOf = (key: TaskKey, names: Names): string => wordsFor(key, names).label;

/** It failed only because another one did. */
export const isConsequence = (task: Task): boolean => task.error?.code === 'prerequisite_failed';

/** It is queued again after it failed: to be tried again, or only because it yielded to others since. */
export const hasFailedBefore = (task: Task): boolean =>
  task.status === 'queued' && task.failures > 0 && task.waitingFor.length === 0;

/** It failed, will be tried again by itself, and waits for that at the time `now`, in ms since 1970. After that it waits its turn. */
export const isRetrying = (task: Task, now: number): boolean => hasFailedBefore(task) && Date.parse(task.runAt) > now;

export interface TaskWords {
  /** In a word or two. */
  pill: string;
  /** What it is doing, waiting for, or came to. */
  message: string;
}

/** How a task is at the time `now`, in ms since 1970. */
export function taskWords(task: Task, names: Names, now: number): TaskWords {
  switch (task.status) {
    case 'queued':
      return isRetrying(task, now)
        ? { pill: 'Retrying', message: retrying(task, now) }
        : { pill: 'Waiting', message: waiting(task, names) };
    case 'running':
      return { pill: `${Math.floor(task.percent)} %`, message: running(task, names) };
    case 'succeeded':
      return { pill: 'Complete', message: task.message };
    case 'failed':
      return { pill: 'Failed', message: task.error?.message ?? task.message };
    case 'cancelled':
      return { pill: 'Cancelled', message: task.message || 'Cancelled' };
  }
}

function retrying({ runAt, message }: Task, now: number): string {
  const seconds = Math.ceil((Date.parse(runAt) - now) / 1_000);
  const when = seconds > 0 ? ` in ${seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`}` : '';
  // The message ends with “Trying again (2 of 4)”.
  return `${message}${when}`;
}

function waiting({ waitingFor, position }: Task, names: Names): string {
  if (waitingFor.length > 0) return `Waiting for ${list(waitingFor.map((key) => wordsFor(key, names).need))}`;
  if (position === null) return 'Waiting for its turn';
  return position <= 1 ? 'Next in line' : `Number ${position} in line`;
}

function running({ key, message, etaMs, slow, percent }: Task, names: Names): string {
  const what = [message || wordsFor(key, names).doing];
  if (slow) what.push('taking longer than usual');
  if (etaMs !== null) what.push(timeLeft(etaMs, percent));
  return what.join(', ');
}
