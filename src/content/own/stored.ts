/** Content types that people made, as they are kept. Whoever needs one asks the database: another process may have changed it. */
import type { EntityManager } from 'typeorm';
import { In, IsNull } from 'typeorm';
import type { ContentTypeInfo } from '../../contract/content.js';
import { clip } from '../../contract/clip.js';
import { ContentTypeRow } from '../../database/entities/content.entity.js';
import { builtIn, contentTypes } from '../content-types.js';
import type { ContentType } from '../talk.js';
import { isOwn } from './ids.js';
import type { OwnType } from './own-type.js';
import { limitOf } from './own-type.js';

/** One that was not deleted; null for every other. */
export async function ownTypeOf(db: EntityManager, id: string): Promise<OwnType | null> {
  return isOwn(id) ? db.findOneBy(ContentTypeRow, { id, deletedAt: IsNull() }) : null;
}

/** What people see of a type, also of one that was deleted; null where nobody knows it. */
export async function shownType(db: EntityManager, id: string): Promise<Pick<ContentType, 'label' | 'action'> | null> {
  const known = builtIn(id);
  if (known || !isOwn(id)) return known ?? null;
  return db.findOne(ContentTypeRow, { select: { id: true, label: true, action: true }, where: { id } });
}

/** SQL: those of the project's owners. */
const OF_PROJECT = `
  SELECT t.id FROM content_types t JOIN members m ON m.user_id = t.owner_id AND m.role = 'owner'
  WHERE m.project_id = $1 AND t.deleted_at IS NULL`;

/** SQL: those of which the project has a draft or a task. */
const WRITTEN_IN_PROJECT = `
  SELECT t.id FROM content_types t WHERE t.id IN (
    SELECT type FROM content_versions WHERE project_id = $1
    UNION SELECT substr(key, 7) FROM tasks WHERE project_id = $1 AND key LIKE 'draft:%')`;

/** SQL: one's own, and those of the owners of projects that one is a member of. */
const OF_PERSON = `
  SELECT t.id FROM content_types t WHERE t.deleted_at IS NULL AND (t.owner_id = $1 OR t.owner_id IN (
    SELECT o.user_id FROM members m JOIN members o ON o.project_id = m.project_id AND o.role = 'owner' WHERE m.user_id = $1))`;

type Row = { id: string };

/** Those that may be written in this project now. */
export async function ownTypesOfProject(db: EntityManager, projectId: string): Promise<ContentTypeRow[]> {
  return inOrder(db, await db.query<Row[]>(OF_PROJECT, [projectId]));
}

/** With those of which something was written there. */
export async function shownInProject(db: EntityManager, projectId: string): Promise<ContentTypeRow[]> {
  return inOrder(db, await db.query<Row[]>(`${OF_PROJECT} UNION ${WRITTEN_IN_PROJECT}`, [projectId]));
}

export async function shownToPerson(db: EntityManager, userId: string): Promise<ContentTypeRow[]> {
  return inOrder(db, await db.query<Row[]>(OF_PERSON, [userId]));
}

const inOrder = (db: EntityManager, rows: Row[]): Promise<ContentTypeRow[]> =>
  db.find(ContentTypeRow, { where: { id: In(rows.map(({ id }) => id)) }, order: { createdAt: 'ASC', id: 'ASC' } });

/**
 * Which of these cannot be written in this project: they are unknown, deleted, or of somebody who does not own it. Those that can
 * stay as they are until the transaction ends: whoever deletes one then finds the tasks that were made of it.
 */
export async function unwritable(db: EntityManager, projectId: string, types: readonly string[]): Promise<string[]> {
  const own = types.filter(isOwn);
  const held =
    own.length === 0 ? [] : await db.query<Row[]>(`${OF_PROJECT} AND t.id = ANY ($2) FOR SHARE OF t`, [projectId, own]);
  const writable = new Set([...Object.keys(contentTypes), ...held.map(({ id }) => id)]);
  return types.filter((type) => !writable.has(type));
}

/** A line of the brief stands for the description that other types have. In UTF-16 code units. */
const LINE_LENGTH = 120;

export const toInfo = (row: ContentTypeRow, userId: string): ContentTypeInfo => ({
  id: row.id,
  label: row.label,
  action: row.action,
  format: row.format,
  limit: limitOf(row),
  description: lineOf(row.brief),
  own: {
    brief: row.brief,
    scope: row.scope,
    mine: row.ownerId === userId,
    changedAt: row.changedAt.toISOString(),
    deleted: row.deletedAt !== null,
  },
});

function lineOf(brief: string): string {
  const line = brief.split('\n', 1)[0]?.trim() ?? '';
  return line.length > LINE_LENGTH ? `${clip(line, LINE_LENGTH).trimEnd()}…` : line;
}

/** Those that come with Devreel. */
export const builtInInfos = (): ContentTypeInfo[] =>
  Object.entries<ContentType>(contentTypes).map(([id, { label, action, format, limit, description }]) => ({
    id,
    label,
    action,
    format,
    limit,
    description,
    own: null,
  }));
