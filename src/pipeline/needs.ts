/** What waits for what: the needs of a step, and for drafts what people gave as context. */
import type { EntityManager } from 'typeorm';
import type { TaskKey } from '../contract/task.js';
import { DocumentRow } from '../database/entities/document.entity.js';
import { documentKey, needsOf, stepOf } from './pipeline.js';

/** The keys that must have succeeded before a task of this key may run in this project. */
export async function needsIn(db: EntityManager, projectId: string, key: TaskKey): Promise<TaskKey[]> {
  const needs = needsOf(key);
  if (stepOf(key) !== 'draft') return needs;
  const documents = await db.find(DocumentRow, { where: { projectId }, order: { uploadedAt: 'ASC', id: 'ASC' } });
  return [...needs, ...documents.map(({ id }) => documentKey(id))];
}
