/** A newsletter: what the talk is about, and one thing from each of its topics. */
import { ground } from '../grounding.js';
import { escapeMarkdown, saidInMarkdown, timestampLink } from '../markdown.js';
import type { Section } from '../offline.js';
import { openedOutlineOf, pointsOf, telling } from '../offline.js';
import type { ContentType } from '../talk.js';

const LEADING = 2;
const SENTENCES = 2;

export const newsletter: ContentType = {
  label: 'Newsletter',
  action: 'edit',
  format: 'markdown',
  limit: null,
  showsScreenshots: true,
  description: 'A letter to subscribers: what the talk is about, and one thing from each topic.',
  brief: [
    'A newsletter issue in Markdown: a subject line as #, a personal opening of two',
    'or three sentences, then for each chapter a ## heading with what is worth knowing and a link to its moment as',
    '[m:ss](#t=seconds), at most one screenshot in all as ![what it shows](screenshots/<index>.jpg), and a closing with one thing',
    'to try.',
  ].join(' '),
  audience: 'developers who subscribed to the speaker.',
  tone: 'personal and to the point, as a letter.',
  length: '250 to 500 words; of a talk with many chapters a sentence for each.',
  usualTokens: 520,
  scope: 'every chapter',
  temperature: 0.6,
  check: ground,
  outline(talk) {
    const { labels, opening, sections } = openedOutlineOf(talk, LEADING);
    return `${[
      `# ${escapeMarkdown(talk.title)}`,
      ...opening.map(saidInMarkdown),
      ...sections.flatMap(blocksOf),
      `[${labels.watch}](#t=0)`,
    ]
      .filter((block) => block !== '')
      .join('\n\n')}\n`;
  },
};

function blocksOf(section: Section): string[] {
  const { title, startMs } = section.chapter;
  return [`## ${escapeMarkdown(title)} (${timestampLink(startMs)})`, ...pointsOf(telling(section, SENTENCES))];
}
