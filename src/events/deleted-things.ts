/** Rows that people delete are moved into the bin as they are, with what their files take, and put back from there. */
import type { EntityManager } from 'typeorm';
import type { DeletedKind } from '../contract/deleted-things.js';

interface Moved {
  table: string;
  /** SQL, of the row: by what it is asked for, how people call it, its file, and the file's size. */
  of: string;
  name: string;
  objectKey: string;
  sizeBytes: string;
}

/** Kinds whose rows are moved. A kind of draft is only marked: what was written of it still needs its name. */
const MOVED = {
  document: { table: 'documents', of: 'id', name: 'filename', objectKey: 'object_key', sizeBytes: 'size_bytes' },
  picture: { table: 'own_pictures', of: 'name', name: 'NULL', objectKey: 'object_key', sizeBytes: 'size_bytes' },
  share: { table: 'shares', of: 'id', name: 'NULL', objectKey: 'NULL', sizeBytes: '0' },
} satisfies Partial<Record<DeletedKind, Moved>>;

export type MovedKind = keyof typeof MOVED;

interface Meant {
  projectId: string;
  of: string;
}

/** Returns whether there was such a row. */
export async function moveToBin(db: EntityManager, kind: MovedKind, { projectId, of }: Meant): Promise<boolean> {
  const moved: Moved = MOVED[kind];
  const ids = await db.query<{ id: string }[]>(
    `WITH gone AS (DELETE FROM ${moved.table} WHERE project_id = $1 AND ${moved.of}::text = $2 RETURNING *)
     INSERT INTO deleted_things (project_id, kind, of, name, object_key, size_bytes, was)
     SELECT project_id, '${kind}', ${moved.of}::text, ${moved.name}, ${moved.objectKey}, ${moved.sizeBytes}, to_jsonb(gone) FROM gone
     RETURNING id`,
    [projectId, of],
  );
  return ids.length > 0;
}

/** What was moved there; in a row that is newer than it, columns that it did not have get their defaults. */
export interface DeletedRow {
  id: string;
  of: string;
  was: Record<string, unknown>;
}

/** Puts a row back. One that has its place by now, such as the frame of the same moment, stays. */
export async function moveBack(db: EntityManager, kind: MovedKind, { id, was }: DeletedRow): Promise<void> {
  const { table } = MOVED[kind];
  const columns = Object.keys(was)
    .map((column) => `"${column}"`)
    .join(', ');
  await db.query(
    `INSERT INTO ${table} (${columns})
     SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, $1::jsonb) ON CONFLICT DO NOTHING`,
    [JSON.stringify(was)],
  );
  await db.query('DELETE FROM deleted_things WHERE id = $1', [id]);
}

/** A frame that was deleted and taken again has the same file. */
const FILES_OF_NOBODY = `
  SELECT g.object_key AS key FROM gone g WHERE g.object_key IS NOT NULL
    AND NOT EXISTS (SELECT FROM own_pictures p WHERE p.project_id = g.project_id AND p.object_key = g.object_key)
    AND NOT EXISTS (SELECT FROM deleted_things d WHERE d.project_id = g.project_id AND d.object_key = g.object_key
      AND d.id NOT IN (SELECT id FROM gone))`;

/** Ends the rows in the bin for which `where` (SQL, with `parameters`) holds. Returns the files that nothing refers to any more. */
export async function deleteFromBin(
  db: Pick<EntityManager, 'query'>,
  where: string,
  parameters: unknown[],
): Promise<string[]> {
  const rows = await db.query<{ key: string }[]>(
    `WITH gone AS (DELETE FROM deleted_things WHERE ${where} RETURNING id, project_id, object_key) ${FILES_OF_NOBODY}`,
    parameters,
  );
  return rows.map(({ key }) => key);
}
