/** The versions of drafts: a new one is added, and none is ever overwritten. */
import type { EntityManager } from 'typeorm';
import type { ProjectTx } from '../events/project-tx.js';
import { formatOf } from './content-types.js';
import type { Content } from '../contract/content.js';
import type { Grounding } from '../contract/grounding.js';
import type { ContentOrigin, ContentSummary } from '../contract/project.js';
import { ContentVersionRow } from '../database/entities/content.entity.js';
import { TaskRow } from '../database/entities/task.entity.js';
import { indexDraft } from '../search/passages.js';
import { mentions } from './mentions.js';
import { inherited, tell } from './review-states.js';
import { plainText } from './plain-text.js';

export interface NewVersion {
  body: string;
  origin: ContentOrigin;
  grounding: Grounding;
  /** What it was made from has changed since. */
  stale?: boolean;
  /** The id of who saves it; absent for what a task wrote. */
  savedBy?: string;
  /** See `ContentVersionRow`; by default none. */
  locked?: string[];
  offers?: number | null;
  restoredFrom?: number | null;
}

/** The current version of a type, or null before there is one. */
export async function currentVersion(
  db: EntityManager,
  projectId: string,
  type: string,
): Promise<ContentVersionRow | null> {
  return db.findOne(ContentVersionRow, { where: { projectId, type }, order: { version: 'DESC' } });
}

/** Adds a version on top of whatever is current. Of an approved draft only the same text stays approved. */
export async function addVersion(tx: ProjectTx, type: string, draft: NewVersion): Promise<ContentVersionRow> {
  const before = await currentVersion(tx.db, tx.projectId, type);
  const row = await insertVersion(tx, type, draft, before);
  await tellOfFall(tx, before, row);
  return row;
}

/** People hear of it when an approved draft is one no longer. */
async function tellOfFall(tx: ProjectTx, before: ContentVersionRow | null, now: ContentVersionRow): Promise<void> {
  if (before?.state !== 'approved' || now.state !== 'draft') return;
  const { type, version } = now;
  await tell(tx, { type, version, from: before.state, to: now.state, note: null, url: null, by: null });
}

async function insertVersion(
  tx: ProjectTx,
  type: string,
  draft: NewVersion,
  current: ContentVersionRow | null,
): Promise<ContentVersionRow> {
  const { body, origin, grounding, stale = false, savedBy = null, offers = null, restoredFrom = null } = draft;
  const version = (current?.version ?? 0) + 1;
  const locked = lockedIn(body, draft.locked ?? current?.locked ?? []);
  const reviewed = inherited(current, current?.body !== body);
  const added = { version, body, origin, grounding, stale, savedBy, locked, offers, restoredFrom, ...reviewed };
  await tx.db.insert(ContentVersionRow, { projectId: tx.projectId, type, ...added });
  const row = await tx.db.findOneByOrFail(ContentVersionRow, { projectId: tx.projectId, type, version });
  tx.append('content.updated', { content: toSummary(row) });
  await indexVersion(tx, row);
  return row;
}

/**
 * Adds what a task wrote. Where it is to leave alone what was edited by hand, that stays the current version, above the new one,
 * which is offered beside it.
 */
export async function addWritten(tx: ProjectTx, taskId: string, type: string, draft: NewVersion): Promise<void> {
  const before = await currentVersion(tx.db, tx.projectId, type);
  const written = await insertVersion(tx, type, draft, before);
  const task = await tx.db.findOne(TaskRow, { select: { keepsEdited: true }, where: { id: taskId } });
  if (!task?.keepsEdited || before?.origin !== 'edited' || before.body === written.body)
    return tellOfFall(tx, before, written);
  const { savedBy, restoredFrom: _, ...kept } = before;
  // On top of what was there, whose review goes on.
  const above = { ...before, version: written.version };
  await insertVersion(tx, type, { ...kept, ...(savedBy !== null && { savedBy }), offers: written.version }, above);
}

/** Those of the passages that stand in the text, each once. */
export const lockedIn = (body: string, passages: readonly string[]): string[] => [
  ...new Set(passages.filter((passage) => passage.trim() !== '' && body.includes(passage))),
];

/** Lets search find the current version of a type, and no older one. */
export async function indexVersion(tx: ProjectTx, { type, body }: ContentVersionRow): Promise<void> {
  await indexDraft(tx, type, formatOf(type) === 'markdown' ? plainText(body) : body);
}

/** Marks the current version of every draft of the project as stale: what they were made from has changed. */
export async function markAllStale(tx: ProjectTx): Promise<void> {
  for (const row of await currentVersions(tx.db, tx.projectId)) if (!row.stale) await markStale(tx, row);
}

/** Marks the current versions that name somebody, and returns their types. */
export async function markStaleThatName(tx: ProjectTx, name: string): Promise<string[]> {
  const naming = (await currentVersions(tx.db, tx.projectId)).filter(({ body }) => mentions(body, name));
  for (const row of naming) if (!row.stale) await markStale(tx, row);
  return naming.map(({ type }) => type);
}

export async function markStale(tx: ProjectTx, row: ContentVersionRow): Promise<void> {
  const { projectId, type, version } = row;
  await tx.db.update(ContentVersionRow, { projectId, type, version }, { stale: true });
  tx.append('content.updated', { content: toSummary({ ...row, stale: true }) });
}

/** Whether transcript or chapters have changed, or a speaker was renamed, since this version was added. */
export async function isOutdated({ db, projectId }: ProjectTx, row: ContentVersionRow): Promise<boolean> {
  if (row.stale) return true;
  const [changed] = await db.query<{ since: boolean }[]>(
    `SELECT EXISTS (
       SELECT FROM transcripts WHERE project_id = $1 AND greatest(changed_at, speakers_changed_at) > $2
       UNION ALL SELECT FROM chapters WHERE project_id = $1 AND changed_at > $2) AS since`,
    [projectId, row.createdAt],
  );
  return changed?.since ?? false;
}

/** The current version of each type, by type. */
export async function currentVersions(db: EntityManager, projectId: string): Promise<ContentVersionRow[]> {
  return db
    .createQueryBuilder(ContentVersionRow, 'v')
    .distinctOn(['v.type'])
    .where('v.project_id = :projectId', { projectId })
    .orderBy('v.type')
    .addOrderBy('v.version', 'DESC')
    .getMany();
}

export const toSummary = (row: ContentVersionRow): ContentSummary => ({
  type: row.type,
  version: row.version,
  origin: row.origin,
  stale: row.stale,
  updatedAt: row.createdAt.toISOString(),
  state: row.state,
  published: row.published,
});

export const toContent = (row: ContentVersionRow): Content => ({
  ...toSummary(row),
  format: formatOf(row.type),
  body: row.body,
  grounding: row.grounding,
  locked: row.locked,
  offers: row.offers,
});
