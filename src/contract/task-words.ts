/** The words for tasks: the same on the page and in the pill that other sites embed. */
import type { Task, TaskKey } from './task.js';
import { list, timeLeft } from './counts-and-times.js';

/** What can be written, by name. */
export type Types = readonly { id: string; label: string }[];
type Words = { label: string; need: string; doing: string };

const steps: Record<Exclude<TaskKey, `draft:${string}` | `document:${string}`>, Words> = {
  probe: { label: 'Check the recording', need: 'the check of the recording', doing: 'Checking the recording' },
  transcribe: { label: 'Transcript', need: 'the transcript', doing: 'Making the transcript' },
  screenshots: { label: 'Screenshots', need: 'the screenshots', doing: 'Taking screenshots' },
  chapters: { label: 'Chapters', need: 'the chapters', doing: 'Finding the chapters' },
  index: { label: 'Search index', need: 'the search index', doing: 'Making the talk findable' },
};
const document: Words = { label: 'Document', need: 'a document', doing: 'Reading the document' };

function wordsFor(key: TaskKey, types: Types): Words {
  if (Object.hasOwn(steps, key)) return steps[key as keyof typeof steps];
  if (key.startsWith('document:')) return document;
  const type = key.slice('draft:'.length);
  const label = types.find(({ id }) => id === type)?.label ?? type;
  const inside = label.charAt(0).toLowerCase() + label.slice(1);
  return { label, need: `the ${inside}`, doing: `Writing the ${inside}` };
}

/** What a task makes, such as `Transcript` or `Blog post`. */
export const labelOf = (key: TaskKey, types: Types): string => wordsFor(key, types).label;

/** It failed only because another one did. */
export const isConsequence = (task: Task): boolean => task.error?.code === 'prerequisite_failed';

/** It failed, will be tried again by itself, and waits for that. */
export const isRetrying = (task: Task): boolean =>
  task.status === 'queued' && task.failures > 0 && task.waitingFor.length === 0;

export interface TaskWords {
  /** In a word or two. */
  pill: string;
  /** What it is doing, waiting for, or came to. */
  message: string;
}

/** How a task is at the time `now`, in ms since 1970. */
export function taskWords(task: Task, types: Types, now: number): TaskWords {
  switch (task.status) {
    case 'queued':
      return isRetrying(task)
        ? { pill: 'Retrying', message: retrying(task, now) }
        : { pill: 'Waiting', message: waiting(task, types) };
    case 'running':
      return { pill: `${Math.floor(task.percent)} %`, message: running(task, types) };
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

function waiting({ waitingFor, position }: Task, types: Types): string {
  if (waitingFor.length > 0) return `Waiting for ${list(waitingFor.map((key) => wordsFor(key, types).need))}`;
  if (position === null) return 'Waiting for its turn';
  return position <= 1 ? 'Next in line' : `Number ${position} in line`;
}

function running({ key, message, etaMs, slow }: Task, types: Types): string {
  const what = [message || wordsFor(key, types).doing];
  if (slow) what.push('taking longer than usual');
  if (etaMs !== null) what.push(timeLeft(etaMs));
  return what.join(', ');
}
