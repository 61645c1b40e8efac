/** Where people find what a task made, and what the way there is called. */
import { contentTypes } from '../content/content-types.js';
import type { ContentType } from '../content/talk.js';
import type { Role } from '../contract/project.js';
import type { TaskKey } from '../contract/task.js';

export interface ResultPage {
  label: 'Edit' | 'View';
  /** Of the page, without the server's own address. */
  href: string;
}

const pages: readonly TaskKey[] = ['transcribe', 'screenshots', 'chapters'];
const names: Partial<Record<TaskKey, string>> = { transcribe: 'transcript' };

/** Null where the result of such a task has no page of its own. Who may only look is never told to edit. */
export function resultPage(projectId: string, key: TaskKey, role: Role = 'editor'): ResultPage | null {
  const project = `/projects/${projectId}`;
  if (pages.includes(key)) return { label: 'View', href: `${project}/${names[key] ?? key}` };
  const type = Object.entries<ContentType>(contentTypes).find(([id]) => key === `draft:${id}`);
  if (!type) return null;
  const [id, { action }] = type;
  return { label: action === 'edit' && role !== 'viewer' ? 'Edit' : 'View', href: `${project}/contents/${id}` };
}
