/** What a step is given of its project: exactly what it says that it reads, as it is when the attempt begins. */
import type { DataSource, EntityManager } from 'typeorm';
import { voiceOf } from '../content/voice/stored.js';
import { currentVersion } from '../content/versions.js';
import { ownTypeOf } from '../content/own/stored.js';
import { ChaptersRow, TranscriptRow } from '../database/entities/content.entity.js';
import { DocumentRow } from '../database/entities/document.entity.js';
import { CaptionsRow, ProjectRow, SourceRow } from '../database/entities/project.entity.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import { prepared } from '../database/prepared.js';
import { readPictures } from '../recording/pictures/stored.js';
import { readScreenshots } from '../recording/screenshots.js';
import { readDocumentTexts } from '../search/passages.js';
import { contentTypeOf, documentOf } from '../steps/lookup.js';
import type { Given, GivenFile } from '../steps/step.js';
import { isByHand, toTranscriptWithWords } from '../transcript/stored.js';

const readers: { [K in keyof Given]: (db: EntityManager, task: TaskRow) => Promise<Given[K]> } = {
  async source(db, { projectId }) {
    const row = await db.findOneBy(SourceRow, { projectId });
    return row && toFile(row);
  },
  async document(db, { projectId, key }) {
    const id = documentOf(key);
    const row = id === null ? null : await db.findOneBy(DocumentRow, { id, projectId });
    return row && { ...toFile(row), kind: row.kind };
  },
  documentTexts: (db, { projectId }) => readDocumentTexts(db, projectId),
  async projectTitle(db, { projectId: id }) {
    return (await db.findOneByOrFail(ProjectRow, { id })).title;
  },
  async language(db, { projectId: id }) {
    return (await db.findOneByOrFail(ProjectRow, { id })).language;
  },
  async media(db, { projectId }) {
    return (await db.findOneBy(SourceRow, { projectId }))?.media ?? null;
  },
  async captions(db, { projectId }) {
    const row = await db.findOneBy(CaptionsRow, { projectId });
    return row && { body: row.body, sha256: row.sha256 };
  },
  async transcript(db, { projectId }) {
    const row = await db.findOneBy(TranscriptRow, { projectId });
    return row && toTranscriptWithWords(row);
  },
  async speakers(db, { projectId }) {
    const row = await db.findOne(TranscriptRow, { select: { speakers: true }, where: { projectId } });
    return (row?.speakers ?? []).map(({ id, name }) => ({ id, name }));
  },
  async chapters(db, { projectId }) {
    const row = await db.findOneBy(ChaptersRow, { projectId });
    return (row?.items ?? []).map((item, index) => ({ index, ...item }));
  },
  async chaptersByHand(db, { projectId }) {
    const row = await db.findOneBy(ChaptersRow, { projectId });
    return row && isByHand(row) ? row.items : null;
  },
  screenshots: (db, { projectId }) => readScreenshots(db, projectId),
  pictures: (db, { projectId }) => readPictures(db, projectId),
  async ownType(db, { key }) {
    const type = contentTypeOf(key);
    return type === null ? null : ownTypeOf(db, type);
  },
  async locked(db, { projectId, key }) {
    const type = contentTypeOf(key);
    const row = type === null ? null : await currentVersion(db, projectId, type);
    return row && row.locked.length > 0 ? { body: row.body, passages: row.locked } : null;
  },
  voice: async (db, { requestedBy }) => (requestedBy === null ? null : voiceOf(db, requestedBy)),
};

const toFile = ({ objectKey, filename, sizeBytes, sha256 }: SourceRow | DocumentRow): GivenFile => ({
  key: objectKey,
  filename,
  sizeBytes,
  sha256,
});

/**
 * Only what is in `reads` is there: a step is given no more, and its type knows of no more. It is read after the claim, without the
 * project's lock, as it was at one moment: what is changed after the attempt began makes the result stale.
 */
export async function readGiven(db: DataSource, task: TaskRow, reads: readonly (keyof Given)[]): Promise<Given> {
  const given: [string, unknown][] = [];
  const readAll = async (view: EntityManager): Promise<void> => {
    for (const name of reads) given.push([name, await readers[name](view, task)]);
  };
  if (reads.length > 1) await db.transaction('REPEATABLE READ', readAll);
  else await readAll(db.manager);
  return Object.fromEntries(given) as unknown as Given;
}

/** SQL: when what people may change by hand, and steps make, was changed, in the project $1. */
const changes: { [K in keyof Given]?: string } = {
  language: '(SELECT language_set_at FROM projects WHERE id = $1)',
  transcript: '(SELECT changed_at FROM transcripts WHERE project_id = $1)',
  speakers: '(SELECT speakers_changed_at FROM transcripts WHERE project_id = $1)',
  chapters: '(SELECT changed_at FROM chapters WHERE project_id = $1)',
};

/** Whether some of what is in `reads` was changed, by a step or by hand, after that time. */
export async function isChangedSince(
  db: EntityManager,
  projectId: string,
  reads: readonly (keyof Given)[],
  time: Date,
): Promise<boolean> {
  const times = reads.flatMap((read) => changes[read] ?? []);
  if (times.length === 0) return false;
  const sql = prepared(`SELECT greatest(${times.join(', ')}) AS "changedAt"`);
  const [row] = await db.query<{ changedAt: Date | null }[]>(sql, [projectId]);
  return row?.changedAt != null && row.changedAt > time;
}
