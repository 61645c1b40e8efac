/** What is spoken in a recording, as people say. */
import { primaryOf } from '../contract/language-tag.js';
import { PictureRow, TranscriptRow } from '../database/entities/content.entity.js';
import { ProjectRow } from '../database/entities/project.entity.js';
import type { ProjectTx } from '../events/project-tx.js';
import { languageOfTexts } from '../recording/pictures/language.js';
import { isHeardOtherwise, storeLanguage } from '../transcript/stored.js';
import { markDerivedStale, markMadeStale } from '../tasks/stale.js';

/** In whose letters slides are read that tell no language. */
const ENGLISH = 'en';

/**
 * `language`: BCP 47, or null to have it found out. False where that is no change. What a recogniser heard in another language, and
 * what was made from a transcript in another one, is marked stale; it is made again only when somebody asks.
 */
export async function setLanguage(tx: ProjectTx, language: string | null): Promise<boolean> {
  const { projectId: id } = tx;
  const before = (await tx.db.findOneByOrFail(ProjectRow, { id })).language;
  if (before === language) return false;
  await tx.db.update(ProjectRow, { id }, { language, languageSetAt: () => 'clock_timestamp()' });
  const transcript = await tx.db.findOneBy(TranscriptRow, { projectId: id });
  await markSlidesStale(tx, before ?? transcript?.ownLanguage, language ?? transcript?.ownLanguage);
  if (!transcript) return true;
  if (isHeardOtherwise(transcript, language)) await markMadeStale(tx, ['transcribe']);
  const change = await storeLanguage(tx, transcript, language);
  if (change) await markDerivedStale(tx, 'transcribe', change);
  return true;
}

/** It is in the letters of another language that slides were read. Where nobody says what is spoken, they tell their own. */
async function markSlidesStale(tx: ProjectTx, before: string | null = null, now: string | null = null): Promise<void> {
  const pictures = await tx.db.find(PictureRow, {
    where: { projectId: tx.projectId },
    select: { kind: true, text: true },
  });
  if (pictures.length === 0) return;
  const own = languageOfTexts(pictures.filter(({ kind }) => kind === 'slide').map(({ text }) => text)) ?? ENGLISH;
  if (primaryOf(before ?? own) !== primaryOf(now ?? own)) await markMadeStale(tx, ['slides']);
}
