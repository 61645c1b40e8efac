/** Which of PostgreSQL's text search configurations knows the words of a text. */
import type { EntityManager } from 'typeorm';
import { clip } from '../contract/clip.js';

/** For unknown languages: words are found only as they are written. */
export const SIMPLE = 'simple';

const SAMPLE_CHARS = 4_000;
/** In every language with a list of stop words, each third or fourth word is one. */
const LEAST_STOP_WORDS = 0.15;

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** `language`: in BCP 47, where it was named. Otherwise it is the language whose stop words the text has most of. */
export async function configFor(db: EntityManager, language: string | null, text: string): Promise<string> {
  const counts: { config: string; kept: number }[] = await db.query(
    `SELECT cfgname AS config,
       (SELECT coalesce(sum(cardinality(positions)), 0)::int FROM unnest(to_tsvector(c.oid::regconfig, $1))) AS kept
     FROM pg_ts_config c WHERE cfgnamespace = 'pg_catalog'::regnamespace ORDER BY cfgname`,
    [language === null ? clip(text, SAMPLE_CHARS) : ''],
  );
  if (language !== null) {
    const name = nameOf(language);
    return counts.find(({ config }) => name.startsWith(config))?.config ?? SIMPLE;
  }
  const all = counts.find(({ config }) => config === SIMPLE)?.kept ?? 0;
  const [best] = counts.toSorted((a, b) => a.kept - b.kept);
  return best && best.kept < all * (1 - LEAST_STOP_WORDS) ? best.config : SIMPLE;
}

/** The language's English name in small letters, as PostgreSQL names its configurations; '' for an unknown one. */
function nameOf(language: string): string {
  try {
    return names.of(language.split('-')[0] ?? '')?.toLowerCase() ?? '';
  } catch {
    return '';
  }
}
