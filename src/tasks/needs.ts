/** Which tasks a task needs: those of its step, and the documents that people gave, if its step needs them. */
import type { EntityManager } from 'typeorm';
import type { TaskKey } from '../contract/task.js';
import { descriptorOf, documentKey, isKnown, needsOf } from '../steps/lookup.js';

/** SQL. People who ask now can see which documents could not be read, and want the draft without them. */
const DOCUMENTS = `
  SELECT d.id FROM documents d LEFT JOIN LATERAL (
    SELECT t.status FROM tasks t WHERE t.project_id = d.project_id AND t.key = 'document:' || d.id
    ORDER BY t.ordinal DESC LIMIT 1) newest ON true
  WHERE d.project_id = $1 AND newest.status IS DISTINCT FROM 'failed' AND newest.status IS DISTINCT FROM 'cancelled'
  ORDER BY d.uploaded_at, d.id`;

/**
 * The keys that must have succeeded before a task of this key, if it is made now, may run in this project. Documents that have
 * failed are not among them.
 */
export async function needsIn(db: EntityManager, projectId: string, key: TaskKey): Promise<TaskKey[]> {
  const needs = needsOf(key);
  if (!isKnown(key) || !descriptorOf(key).needsDocuments) return needs;
  const documents = await db.query<{ id: string }[]>(DOCUMENTS, [projectId]);
  return [...needs, ...documents.map(({ id }) => documentKey(id))];
}
