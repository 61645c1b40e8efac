/** What is spoken in a recording, as people say. */
import { primaryOf } from '../contract/language-tag.js';
import { PictureRow, TranscriptRow } from '../database/entities/content.entity.js';
import { ProjectRow } from '../database/entities/project.entity.js';
import type { ProjectTx } from '../events/project-tx.js';
import { isHeardOtherwise, storeLanguage } from '../transcript/stored.js';
import { markDerivedStale, markMadeStale } from '../tasks/stale.js';

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
  if (!transcript) return true;
  const now = language ?? transcript.ownLanguage;
  if (isHeardOtherwise(transcript, language)) await markMadeStale(tx, ['transcribe']);
  // It is in the letters of another language that slides were read.
  const read = await tx.db.existsBy(PictureRow, { projectId: id });
  if (read && primaryIn(now) !== primaryIn(transcript.language)) await markMadeStale(tx, ['slides']);
  const change = await storeLanguage(tx, transcript, language);
  if (change) await markDerivedStale(tx, 'transcribe', change);
  return true;
}

const primaryIn = (language: string | null): string | null => language && primaryOf(language);
