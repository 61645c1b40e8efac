/** Tasks in people's words: the same word for the same thing everywhere. */
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { Task, TaskKey } from '../../../../src/contract/task.js';
import type { IconName } from '../../ui/icon.js';
import type { Tone } from '../../ui/pill.js';
import { list, timeLeft } from '../../ui/words.js';

type Types = readonly ContentTypeInfo[];
type Words = { label: string; need: string; doing: string };

const steps: Record<Exclude<TaskKey, `draft:${string}`>, Words> = {
  probe: { label: 'Check the recording', need: 'the check of the recording', doing: 'Checking the recording' },
  transcribe: { label: 'Transcript', need: 'the transcript', doing: 'Making the transcript' },
  screenshots: { label: 'Screenshots', need: 'the screenshots', doing: 'Taking screenshots' },
  chapters: { label: 'Chapters', need: 'the chapters', doing: 'Finding the chapters' },
};
/** In the order in which they are shown. */
export const stepKeys = ['probe', 'transcribe', 'screenshots', 'chapters'] as const;

function wordsFor(key: TaskKey, types: Types): Words {
  if (Object.hasOwn(steps, key)) return steps[key as keyof typeof steps];
  const type = key.slice('draft:'.length);
  const label = types.find(({ id }) => id === type)?.label ?? type;
  const inside = label.charAt(0).toLowerCase() + label.slice(1);
  return { label, need: `the ${inside}`, doing: `Writing the ${inside}` };
}

export const labelOf = (key: TaskKey, types: Types): string => wordsFor(key, types).label;

export interface Look {
  tone: Tone;
  icon: IconName;
  pill: string;
  /** Of a running task. */
  percent: number | null;
  message: string;
}

/** How a task looks at the time `now`. */
export function lookOf(task: Task, types: Types, now: number): Look {
  switch (task.status) {
    case 'queued':
      return isRetrying(task)
        ? retrying(task, now)
        : { ...plain('Waiting', 'wait'), message: waitingWords(task, types) };
    case 'running':
      return {
        ...{ tone: 'busy', icon: 'busy', pill: `${Math.floor(task.percent)} %`, percent: task.percent },
        message: runningWords(task, types),
      };
    case 'succeeded':
      return { ...plain('Complete', 'check'), tone: 'good', message: task.message };
    case 'failed':
      return {
        ...plain('Failed', 'cross'),
        // The cause stands out; what only follows from it does not shout too.
        tone: isConsequence(task) ? 'plain' : 'bad',
        message: task.error?.message ?? task.message,
      };
    case 'cancelled':
      return { ...plain('Cancelled', 'slash'), message: task.message || 'Cancelled' };
  }
}

const plain = (pill: string, icon: IconName): Look => ({ tone: 'plain', icon, pill, percent: null, message: '' });

/** It failed only because another one did. */
export const isConsequence = (task: Task): boolean => task.error?.code === 'prerequisite_failed';

/** It failed, will be tried again by itself, and waits for that. */
export const isRetrying = (task: Task): boolean =>
  task.status === 'queued' && task.failures > 0 && task.waitingFor.length === 0;

function retrying(task: Task, now: number): Look {
  const seconds = Math.ceil((Date.parse(task.runAt) - now) / 1_000);
  const when = seconds > 0 ? `in ${seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`}` : 'now';
  const why = task.error?.message ?? task.message;
  const tries = `try ${task.failures + 1} of ${task.maxAttempts}`;
  return { ...plain('Retrying', 'again'), tone: 'warn', message: `Trying again ${when} (${tries}). ${why}` };
}

function waitingWords({ waitingFor, position }: Task, types: Types): string {
  if (waitingFor.length > 0) return `Waiting for ${list(waitingFor.map((key) => wordsFor(key, types).need))}`;
  if (position === null || position <= 1) return 'Next in line';
  return `Number ${position} in line`;
}

function runningWords({ key, message, etaMs }: Task, types: Types): string {
  const what = message || wordsFor(key, types).doing;
  return etaMs === null ? what : `${what}, ${timeLeft(etaMs)}`;
}
