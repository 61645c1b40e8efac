/** A blog post, as far as the talk's own sentences can make one. */
import { ground } from '../grounding.js';
import { escapeMarkdown, screenshotImage, timestampLink } from '../markdown.js';
import type { Said } from '../offline.js';
import { keyTexts, offlineQuote, saidIn, within } from '../offline.js';
import type { ContentType, Talk } from '../talk.js';

/** A third of a chapter's sentences is kept, within these bounds. */
const FEWEST = 2;
const MOST = 8;

export const blog: ContentType = {
  label: 'Blog post',
  action: 'edit',
  format: 'markdown',
  limit: null,
  description: 'An article with sections, screenshots and links to the moments in the talk.',
  brief: [
    'A blog post in Markdown for developers: a title as #, a short lead, one ## section for each topic of the talk, then a',
    'short conclusion. Link each section to its moment as [m:ss](#t=seconds), and show a screenshot where one helps as',
    '![what it shows](screenshots/<index>.jpg). Code that was shown goes into fenced blocks. 600 to 1,500 words.',
  ].join(' '),
  check: ground,
  outline(talk) {
    const sections = saidIn(talk).flatMap((said) => section(said, talk));
    return `${[`# ${escapeMarkdown(talk.title)}`, offlineQuote(talk), ...sections].join('\n\n')}\n`;
  },
};

/** A chapter as blocks of Markdown. */
function section(said: Said, talk: Talk): string[] {
  const { chapter, length } = said;
  const count = Math.min(MOST, Math.max(FEWEST, Math.ceil(length / 3)));
  const screenshot = talk.screenshots.find(({ distinct, atMs }) => distinct && within(chapter, atMs));
  return [
    `## ${escapeMarkdown(chapter.title)}`,
    timestampLink(chapter.startMs),
    ...(screenshot ? [screenshotImage(screenshot)] : []),
    ...keyTexts(said, count).map(escapeMarkdown),
  ];
}
