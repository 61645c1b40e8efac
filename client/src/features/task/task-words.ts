/** How a task looks: its words, and the tone and sign that go with them. */
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { Task, TaskKey } from '../../../../src/contract/task.js';
import * as words from '../../../../src/contract/task-words.js';
import { isConsequence, isRetrying } from '../../../../src/contract/task-words.js';
import { steps } from '../../registry.js';
import type { IconName } from '../../ui/icon.js';
import type { Tone } from '../../ui/pill.js';
import { steadyLeft } from '../../ui/steady-left.js';
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
  const said = words.taskWords(steady(task), { steps: steps(), types }, now);
  return { pill: pillOf(task, now), message: messageOf(task, now) ?? said.message, ...toneOf(task, now), percent };
}

/** The time that is left of it does not grow without a word. */
function steady(task: Task): Task {
  if (task.status !== 'running' || task.etaMs === null) return task;
  const { ms, slower } = steadyLeft(`${task.id}.${task.attempt}`, task.etaMs);
  return slower ? { ...task, etaMs: ms, slow: true } : { ...task, etaMs: ms };
}

/** Where the page says it in words of its own. */
function messageOf(task: Task, now: number): string | null {
  // In short: the reason in full stands behind it, and what helps beside it.
  return task.error?.code === 'no_transcriber' ? t('task.noRecogniser') : inLine(task, now);
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
