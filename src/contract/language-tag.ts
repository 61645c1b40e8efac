/** Languages by their tags: BCP 47, RFC 5646. */
import { z } from 'zod';
import { clean } from './text.js';

const LONGEST_TAG = 35;
/** They say that nobody knows, that there are several, or none; and those of private use say nothing to others. */
const NO_LANGUAGE = /^(?:und|mul|mis|zxx|q[a-t][a-z])$/;

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** The tag as it is written, such as `pt-BR`, without what it says beside language, script, region and variant; null for what names no language. */
export function languageTag(said: string): string | null {
  const tag = said.trim();
  if (tag.length > LONGEST_TAG) return null;
  try {
    const { baseName } = new Intl.Locale(tag);
    const language = primaryOf(baseName);
    // Of three letters there are thousands, most of them without a name here.
    const known = language.length === 3 || (language.length === 2 && names.of(language) !== undefined);
    return known && !NO_LANGUAGE.test(language) ? baseName : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Of `pt-BR` it is `pt`. */
export const primaryOf = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? tag;

/** A tag that people give. */
export const givenLanguage = z
  .string()
  .transform((said, context): string => {
    const tag = languageTag(clean(said));
    if (tag !== null) return tag;
    context.addIssue({ code: 'custom', message: 'Give a language by its tag, such as en, de or pt-BR' });
    return z.NEVER;
  })
  .describe('BCP 47, such as `de` or `pt-BR`.');
