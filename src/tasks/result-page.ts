/** The page where people find what a task made, and the word on the button that leads there. */
import type { EntityManager } from 'typeorm';
import type { Role } from '../contract/project.js';
import type { TaskKey } from '../contract/task.js';
import { whichOf } from '../steps/keys.js';
import { descriptorOf, isKnown } from '../steps/lookup.js';

export interface ResultPage {
  label: 'Edit' | 'View';
  /** Of the page, without the server's own address. */
  href: string;
}

/** Null where the result of such a task has no page of its own. People who may only view are never told to edit. */
export async function resultPage(
  db: EntityManager,
  projectId: string,
  key: TaskKey,
  role: Role = 'editor',
): Promise<ResultPage | null> {
  if (!isKnown(key)) return null;
  const said = descriptorOf(key).page;
  const page = typeof said === 'function' ? await said(whichOf(key), db) : said;
  if (!page) return null;
  return { label: page.edit && role !== 'viewer' ? 'Edit' : 'View', href: `/projects/${projectId}/${page.path}` };
}
