/** A person's voice, as it is kept. */
import type { EntityManager } from 'typeorm';
import { VoiceRow } from '../../database/entities/content.entity.js';
import type { KeptVoice } from './told.js';

/** Null for somebody who gave none. */
export async function voiceOf(db: EntityManager, userId: string): Promise<KeptVoice | null> {
  const row = await db.findOneBy(VoiceRow, { userId });
  return row && { posts: row.posts, keepTo: row.keepTo, corrected: row.corrected };
}
