/** Stores transcript and chapters, and what people changed in them by hand. Written under the project's lock. */
import { randomUUID } from 'node:crypto';
import type { ProjectTx } from '../events/project-tx.js';
import type { Chapter, Chapters, Speaker, Transcript } from '../contract/content.js';
import { primaryOf } from '../contract/language-tag.js';
import { ChaptersRow, TranscriptRow } from '../database/entities/content.entity.js';
import { ProjectRow } from '../database/entities/project.entity.js';
import type { Reindexed } from '../search/passages.js';
import { indexTranscript } from '../search/passages.js';
import type { Corrected } from './corrections.js';
import { withCorrections } from './corrections.js';
import type { MadeTranscript } from './speakers.js';
import { speakersIn, withIds } from './speakers.js';

type NewChapter = Omit<Chapter, 'index'>;

/** With the times of words, where they are known. */
export const toTranscriptWithWords = (row: TranscriptRow): Transcript => {
  const { language, source, coverage, missing, durationMs, segments } = row;
  const speakers = speakersIn(segments, row.speakers);
  return { language, source, coverage, missing, durationMs, speakers, segments };
};

/** Without them: they are ten times as long as the words. */
export const toTranscript = (row: TranscriptRow): Transcript => {
  const transcript = toTranscriptWithWords(row);
  return { ...transcript, segments: transcript.segments.map(({ words: _, ...segment }) => segment) };
};

/** Chapters as they are answered. Those made by hand are given beside them only where others have taken their place. */
export const toChapters = ({ items, handmade }: ChaptersRow): Chapters => ({
  items: numbered(items),
  handmade: handmade && !isByHand({ items, handmade }) ? numbered(handmade) : null,
});

/** Whether these chapters are as people set them. */
export const isByHand = ({ items, handmade }: Pick<ChaptersRow, 'items' | 'handmade'>): boolean =>
  handmade !== null && sameChapters(handmade, items);

/** By what they say: what the database gives back has its fields in an order of its own. */
const sameChapters = (a: NewChapter[], b: NewChapter[]): boolean =>
  a.length === b.length &&
  a.every(({ title, startMs, endMs }, i) => b[i]?.title === title && b[i].startMs === startMs && b[i].endMs === endMs);

const numbered = (items: NewChapter[]): Chapter[] => items.map((item, index) => ({ index, ...item }));

/**
 * Stores a new transcript. Segments that are recognised as before get the corrections that people made of them; speakers who are
 * called as before keep the names that people gave them.
 */
export async function storeTranscript(
  tx: ProjectTx,
  { toldLanguage = null, ...made }: MadeTranscript,
): Promise<Reindexed> {
  const { projectId } = tx;
  const before = await tx.db.findOneBy(TranscriptRow, { projectId });
  const corrections = before?.corrections ?? [];
  const identified = withIds(made.segments, before?.speakers ?? [], randomUUID);
  const segments = withCorrections(identified.segments, corrections);
  const { language: ownLanguage } = made;
  const language = (await languageSet(tx)) ?? ownLanguage;
  const languages = { language, ownLanguage, toldLanguage };
  const row = {
    projectId,
    ...made,
    ...languages,
    segments,
    corrections,
    speakers: identified.speakers,
    ...next(before),
  };
  await tx.db.upsert(TranscriptRow, row, ['projectId']);
  return indexTranscript(tx, row);
}

/** What people set for the project, or null. */
async function languageSet({ db, projectId }: ProjectTx): Promise<string | null> {
  return (await db.findOneByOrFail(ProjectRow, { id: projectId })).language;
}

/** Whether people said after that time, in ISO 8601, what is spoken. */
export async function isLanguageSetSince({ db, projectId }: ProjectTx, time: string | null): Promise<boolean> {
  const { languageSetAt } = await db.findOneByOrFail(ProjectRow, { id: projectId });
  return time !== null && languageSetAt !== null && languageSetAt > new Date(time);
}

/** Whether a recogniser was told to expect, or found out, another language than it would be told to expect now. */
export function isHeardOtherwise(
  { source, ownLanguage, toldLanguage }: Pick<TranscriptRow, 'source' | 'ownLanguage' | 'toldLanguage'>,
  language: string | null,
): boolean {
  if (source !== 'recognised') return false;
  if (language === null) return toldLanguage !== null;
  const heard = toldLanguage ?? ownLanguage;
  return heard === null || primaryOf(heard) !== primaryOf(language);
}

/** The same for the transcript as it is kept now, and the language that the project has now. */
export async function wasHeardOtherwise(tx: ProjectTx): Promise<boolean> {
  const row = await tx.db.findOneBy(TranscriptRow, { projectId: tx.projectId });
  return row !== null && isHeardOtherwise(row, await languageSet(tx));
}

/** What people set, or null: it is what the recogniser or the captions say. Null where that is no change. */
export async function storeLanguage(tx: ProjectTx, row: TranscriptRow, set: string | null): Promise<Reindexed | null> {
  const language = set ?? row.ownLanguage;
  if (language === row.language) return null;
  await tx.db.update(TranscriptRow, { projectId: tx.projectId }, { language, ...next(row) });
  return indexTranscript(tx, { language, segments: row.segments });
}

export async function storeCorrected(
  tx: ProjectTx,
  before: TranscriptRow,
  corrected: Corrected & Pick<TranscriptRow, 'speakers'>,
): Promise<Reindexed> {
  await tx.db.update(TranscriptRow, { projectId: tx.projectId }, { ...corrected, ...next(before) });
  return indexTranscript(tx, { language: before.language, segments: corrected.segments });
}

/** Stores the new name of a speaker. What was said stays as it was, and is found as before. */
export async function storeName(tx: ProjectTx, { revision, speakers }: TranscriptRow, renamed: Speaker): Promise<void> {
  await tx.db.update(
    TranscriptRow,
    { projectId: tx.projectId },
    {
      revision: revision + 1,
      speakers: speakers.map((known) => (known.id === renamed.id ? { ...known, name: renamed.name } : known)),
      speakersChangedAt: () => 'clock_timestamp()',
    },
  );
}

/** Makes the transcript findable as it is kept now. */
export async function indexStoredTranscript(tx: ProjectTx): Promise<void> {
  const row = await tx.db.findOneBy(TranscriptRow, { projectId: tx.projectId });
  if (row) await indexTranscript(tx, row);
}

/** Stores new chapters. Those made by hand are kept beside them. False when they are those that are there. */
export async function storeChapters(tx: ProjectTx, items: NewChapter[]): Promise<boolean> {
  const { projectId } = tx;
  const before = await tx.db.findOneBy(ChaptersRow, { projectId });
  if (before && sameChapters(before.items, items)) return false;
  await tx.db.upsert(ChaptersRow, { projectId, items, ...next(before) }, ['projectId']);
  return true;
}

/** Chapters that come with the recording: there before anything is heard, and never in the place of others. */
export async function storeFirstChapters(tx: ProjectTx, items: NewChapter[]): Promise<void> {
  const known = await tx.db.existsBy(ChaptersRow, { projectId: tx.projectId });
  if (!known && items.length > 0) await storeChapters(tx, items);
}

export async function storeHandmade(tx: ProjectTx, before: ChaptersRow | null, items: NewChapter[]): Promise<void> {
  const { projectId } = tx;
  await tx.db.upsert(ChaptersRow, { projectId, items, handmade: items, ...next(before) }, ['projectId']);
}

const next = (before: { revision: number } | null) => ({
  revision: (before?.revision ?? 0) + 1,
  changedAt: () => 'clock_timestamp()',
});
