/**
 * Stored objects that nothing refers to. They were left behind by a process that was killed between storing a file and noting
 * it, or because the storage was away when its files were to be removed. Objects of projects that this database never had are
 * not touched: they may be another Devreel's, or those of a newer backup.
 */
import type { DataSource } from 'typeorm';
import type { ListedObject, Storage } from '../outside/storage/storage.js';
import { stepsWhere } from '../steps/lookup.js';
import { projectPrefix } from '../outside/storage/storage.js';

const storing = stepsWhere(({ storesFiles }) => storesFiles === true);

const OBJECTS_AT_ONCE = 500;
const PROJECTS_AT_ONCE = 100;

const LONG_DELETED = `SELECT id FROM deleted_projects WHERE deleted_at < $1 ORDER BY id LIMIT ${PROJECTS_AT_ONCE}`;

/**
 * What a step has stored is kept for as long as a retry would take it from the finished parts of its run. It is left alone while
 * the step runs, since an old file may then be stored again at any moment. Parts are read last, and only for objects that no row
 * refers to. The smaller pictures of a screenshot are kept with it (`smallKey`).
 */
const NOT_REFERRED_TO = `
  WITH rowless AS MATERIALIZED (
    SELECT o.project_id, o.key, main.key AS main_key FROM unnest($1::uuid[], $2::text[]) AS o (project_id, key)
    CROSS JOIN LATERAL regexp_replace(o.key, '-w\\d+\\.jpg$', '.jpg') AS main (key)
    JOIN projects ON projects.id = o.project_id
    WHERE NOT EXISTS (SELECT FROM sources s WHERE s.project_id = o.project_id AND s.object_key = o.key)
      AND NOT EXISTS (SELECT FROM screenshots s WHERE s.project_id = o.project_id AND s.object_key = main.key)
      AND NOT EXISTS (SELECT FROM own_pictures p WHERE p.project_id = o.project_id AND p.object_key = o.key)
      AND NOT EXISTS (SELECT FROM documents d WHERE d.project_id = o.project_id AND d.object_key = o.key)
      AND NOT EXISTS (SELECT FROM deleted_things d WHERE d.project_id = o.project_id AND d.object_key = o.key)
      AND NOT EXISTS (
        SELECT FROM uploads u WHERE u.project_id = o.project_id AND u.state IN ('receiving', 'stored')
          AND starts_with(o.key, 'projects/' || u.project_id || '/sources/' || u.id || '/')))
  SELECT key FROM rowless r
  WHERE NOT EXISTS (
    SELECT FROM tasks t WHERE t.project_id = r.project_id AND t.step = ANY ($3)
      AND (t.status IN ('queued', 'running') OR EXISTS (
        SELECT FROM parts p WHERE p.run_id = t.run_id AND p.step = t.step
          AND strpos(p.answer::text, to_json(r.main_key)::text) > 0)))`;

interface Scope {
  db: DataSource;
  storage: Storage;
  /** What is stored or deleted later than this may still be under way. */
  before: Date;
}

/** Removes what is stored of deleted projects. Returns the number of projects. */
export async function removeDeletedProjects({ db, storage, before }: Scope): Promise<number> {
  for (let removed = 0; ;) {
    const rows = await db.query<{ id: string }[]>(LONG_DELETED, [before]);
    if (rows.length === 0) return removed;
    for (const { id } of rows) {
      await storage.removeAll(projectPrefix(id));
      await db.query('DELETE FROM deleted_projects WHERE id = $1', [id]);
      removed += 1;
    }
  }
}

/** Removes the objects of living projects that nothing refers to. Returns how many. */
export async function removeOrphans(scope: Scope): Promise<number> {
  let removed = 0;
  let batch: ListedObject[] = [];
  for await (const object of scope.storage.list('projects/')) {
    if (object.modifiedAt >= scope.before) continue;
    batch.push(object);
    if (batch.length < OBJECTS_AT_ONCE) continue;
    removed += await removeOrphansOf(batch, scope);
    batch = [];
  }
  return removed + (await removeOrphansOf(batch, scope));
}

const PROJECT = /^projects\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\//;

async function removeOrphansOf(objects: ListedObject[], { db, storage }: Scope): Promise<number> {
  const named = objects.flatMap(({ key }) => {
    const [, projectId] = PROJECT.exec(key) ?? [];
    return projectId === undefined ? [] : [{ projectId, key }];
  });
  if (named.length === 0) return 0;
  const columns = [named.map(({ projectId }) => projectId), named.map(({ key }) => key), storing];
  const orphans = await db.query<{ key: string }[]>(NOT_REFERRED_TO, columns);
  for (const { key } of orphans) await storage.remove(key);
  return orphans.length;
}
