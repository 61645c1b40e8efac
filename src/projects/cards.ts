/** What a list shows of projects: a page of them in one statement, whatever they hold. */
import type { DataSource } from 'typeorm';
import type { ProjectCard, ProjectSort, ProjectState, Role } from '../contract/project.js';
import { cursorAfter, cursorAfterName, exactTime, momentOf, nameOfCursor } from '../http/cursor.js';
import { problems } from '../http/problem.js';

const PAGE = 50;
const PICTURE_WIDTH = 320;

/** SQL, of a project `p`. */
const STATE = `CASE
  WHEN EXISTS (SELECT FROM tasks t WHERE t.project_id = p.id AND t.status IN ('queued', 'running')) THEN 'working'
  WHEN NOT EXISTS (SELECT FROM sources s WHERE s.project_id = p.id) THEN CASE
    WHEN EXISTS (SELECT FROM uploads u WHERE u.project_id = p.id AND u.state IN ('receiving', 'stored')) THEN 'uploading'
    ELSE 'empty' END
  WHEN EXISTS (
    SELECT FROM tasks t WHERE t.project_id = p.id AND t.status = 'failed' AND NOT EXISTS (
      SELECT FROM tasks n WHERE n.project_id = p.id AND n.key = t.key AND n.ordinal > t.ordinal)) THEN 'failed'
  ELSE 'ready' END`;

/** What pages are sorted by, and which rows come after one of it; it is $2, and the row's id $3. */
const orders = {
  created: { by: 'p.created_at', after: '(p.created_at, p.id) < ($2::timestamptz, $3::uuid)', way: 'DESC' },
  recent: { by: 'p.updated_at', after: '(p.updated_at, p.id) < ($2::timestamptz, $3::uuid)', way: 'DESC' },
  name: { by: 'lower(p.title)', after: '(lower(p.title), p.id) > ($2::text, $3::uuid)', way: 'ASC' },
} satisfies Record<ProjectSort, { by: string; after: string; way: 'ASC' | 'DESC' }>;

const pageBy = (sort: ProjectSort, isFurther: boolean): string => {
  const { by, after, way } = orders[sort];
  return `
  WITH page AS (
    SELECT p.id, p.title, p.tags, p.last_seq, p.created_at, p.updated_at, m.role, ${by} AS place,
      ${sort === 'name' ? by : exactTime(by)} AS at
    FROM projects p JOIN members m ON m.project_id = p.id AND m.user_id = $1
    WHERE ${isFurther ? after : '$2::text IS NULL AND $3::text IS NULL'}
      AND ($4::text IS NULL OR $4 = ANY (p.tags))
      AND ($5::text IS NULL OR p.title ILIKE $5 OR p.id = ANY ($6::uuid[]))
      AND ($7::text IS NULL OR $7 = ${STATE})
    ORDER BY place ${way}, p.id ${way} LIMIT ${PAGE + 1})
  SELECT p.id, p.title, p.tags, p.last_seq, p.created_at, p.updated_at, p.role, p.at, ${STATE} AS state,
    (SELECT (s.media->>'durationMs')::float8 FROM sources s WHERE s.project_id = p.id) AS duration_ms,
    (SELECT count(DISTINCT v.type)::int FROM content_versions v WHERE v.project_id = p.id) AS drafts,
    (SELECT s.index FROM screenshots s WHERE s.project_id = p.id AND s."distinct" ORDER BY s.index LIMIT 1) AS picture,
    u.upload, t.percent, t.running, t.failed
  FROM page p
  CROSS JOIN LATERAL (
    SELECT avg(CASE n.status WHEN 'succeeded' THEN 100 ELSE n.percent END)
        FILTER (WHERE n.status IN ('succeeded', 'queued', 'running'))::float8 AS percent,
      coalesce(array_agg(n.key ORDER BY n.ordinal) FILTER (WHERE n.status = 'running'), '{}') AS running,
      coalesce(array_agg(n.key ORDER BY n.ordinal) FILTER (WHERE n.status = 'failed'), '{}') AS failed
    FROM (SELECT DISTINCT ON (key) key, status, percent, ordinal FROM tasks WHERE project_id = p.id
      ORDER BY key, ordinal DESC) n) t
  LEFT JOIN LATERAL (
    SELECT jsonb_build_object('filename', filename, 'sizeBytes', size_bytes, 'isYours', user_id = $1,
      'address', CASE WHEN user_id = $1 THEN '/api/uploads/' || id END) AS upload
    FROM uploads WHERE project_id = p.id AND state IN ('receiving', 'stored') ORDER BY created_at DESC LIMIT 1) u ON true
  ORDER BY p.place ${way}, p.id ${way}`;
};

interface Row {
  id: string;
  title: string;
  tags: string[];
  last_seq: number;
  created_at: Date;
  updated_at: Date;
  role: Role;
  at: string;
  state: ProjectState;
  duration_ms: number | null;
  drafts: number;
  picture: number | null;
  upload: ProjectCard['upload'];
  percent: number | null;
  running: string[];
  failed: string[];
}

export interface CardsWanted {
  sort: ProjectSort;
  cursor: string | undefined;
  state: ProjectState | undefined;
  tag: string | undefined;
  /** In the title; or one of these ids. */
  words: { q: string; ids: string[] } | null;
}

/** Throws the problem 422 for a cursor that no page of this order gave. */
export async function pageOfCards(
  db: DataSource,
  userId: string,
  { sort, cursor, state, tag, words }: CardsWanted,
): Promise<{ items: ProjectCard[]; nextCursor: string | null }> {
  const [place, id] = sort === 'name' ? nameOfCursor(cursor) : momentOf(cursor);
  if (cursor && place === undefined) throw problems.badCursor();
  const rows: Row[] = await db.query(pageBy(sort, place !== undefined), [
    userId,
    place ?? null,
    id ?? null,
    tag ?? null,
    words && `%${words.q.replace(/[\\%_]/g, '\\$&')}%`,
    words?.ids ?? [],
    state ?? null,
  ]);
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return { items: page.map(toCard), nextCursor: rows.length > PAGE && last ? cursorOf(sort, last) : null };
}

const cursorOf = (sort: ProjectSort, { at, id }: Row): string =>
  sort === 'name' ? cursorAfterName(at, id) : cursorAfter(at, id);

const toCard = (row: Row): ProjectCard => ({
  id: row.id,
  title: row.title,
  role: row.role,
  lastSeq: row.last_seq,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  durationMs: row.duration_ms,
  tags: row.tags,
  state: row.state,
  percent: row.state === 'working' ? Math.floor(row.percent ?? 0) : null,
  runningKeys: row.running,
  failedKeys: row.failed,
  drafts: row.drafts,
  pictureUrl: row.picture === null ? null : `/api/projects/${row.id}/screenshots/${row.picture}.jpg?w=${PICTURE_WIDTH}`,
  upload: row.upload,
});
