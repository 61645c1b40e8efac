/** Projects as rows, without what a person would do to get them. */
import { randomUUID } from 'node:crypto';

/** Of each key, such as drafts that were asked for again and again. */
const OLD_TASKS = 20;
const KEYS = ['probe', 'transcribe', 'screenshots', 'index', 'draft:blog', 'draft:twitter', 'draft:linkedin'];

/** Returns the ids of new projects; with many old tasks in each, if told so. */
export async function projectsWithHistory(db, count, withHistory, ownerId = null) {
  const ids = Array.from({ length: count }, () => randomUUID());
  await db.query(`INSERT INTO projects (id, title, counted_for) SELECT id, 'A talk', $2 FROM unnest($1::uuid[]) id`, [
    ids,
    ownerId,
  ]);
  await db.query(
    `INSERT INTO sources (project_id, filename, object_key, size_bytes, sha256)
     SELECT id, 'a.mp4', 'k', 1, 'x' FROM unnest($1::uuid[]) id`,
    [ids],
  );
  if (ownerId !== null) {
    await db.query(
      `INSERT INTO members (project_id, user_id, role) SELECT id, $2, 'owner' FROM unnest($1::uuid[]) id`,
      [ids, ownerId],
    );
  }
  if (withHistory) await addHistory(db, ids);
  return ids;
}

async function addHistory(db, ids) {
  await db.query(
    `INSERT INTO tasks (id, project_id, key, step, lane, run_id, status, attempt, started_at, finished_at)
     SELECT gen_random_uuid(), id, key, split_part(key, ':', 1), 'ai', gen_random_uuid(), 'succeeded', 1,
       now() - interval '2 days', now() - interval '1 day'
     FROM unnest($1::uuid[]) id, unnest($2::text[]) key, generate_series(1, ${OLD_TASKS})`,
    [ids, KEYS],
  );
}
