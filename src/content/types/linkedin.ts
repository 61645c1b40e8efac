/** One post on LinkedIn. */
import { beginningOf } from '../fitting.js';
import { outlineOf, quoted, worthTelling } from '../offline.js';
import { groundPlain } from '../plain-times.js';
import type { Told } from '../shorter.js';
import { everShorter } from '../shorter.js';
import type { ContentType } from '../talk.js';

/** https://www.linkedin.com/help/linkedin/answer/a528176 */
const MOST_CHARACTERS = 3_000;
const LEADING = 1;
/** Of so few chapters there is room for two sentences each, and something to tell. */
const FEW_CHAPTERS = 4;
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
    const most = sections.length <= FEW_CHAPTERS ? 2 : 1;
    for (const some of everShorter(sections, most, worthTelling)) {
      const post = [...around, ...some.map(asPoint)].join(BETWEEN);
      if (post.length <= MOST_CHARACTERS) return post;
    }
    return around.slice(0, -1).join(BETWEEN);
  },
};

const asPoint = ({ section, told }: Told): string => [section.chapter.title, ...quoted(told)].join('\n');
