/** How a task looks: its words, and the tone and sign that go with them. */
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { StepWords } from '../../../../src/contract/registry.js';
import type { Task, TaskKey } from '../../../../src/contract/task.js';
import { isConsequence, isRetrying } from '../../../../src/contract/task-words.js';
import { stepOf } from '../../registry.js';
import type { IconName } from '../../ui/icon.js';
import type { Tone } from '../../ui/pill.js';
import { steadyLeft } from '../../ui/steady-left.js';
import { list, timeLeft } from '../../ui/times-and-sizes.js';
import en from '../../words/en.json';
import { said } from '../../words/said.js';
import { language, t } from '../../words/words.js';

export { hasFailedBefore, isConsequence, isRetrying } from '../../../../src/contract/task-words.js';

/** All that is needed of a content type. */
type NamedType = Pick<ContentTypeInfo, 'id' | 'label'>;

/** What a task makes, such as `Transcript` or `Blog post`. */
export const labelOf = (key: TaskKey, types: readonly NamedType[]): string => nameOf(key, types, 'label');

type Named = keyof typeof en.task.steps;
const isNamed = (step: string): step is Named => Object.hasOwn(en.task.steps, step);

/** A step without words of the page, such as one that somebody added, goes by those that the server has for it. */
function nameOf(key: TaskKey, types: readonly NamedType[], use: keyof StepWords): string {
  const [step = key, which = ''] = key.split(':', 2);
  const label = types.find(({ id }) => id === which)?.label ?? which;
  const type = use === 'label' ? label : withinSentence(label);
  if (isNamed(step)) return t(`task.steps.${step}.${use}`, { type });
  return stepOf(key)?.words[use].replaceAll('{type}', () => type) ?? key;
}

/** German nouns are capital wherever they stand. */
const withinSentence = (label: string): string =>
  language() === 'de' ? label : label.charAt(0).toLowerCase() + label.slice(1);

export interface Look {
  tone: Tone;
  icon: IconName;
  pill: string;
  /** Of a running task. */
  percent: number | null;
  message: string;
}

/** How a task looks at the time `now`. */
export function lookOf(task: Task, types: readonly NamedType[], now: number): Look {
  const percent = task.status === 'running' ? task.percent : null;
  return { pill: pillOf(task, now), message: messageOf(steady(task), types, now), ...toneOf(task, now), percent };
}

/** The time that is left of it does not grow without a word. */
function steady(task: Task): Task {
  if (task.status !== 'running' || task.etaMs === null) return task;
  const { ms, slower } = steadyLeft(`${task.id}.${task.attempt}`, task.etaMs);
  return slower ? { ...task, etaMs: ms, slow: true } : { ...task, etaMs: ms };
}

/** What it is doing, waiting for, or came to. */
function messageOf(task: Task, types: readonly NamedType[], now: number): string {
  // In short: the reason in full stands behind it, and what helps beside it.
  if (task.error?.code === 'no_transcriber') return t('task.noRecogniser');
  switch (task.status) {
    case 'queued':
      return isRetrying(task, now) ? retrying(task, now) : waiting(task, types);
    case 'running':
      return running(task, types);
    case 'succeeded':
      return said(task.message);
    case 'failed':
      return said(task.error?.message ?? task.message);
    case 'cancelled':
      return said(task.message) || t('task.pill.cancelled');
  }
}

/** The server's message ends with “Trying again (2 of 4)”. */
function retrying({ runAt, message }: Task, now: number): string {
  const seconds = Math.ceil((Date.parse(runAt) - now) / 1_000);
  const when =
    seconds < 90
      ? t('task.again.seconds', { seconds })
      : t('task.again.minutes', { minutes: Math.round(seconds / 60) });
  return `${said(message)}${when}`;
}

function waiting({ waitingFor, position }: Task, types: readonly NamedType[]): string {
  if (waitingFor.length > 0)
    return t('task.line.waitingFor', { what: list(waitingFor.map((key) => nameOf(key, types, 'need'))) });
  if (position === null) return t('task.line.turn');
  return position <= 1 ? t('task.line.next') : t('task.line.number', { position });
}

function running({ key, message, etaMs, slow, percent }: Task, types: readonly NamedType[]): string {
  const what = [said(message) || nameOf(key, types, 'doing')];
  if (slow) what.push(t('task.slow'));
  if (etaMs !== null) what.push(timeLeft(etaMs, percent));
  return what.join(', ');
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
