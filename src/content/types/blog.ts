/** A blog post, as far as the talk's own sentences can make one. */
import type { Language } from '../../transcript/languages/language.js';
import { ground } from '../grounding.js';
import { escapeMarkdown, saidInMarkdown, screenshotImage, timestampLink } from '../markdown.js';
import type { Section } from '../offline.js';
import { languageOfTalk, openedOutlineOf, pointsOf, telling } from '../offline.js';
import { codeIn } from '../section-code.js';
import { pictureFor } from '../section-picture.js';
import type { ContentType, Talk } from '../talk.js';

const LEADING = 2;
/** A section has a sentence for each so many ms of its chapter, within these bounds. */
const SENTENCE_PER_MS = 60_000;
const FEWEST = 3;
const MOST = 5;

export const blog: ContentType = {
  label: 'Blog post',
  action: 'edit',
  format: 'markdown',
  limit: null,
  showsScreenshots: true,
  description: 'An article with sections, screenshots and links to the moments in the talk.',
  brief: [
    'A blog post in Markdown: a title as #, a short lead, one ## section for each chapter of the talk, then a',
    'short conclusion. Link each section to its moment as [m:ss](#t=seconds), and show a screenshot where one helps as',
    '![what it shows](screenshots/<index>.jpg). Code that was shown goes into fenced blocks.',
  ].join(' '),
  audience: 'developers who have not seen the talk.',
  tone: 'clear and concrete, in the words of the talk, as its speaker would write.',
  length: '600 to 1,500 words, and more only where the talk has many chapters.',
  usualTokens: 1_350,
  scope: 'every chapter',
  temperature: 0.5,
  check: ground,
  outline(talk) {
    const { opening, sections } = openedOutlineOf(talk, LEADING);
    const language = languageOfTalk(talk);
    const blocks = [
      `# ${escapeMarkdown(talk.title)}`,
      ...opening.map(saidInMarkdown),
      ...sections.flatMap((one) => blocksOf(one, talk, language)),
    ];
    return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
  },
};

/** A chapter as blocks of Markdown. */
function blocksOf(section: Section, talk: Talk, language: Language): string[] {
  const { chapter } = section;
  const minutes = Math.round((chapter.endMs - chapter.startMs) / SENTENCE_PER_MS);
  const told = telling(section, Math.min(MOST, Math.max(FEWEST, minutes)));
  const picture = pictureFor(chapter, told, talk, language);
  const code = codeIn(chapter, talk);
  return [
    `## ${escapeMarkdown(chapter.title)} (${timestampLink(chapter.startMs)})`,
    // What is code on a picture can be copied as text.
    ...(picture && (code.length === 0 || picture.seen?.code == null) ? [screenshotImage(picture)] : []),
    ...pointsOf(told),
    ...code,
  ];
}
