/**
 * What a language model says of a picture, held against what OCR read on it: the two make different mistakes. OCR misreads letters, a
 * model invents words. So the model's spelling is taken for words that OCR saw, too, and no others. Pure.
 */
import { z } from 'zod';
import { clip } from '../../contract/clip.js';
import { clean } from '../../contract/text.js';
import { languageOf } from '../../transcript/languages/languages.js';
import { says, wordsOf } from '../../transcript/terms.js';
import type { Described } from '../../recording/pictures/describe.js';
import { altOf } from '../../recording/pictures/describe.js';

export const look = z.object({
  kind: z.enum(['slide', 'code', 'terminal', 'diagram', 'person', 'other']),
  text: z.string(),
  code: z.string().nullable(),
  language: z.string().nullable(),
  alt: z.string(),
});
export type Look = z.infer<typeof look>;

/** What is on a picture in the end, and what of the model's answer was left out. */
export interface Seen extends Described {
  alt: string;
  /** Lines that OCR knows nothing of; Infinity where the whole answer is about something else. */
  left: number;
}

const LONGEST_TEXT = 10_000;
const LONGEST_ALT = 300;
/** So much of a line's words OCR must have seen; of all words together, less is an answer about another picture. */
const KNOWN = { line: 0.5, code: 0.6, whole: 0.3 };
/** With fewer words of OCR nothing can be said against the model's answer as a whole. */
const ENOUGH_WORDS = 8;
const SHORTEST_WORD = 2;

/** `read`: by OCR; null where it reads nothing here, so that there is nothing to hold the answer against. `language`: of the alt text. */
export function withLook(read: Described | null, answer: Look, language: string | null): Seen {
  const said = cleaned(answer);
  if (read === null) {
    const { kind, text, code } = said;
    return {
      kind,
      text,
      code,
      title: null,
      alt: said.alt || altOf({ kind, text, code, title: null }, language),
      left: 0,
    };
  }
  const known = new Known(read.text);
  const own = { ...read, alt: altOf(read, language) };
  if (known.size >= ENOUGH_WORDS && wordsIn(said.text).length > 0 && known.shareOf(said.text) < KNOWN.whole) {
    return { ...own, left: Infinity };
  }
  const lines = said.text.split('\n');
  const kept = lines.filter((line) => wordsIn(line).length === 0 || known.shareOf(line) >= KNOWN.line);
  // A short answer about a full slide loses more than it spells better.
  const told = kept.join('\n').trim();
  const whole = wordsIn(told).length >= wordsIn(read.text).length / 2;
  const code = said.code !== null && known.shareOf(said.code) >= KNOWN.code ? said.code : read.code;
  const described = { kind: said.kind, text: whole ? told : read.text, code, title: titled(read.title, kept) };
  const alt = isOf(said.alt, read.text, language) ? said.alt : altOf(described, language);
  return { ...described, alt, left: lines.length - kept.length };
}

function cleaned({ kind, text, code, alt, ...rest }: Look): Look {
  const block =
    code === null
      ? ''
      : clip(
          clean(code)
            .replace(/\r\n?/g, '\n')
            .replace(/^\n+|\s+$/g, ''),
          LONGEST_TEXT,
        );
  return {
    ...rest,
    kind,
    text: clip(clean(text).replace(/\r\n?/g, '\n').trim(), LONGEST_TEXT),
    code: block === '' ? null : block,
    alt: clip(clean(alt).replace(/\s+/g, ' ').trim(), LONGEST_ALT),
  };
}

const wordsIn = (text: string): string[] => wordsOf(text).filter((word) => word.length >= SHORTEST_WORD);

/** The title as the model spells it, where one of its lines is OCR's. */
function titled(title: string | null, lines: string[]): string | null {
  if (title === null) return null;
  const own = new Known(title);
  const length = wordsIn(title).length;
  return (
    lines.find((line) => Math.abs(wordsIn(line).length - length) <= 1 && own.shareOf(line) >= KNOWN.code)?.trim() ??
    title
  );
}

/** Whether an alt text may be of the picture on which this was read: where there is much to read, it names a word of it, and it has no figures of its own. */
function isOf(alt: string, text: string, language: string | null): boolean {
  if (alt === '' || !numbersAreKnown(alt, text)) return false;
  const known = new Known(text);
  if (known.size < ENOUGH_WORDS) return true;
  const told = languageOf(language, wordsOf(alt));
  return wordsIn(alt).some((word) => says(word, told) && known.shareOf(word) > 0);
}

/** Figures are what a model gets wrong without anybody noticing. */
function numbersAreKnown(alt: string, text: string): boolean {
  const digits = new Set(text.match(/\d+/g));
  return (alt.match(/\d{2,}/g) ?? []).every((number) => digits.has(number));
}

/** The words that OCR read, of which some letters may be others. */
class Known {
  private readonly words: Set<string>;

  constructor(text: string) {
    this.words = new Set(wordsIn(text));
  }

  get size(): number {
    return this.words.size;
  }

  /** How many of the text's words are among them, from 0 to 1; 0 where it has none. */
  shareOf(text: string): number {
    const words = wordsIn(text);
    return words.filter((word) => this.has(word)).length / Math.max(1, words.length);
  }

  private has(word: string): boolean {
    if (this.words.has(word)) return true;
    const most = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
    return most > 0 && [...this.words].some((other) => isNear(word, other, most));
  }
}

/** Whether at most so many letters have to be changed, added or taken away. */
function isNear(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(same, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return (row[b.length] ?? Infinity) <= most;
}
