/** How a task looks: its words, and the tone and sign that go with them. */
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { Task, TaskKey } from '../../../../src/contract/task.js';
import * as words from '../../../../src/contract/task-words.js';
import { isConsequence, isRetrying } from '../../../../src/contract/task-words.js';
import { steps } from '../../registry.js';
import type { IconName } from '../../ui/icon.js';
import type { Tone } from '../../ui/pill.js';
import { t } from '../../words/words.js';

export { hasFailedBefore, isConsequence, isRetrying } from '../../../../src/contract/task-words.js';

/** What a task makes, such as `Transcript` or `Blog post`. */
export const labelOf = (key: TaskKey, types: readonly ContentTypeInfo[]): string =>
  words.labelOf(key, { steps: steps(), types });

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
  const said = words.taskWords(task, { steps: steps(), types }, now);
  return { pill: pillOf(task, now), message: inLine(task, now) ?? said.message, ...toneOf(task, now), percent };
}

function pillOf(task: Task, now: number): string {
  switch (task.status) {
    case 'queued':
      return t(isRetrying(task, now) ? 'task.pill.retrying' : 'task.pill.waiting');
    case 'running':
      return `${Math.floor(task.percent)} %`;
    case 'succeeded':
      return t('task.pill.complete');
    case 'failed':
      return t('task.pill.failed');
    case 'cancelled':
      return t('task.pill.cancelled');
  }
}

/** Its place in the queue; null for a task that waits for something else, or does not wait. */
function inLine(task: Task, now: number): string | null {
  if (task.status !== 'queued' || task.waitingFor.length > 0 || isRetrying(task, now)) return null;
  if (task.position === null) return t('task.line.turn');
  return task.position <= 1 ? t('task.line.next') : t('task.line.number', { position: task.position });
}

function toneOf(task: Task, now: number): Pick<Look, 'tone' | 'icon'> {
  switch (task.status) {
    case 'queued':
      return isRetrying(task, now) ? { tone: 'warn', icon: 'again' } : { tone: 'plain', icon: 'wait' };
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
