/** How a task looks: its words, and the tone and sign that go with them. */
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { Task } from '../../../../src/contract/task.js';
import { isConsequence, isRetrying, taskWords } from '../../../../src/contract/task-words.js';
import type { IconName } from '../../ui/icon.js';
import type { Tone } from '../../ui/pill.js';

export { isConsequence, isRetrying, labelOf } from '../../../../src/contract/task-words.js';

/** In the order in which they are shown. */
export const stepKeys = ['probe', 'transcribe', 'screenshots', 'chapters'] as const;

export interface Look {
  tone: Tone;
  icon: IconName;
  pill: string;
  /** Of a running task. */
  percent: number | null;
  message: string;
}

/** How a task looks at the time `now`. */
export function lookOf(task: Task, types: readonly ContentTypeInfo[], now: number): Look {
  const percent = task.status === 'running' ? task.percent : null;
  return { ...taskWords(task, types, now), ...toneOf(task), percent };
}

function toneOf(task: Task): Pick<Look, 'tone' | 'icon'> {
  switch (task.status) {
    case 'queued':
      return isRetrying(task) ? { tone: 'warn', icon: 'again' } : { tone: 'plain', icon: 'wait' };
    case 'running':
      return { tone: 'busy', icon: 'busy' };
    case 'succeeded':
      return { tone: 'good', icon: 'check' };
    case 'failed':
      // The cause stands out; what only follows from it does not shout too.
      return { tone: isConsequence(task) ? 'plain' : 'bad', icon: 'cross' };
    case 'cancelled':
      return { tone: 'plain', icon: 'slash' };
  }
}
