/** The offline writer of types that people made: their form and their limit, filled with the talk's own sentences. Pure. */
import type { ContentFormat, Limit } from '../../contract/content.js';
import { timestamp } from '../../transcript/chapters.js';
import { escapeMarkdown, saidInMarkdown, timestampLink } from '../markdown.js';
import type { Outline, Section } from '../offline.js';
import { leadParagraphs, outlineOf, pointsOf, quoted, telling } from '../offline.js';
import type { ReadableSentence } from '../standing.js';
import type { ContentType, Talk } from '../talk.js';
import { BETWEEN_POSTS } from '../thread.js';
import { measureOf } from './check.js';

const LEADING = 2;
/** Of a chapter, at most so many sentences. */
const MOST_SENTENCES = 3;

export function outlineFor(format: ContentFormat, limit: Limit | null): ContentType['outline'] {
  const fits = (text: string): boolean => limit === null || measureOf(limit)(text.trim()) <= limit.max;
  switch (format) {
    case 'markdown':
      return (talk) => fitted(talk, asMarkdown, fits);
    case 'text':
      return (talk) => fitted(talk, asText, fits);
    case 'thread':
      return (talk) => asThread(talk, fits);
  }
}

type Write = (talk: Talk, outline: Outline, sentences: number) => string;

/**
 * The most of the talk that fits: fewer sentences of each chapter first, then none of the lead, then every second or third chapter,
 * from all over the talk, and at the end its title alone.
 */
function fitted(talk: Talk, write: Write, fits: (text: string) => boolean): string {
  const outline = outlineOf(talk, LEADING);
  for (let sentences = MOST_SENTENCES; sentences >= 0; sentences--) {
    const text = write(talk, outline, sentences);
    if (fits(text)) return text;
  }
  const { sections } = outline;
  for (let step = 1; step <= sections.length; step++) {
    const some = sections.filter((_, i) => i % step === 0);
    const text = write(talk, { ...outline, lead: [], sections: some }, 0);
    if (fits(text)) return text;
  }
  return write(talk, { ...outline, lead: [], sections: [] }, 0);
}

const BETWEEN = '\n\n';
const joined = (blocks: string[]): string => blocks.filter((block) => block !== '').join(BETWEEN);

const asMarkdown: Write = ({ title }, { lead, sections }, sentences) =>
  `${joined([
    `# ${escapeMarkdown(title)}`,
    ...leadParagraphs(lead).map(saidInMarkdown),
    ...sections.flatMap((section) => [
      `## ${escapeMarkdown(section.chapter.title)} (${timestampLink(section.chapter.startMs)})`,
      ...pointsOf(telling(section, sentences)),
    ]),
  ])}\n`;

const asText: Write = ({ title }, { labels, lead, sections }, sentences) =>
  joined([
    title,
    ...leadParagraphs(lead),
    ...(sections.length > 0 ? [`${labels.inThisTalk}:`] : []),
    ...sections.map((section) => pointOf(section, sentences)),
  ]);

function pointOf(section: Section, sentences: number): string {
  const said = quoted(telling(section, sentences)).join(' ');
  return said === '' ? section.chapter.title : `${section.chapter.title}\n${said}`;
}

/** One post for each chapter: its title with the most telling sentence that fits. */
function asThread(talk: Talk, fits: (text: string) => boolean): string {
  const { lead, sections } = outlineOf(talk, 1);
  const post = (title: string, sentences: ReadableSentence[]): string =>
    sentences.map((sentence) => [title, ...quoted([sentence])].join(BETWEEN)).find(fits) ?? title;
  const posts = sections.map(({ chapter, sentences }) =>
    post(`${timestamp(chapter.startMs)} ${chapter.title}`, sentences),
  );
  return [post(talk.title, lead), ...posts].join(BETWEEN_POSTS);
}
