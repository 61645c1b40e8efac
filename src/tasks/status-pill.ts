/**
 * A task's status as a piece of HTML for any page of the same origin that has htmx 2 (https://htmx.org) loaded. Each second it
 * asks for its newest state and is replaced by the answer, until the task has ended. It has classes but no styles:
 * client/public/status-pill.css offers some.
 */
import { escaped } from '../contract/text.js';
import type { TaskState } from '../contract/task.js';
import { isEnded } from '../contract/task-status.js';
import { isRetrying, taskWords } from '../contract/task-words.js';
import { namesWith } from './task-names.js';

/**
 * `now` in ms since 1970; `toldEnd`: when the pill before this one said that it would end, likewise. What is told of the time left does not
 * grow, but for news of more than a little: then it says that it takes longer.
 */
export function statusPill(asked: TaskState, now: number, toldEnd: number | null = null): string {
  const task = steady(asked, now, toldEnd);
  const { pill, message } = taskWords(task, namesWith(task.key, task.label), now);
  const look = isRetrying(task, now) ? 'retrying' : task.status;
  const attributes = {
    class: `devreel-status devreel-${look}`,
    'data-task': task.key,
    'data-status': task.status,
    ...(isEnded(task.status) ? {} : polling(task, now)),
  };
  const inside = [
    span('devreel-label', task.label),
    task.status === 'running' ? progress(task) : '',
    span('devreel-pill', pill),
    message === pill ? '' : span('devreel-message', message),
    wayOn(task),
  ];
  // The spaces separate the words for screen readers, and where there are no styles.
  return `<span ${written(attributes)}>${inside.filter(Boolean).join(' ')}</span>\n`;
}

/** Shown instead of the pill when the task no longer exists. It names nothing, for those who may not see the task get the same. */
export const gonePill = (): string =>
  `<span class="devreel-status devreel-gone">${span('devreel-pill', 'Gone')} ${span('devreel-message', GONE)}</span>\n`;

/** Shown instead of the pill when the person is no longer signed in. */
export const signedOutPill = (): string =>
  `<span class="devreel-status devreel-gone">${span('devreel-pill', 'Signed out')} ${SIGN_IN}</span>\n`;

const SIGN_IN = '<a class="devreel-action" href="/">Sign in to see more</a>';
const GONE = 'It does not exist, or is not yours to see.';

/** Sets everything that the page around it could change, since htmx inherits attributes. Asks again after a lost answer. */
const polling = (task: TaskState, now: number): Record<string, string> => ({
  'hx-get': `/api/projects/${task.projectId}/status/${encodeURIComponent(task.key)}${told(task, now)}`,
  'hx-trigger': 'every 1s',
  'hx-target': 'this',
  'hx-swap': 'outerHTML',
  'hx-select': 'unset',
  'hx-push-url': 'false',
  'hx-params': 'none',
});

/** Whole seconds, so that a pill that says the same is the same. */
const told = ({ status, etaMs }: TaskState, now: number): string =>
  status === 'running' && etaMs !== null ? `?end=${Math.ceil((now + etaMs) / 1_000) * 1_000}` : '';

/** Estimates waver: what is within this is no news. As on the page (client/src/ui/steady-left.ts). */
const NO_NEWS_MS = 15_000;
const NO_NEWS_SHARE = 0.25;

function steady(task: TaskState, now: number, toldEnd: number | null): TaskState {
  const { status, etaMs } = task;
  if (status !== 'running' || etaMs === null || toldEnd === null || now + etaMs <= toldEnd) return task;
  const isNews = now + etaMs - toldEnd > Math.max(NO_NEWS_MS, etaMs * NO_NEWS_SHARE);
  return isNews ? { ...task, slow: true } : { ...task, etaMs: Math.max(0, toldEnd - now) };
}

const span = (name: string, text: string): string => `<span class="${name}">${escaped(text)}</span>`;

function progress({ label, percent }: TaskState): string {
  const attributes = { class: 'devreel-progress', max: '100', value: String(percent), 'aria-label': label };
  return `<progress ${written(attributes)}></progress>`;
}

/** Leads to the result; or, after a failure, to the page where people can retry. */
function wayOn({ action, status, label, projectId }: TaskState): string {
  const retry = status === 'failed' || status === 'cancelled';
  const way = action ?? (retry ? { label: 'Show', href: `/projects/${projectId}` } : null);
  if (!way) return '';
  const attributes = { class: 'devreel-action', href: way.href, 'aria-label': `${way.label} ${label}` };
  return `<a ${written(attributes)}>${escaped(way.label)}</a>`;
}

const written = (attributes: Record<string, string>): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(' ');
