/** A blog post, as far as the talk's own sentences make one. */
import type { Chapter } from '../../contract/content.js';
import { isLeadIn } from '../../transcript/titles.js';
import { ground } from '../grounding.js';
import { keySentences } from '../key-sentences.js';
import { escapeMarkdown, screenshotImage, timestampLink } from '../markdown.js';
import type { Sentence } from '../../transcript/sentences.js';
import { sentencesOf } from '../../transcript/sentences.js';
import type { ContentType, Talk } from '../talk.js';

const NOTE =
  '> This outline was made offline from the talk’s own sentences, without a language model. Every sentence below was said in the talk, in this order.';
const INSTRUCTIONS_NOTE = '> The offline writer does not follow instructions, so yours were not used.';

/** Of a chapter's sentences, a third is kept, within these bounds. */
const FEWEST = 2;
const MOST = 8;

export const blog: ContentType = {
  label: 'Blog post',
  action: 'edit',
  format: 'markdown',
  description: 'An article with sections, screenshots and links to the moments in the talk.',
  brief: [
    'A blog post in Markdown for developers: a title as #, a short lead, one ## section for each topic of the talk, then a',
    'short conclusion. Link each section to its moment as [m:ss](#t=seconds), and show a screenshot where one helps as',
    '![what it shows](screenshots/<index>.jpg). Code that was shown goes into fenced blocks. 600 to 1,500 words.',
  ].join(' '),
  check: ground,
  outline(talk) {
    const sentences = sentencesOf(talk.segments);
    const note = talk.instructions?.trim() ? `${NOTE}\n>\n${INSTRUCTIONS_NOTE}` : NOTE;
    const sections = chaptersOf(talk).flatMap((chapter) => section(chapter, sentences, talk));
    return `${[`# ${escapeMarkdown(talk.title)}`, note, ...sections].join('\n\n')}\n`;
  },
};

/** A talk without chapters is one section. */
const chaptersOf = ({ chapters, title, durationMs }: Talk): Chapter[] =>
  chapters.length > 0 ? chapters : [{ index: 0, title, startMs: 0, endMs: durationMs }];

/** A chapter as blocks of Markdown; none when nothing was said in it. */
function section(chapter: Chapter, sentences: Sentence[], talk: Talk): string[] {
  const said = sentences.filter((sentence) => within(chapter, sentence.startMs));
  if (said.length === 0) return [];
  const count = Math.min(MOST, Math.max(FEWEST, Math.ceil(said.length / 3)));
  const screenshot = talk.screenshots.find(({ distinct, atMs }) => distinct && within(chapter, atMs));
  return [
    `## ${escapeMarkdown(chapter.title)}`,
    timestampLink(chapter.startMs),
    ...(screenshot ? [screenshotImage(screenshot)] : []),
    ...keySentences(worthKeeping(said), count).map(({ text }) => escapeMarkdown(text)),
  ];
}

/** Without the greeting or the announcement at its start, which the title has already, unless nothing else is said. */
function worthKeeping(said: Sentence[]): Sentence[] {
  const others = said.filter(({ text }, i) => i > 1 || !isLeadIn(text));
  return others.length > 0 ? others : said;
}

const within = ({ startMs, endMs }: Chapter, ms: number): boolean => ms >= startMs && ms < endMs;
