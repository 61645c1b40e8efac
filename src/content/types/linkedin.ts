/** One post on LinkedIn. */
import { beginningOf } from '../fitting.js';
import type { Section } from '../offline.js';
import { outlineOf, quoted, telling } from '../offline.js';
import { groundPlain } from '../plain-times.js';
import type { ContentType } from '../talk.js';

/** https://www.linkedin.com/help/linkedin/answer/a528176 */
const MOST_CHARACTERS = 3_000;
const LEADING = 1;
const BETWEEN = '\n\n';

export const linkedin: ContentType = {
  label: 'LinkedIn post',
  action: 'view',
  format: 'text',
  limit: { max: MOST_CHARACTERS, measure: 'characters', per: 'text' },
  showsScreenshots: false,
  description: 'One post of at most 3,000 characters; its first two lines are what people see.',
  brief: [
    'A LinkedIn post in plain text: a first line of at most 140 characters that makes people read on, short paragraphs of one or',
    'two sentences, three to five concrete points from the talk, and a question to the readers at the end. At most three',
    'hashtags in the last line, no Markdown.',
  ].join(' '),
  audience: 'colleagues and people who lead developers.',
  tone: 'professional and plain, without superlatives.',
  length: 'at most 2,000 characters.',
  usualTokens: 370,
  scope: 'the best of it',
  temperature: 0.6,
  check(text, talk) {
    const { body, grounding } = groundPlain(text, talk);
    const fitting = beginningOf(body, MOST_CHARACTERS);
    return { body: `${fitting.text}\n`, grounding: fitting.cut > 0 ? { ...grounding, cut: fitting.cut } : grounding };
  },
  outline(talk) {
    const { labels, lead, sections } = outlineOf(talk, LEADING);
    const around = [talk.title, ...quoted(lead), `${labels.inThisTalk}:`];
    return [...around, ...pointsOf(sections, MOST_CHARACTERS - around.join(BETWEEN).length)].join(BETWEEN);
  },
};

/**
 * Each chapter with its most telling sentence. Where that is too long for a post, the longest sentences are left out, and of
 * very many chapters every second or third is named.
 */
function pointsOf(sections: Section[], most: number): string[] {
  const points = sections.map((section) => ({
    title: section.chapter.title,
    sentence: quoted(telling(section, 1)).join(' '),
  }));
  const text = (): string[] => points.map(({ title, sentence }) => (sentence === '' ? title : `${title}\n${sentence}`));
  const fits = (blocks: string[]): boolean =>
    blocks.reduce((sum, { length }) => sum + length + BETWEEN.length, 0) <= most;
  for (const longest of points.toSorted((a, b) => b.sentence.length - a.sentence.length)) {
    if (fits(text())) return text();
    longest.sentence = '';
  }
  for (let step = 1; step < points.length; step++) {
    const some = text().filter((_, i) => i % step === 0);
    if (fits(some)) return some;
  }
  return [];
}
