/** Which tasks a task needs: those of its step, and the documents that people gave, if its step needs them. */
import type { EntityManager } from 'typeorm';
import type { TaskKey } from '../contract/task.js';
import { descriptorOf, documentKey, isKnown, needsOf } from '../steps/lookup.js';

/** SQL: those of these keys whose newest task is unfinished. */
const UNFINISHED = `
  SELECT key FROM (SELECT DISTINCT ON (key) key, status FROM tasks
    WHERE project_id = $1 AND key = ANY ($2) ORDER BY key, ordinal DESC) newest
  WHERE status IN ('queued', 'running')`;

/** What a task of this key, if it is made now, waits for beside its needs: it goes on, however that ends. */
export async function awaitedIn(db: EntityManager, projectId: string, key: TaskKey): Promise<TaskKey[]> {
  const after = isKnown(key) ? (descriptorOf(key).after ?? []) : [];
  if (after.length === 0) return [];
  return (await db.query<{ key: TaskKey }[]>(UNFINISHED, [projectId, after])).map((row) => row.key);
}

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
