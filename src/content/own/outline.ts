/** The offline writer of types that people made: their form and their limit, filled with the talk's own sentences. Pure. */
import type { ContentFormat, Limit } from '../../contract/content.js';
import { escapeMarkdown, saidInMarkdown, timestampLink } from '../markdown.js';
import type { Opened } from '../offline.js';
import { leadParagraphs, openedOutlineOf, outlineOf, pointsOf, quoted } from '../offline.js';
import type { Told } from '../shorter.js';
import { everShorter } from '../shorter.js';
import type { ContentType, Talk } from '../talk.js';
import { threadOf } from '../thread-outline.js';
import { measureOf } from './check.js';

const LEADING = 2;
/** Of a chapter, at most so many sentences. */
const MOST_SENTENCES = 3;

export function outlineFor(format: ContentFormat, limit: Limit | null): ContentType['outline'] {
  const fits = (text: string): boolean => limit === null || measureOf(limit)(text.trim()) <= limit.max;
  switch (format) {
    case 'markdown':
      return (talk) => fitted(talk, openedOutlineOf(talk, LEADING), asMarkdown, fits);
    case 'text':
      return (talk) => fitted(talk, listed(talk), asText, fits);
    case 'thread':
      return (talk) => threadOf(talk, fits);
  }
}

/** A plain text has the topics in a list of their own. */
function listed(talk: Talk): Opened {
  const outline = outlineOf(talk, LEADING);
  return { ...outline, opening: leadParagraphs(outline.lead) };
}

type Write = (talk: Talk, outline: Opened, sections: Told[]) => string;

/** The most of the talk that fits. A sentence of each chapter is worth more than an opening; at the end the talk's title stands alone. */
function fitted(talk: Talk, outline: Opened, write: Write, fits: (text: string) => boolean): string {
  const unopened = { ...outline, opening: [] };
  for (const sections of everShorter(outline.sections, MOST_SENTENCES))
    for (const opened of [outline, unopened]) {
      const text = write(talk, opened, sections);
      if (fits(text)) return text;
    }
  return write(talk, unopened, []);
}

const BETWEEN = '\n\n';
const joined = (blocks: string[]): string => blocks.filter((block) => block !== '').join(BETWEEN);

const asMarkdown: Write = ({ title }, { opening }, sections) =>
  `${joined([
    `# ${escapeMarkdown(title)}`,
    ...opening.map(saidInMarkdown),
    ...sections.flatMap(({ section: { chapter }, told }) => [
      `## ${escapeMarkdown(chapter.title)} (${timestampLink(chapter.startMs)})`,
      ...pointsOf(told),
    ]),
  ])}\n`;

const asText: Write = ({ title }, { labels, opening }, sections) =>
  joined([title, ...opening, ...(sections.length > 0 ? [`${labels.inThisTalk}:`] : []), ...sections.map(asPoint)]);

const asPoint = ({ section, told }: Told): string =>
  [section.chapter.title, quoted(told).join(' ')].filter((line) => line !== '').join('\n');
