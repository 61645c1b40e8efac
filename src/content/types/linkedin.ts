/** One post on LinkedIn. */
import { beginningOf } from '../fitting.js';
import { keyTexts, offlineNote, saidIn } from '../offline.js';
import { groundPlain } from '../plain-times.js';
import type { ContentType } from '../talk.js';

/** https://www.linkedin.com/help/linkedin/answer/a528176 */
const MOST_CHARACTERS = 3_000;
/** A post with more topics than this is too long for a post. */
const MOST_TOPICS = 6;

export const linkedin: ContentType = {
  label: 'LinkedIn post',
  action: 'view',
  format: 'text',
  limit: { max: MOST_CHARACTERS, measure: 'characters', per: 'text' },
  description: 'One post of at most 3,000 characters; its first two lines are what people see.',
  brief: [
    'A LinkedIn post in plain text: a first line of at most 140 characters that makes people read on, short paragraphs of one or',
    'two sentences, three to five concrete points from the talk, and a question to the readers at the end. At most 2,000',
    'characters, at most three hashtags in the last line, no Markdown.',
  ].join(' '),
  check(text, talk) {
    const { body, grounding } = groundPlain(text, talk);
    const fitting = beginningOf(body, MOST_CHARACTERS);
    return { body: `${fitting.text}\n`, grounding: fitting.cut > 0 ? { ...grounding, cut: fitting.cut } : grounding };
  },
  outline(talk) {
    const points = saidIn(talk)
      .slice(0, MOST_TOPICS)
      .map((said) => [said.chapter.title, ...keyTexts(said, 1)].join('\n'));
    return [talk.title, ...points, ...offlineNote(talk)].join('\n\n');
  },
};
