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
  // In short: the reason in full stands behind it, and what helps beside it.
  const message = task.error?.code === 'no_transcriber' ? t('task.noRecogniser') : said.message;
  return { ...said, message, ...toneOf(task, now), percent };
}

/** The time that is left of it does not grow without a word. */
function steady(task: Task): Task {
  if (task.status !== 'running' || task.etaMs === null) return task;
  const { ms, slower } = steadyLeft(`${task.id}.${task.attempt}`, task.etaMs);
  return slower ? { ...task, etaMs: ms, slow: true } : { ...task, etaMs: ms };
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
