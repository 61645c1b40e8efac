/** Which ends of tasks people are told of, and in which words. Everything else is an event only. */
import type { NewNotice } from '../channels/project-tx.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { contentTypes } from '../content/content-types.js';
import { labelOf } from './words.js';

/** Null when the end of this task is no news to anybody: a cancel, or a failure that another one caused. */
export function noticeOfEnd(task: TaskRow): NewNotice | null {
  const label = labelOf(task.key);
  const page = `/projects/${task.projectId}`;
  if (task.status === 'failed' && task.error && task.error.code !== 'prerequisite_failed') {
    return {
      level: 'error',
      title: `${label} failed`,
      body: task.error.message,
      action: { label: 'Show', href: page },
    };
  }
  if (task.status !== 'succeeded') return null;
  if (task.key === 'transcribe') {
    return {
      level: 'success',
      title: 'Transcript ready',
      body: task.message,
      action: { label: 'View', href: `${page}/transcript` },
    };
  }
  const type = Object.entries(contentTypes).find(([id]) => task.key === `draft:${id}`);
  if (!type) return null;
  const [id, { action }] = type;
  return {
    level: 'success',
    title: `${label} ready`,
    body: 'The draft is written.',
    action: { label: action === 'edit' ? 'Edit' : 'View', href: `${page}/contents/${id}` },
  };
}

/** For a task that succeeded with something missing, which its message names. */
export function noticeOfPartial(task: TaskRow): NewNotice {
  return {
    level: 'warning',
    title: `${labelOf(task.key)} ready, with gaps`,
    body: `${task.message}. Retry it to fill them.`,
    action: { label: 'Show', href: `/projects/${task.projectId}` },
  };
}

/** For a task that takes much longer than expected. */
export function noticeOfSlow(task: TaskRow): NewNotice {
  return {
    level: 'warning',
    title: `${labelOf(task.key)} takes longer than usual`,
    body: 'It is still going. You can leave this page; you will be told when it is done.',
    action: { label: 'Show', href: `/projects/${task.projectId}` },
  };
}
