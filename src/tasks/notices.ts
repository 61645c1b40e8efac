/** Which ends of tasks people are told of, and in which words. Everything else is an event only. */
import type { EntityManager } from 'typeorm';
import type { NewNotice } from '../events/project-tx.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { descriptorOf, isKnown } from '../steps/lookup.js';
import { resultPage } from './result-page.js';

/**
 * Null when the end of this task is no news to anybody: a cancel, a failure that another one caused, or a success of which its
 * step tells nobody. `label`: what it makes or reads.
 */
export async function noticeOfEnd(db: EntityManager, task: TaskRow, label: string): Promise<NewNotice | null> {
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
  const body = isKnown(task.key) ? descriptorOf(task.key).notice : null;
  if (!body) return null;
  const action = (await resultPage(db, task.projectId, task.key)) ?? { label: 'Show', href: page };
  return { level: 'success', title: `${label} ready`, body: body(task), action };
}

/** For a task that succeeded with something missing, which its message names. `remedy`: what people can do about it. */
export function noticeOfPartial(
  task: TaskRow,
  label: string,
  remedy = 'A retry asks again for what can still be had.',
): NewNotice {
  const title = isKnown(task.key) ? descriptorOf(task.key).partialTitle : undefined;
  return {
    level: 'warning',
    title: title ?? `${label} ready, with gaps`,
    body: `${task.message}. ${remedy}`,
    action: { label: 'Show', href: `/projects/${task.projectId}` },
  };
}

/** For a task that takes much longer than expected. */
export function noticeOfSlow(task: TaskRow, label: string): NewNotice {
  return {
    level: 'warning',
    title: `“${label}” takes longer than usual`,
    body: 'It is still going, and goes on when you leave this page.',
    action: { label: 'Show', href: `/projects/${task.projectId}` },
  };
}
