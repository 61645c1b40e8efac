/** The description of the talk's video on YouTube, with its chapters. */
import { timestamp } from '../../transcript/chapters.js';
import { beginningOf } from '../fitting.js';
import { chapterLabels } from '../../transcript/languages/languages.js';
import { languageOfTalk, openedOutlineOf, quoted, telling } from '../offline.js';
import { groundPlain } from '../plain-times.js';
import type { Checked, ContentType, Talk } from '../talk.js';

/** https://support.google.com/youtube/answer/12948449: 5,000 characters, and no angle brackets. */
const MOST_CHARACTERS = 5_000;
/** Fewer are not shown as chapters: https://support.google.com/youtube/answer/9884579 */
const FEWEST_CHAPTERS = 3;
/** Nobody reads a longer list, and the rest of the text needs space, too. The second bound is in characters. */
const MOST_CHAPTERS = 100;
const MOST_FOR_CHAPTERS = 3_000;
const CHAPTER_LINE = /^[ \t]*(?:[-*•][ \t]*)?\(?\[?((?:\d{1,2}:)?\d{1,2}:\d{2})\]?\)?[ \t]*(?:[-–—:|][ \t]*)?(\S.*)$/;
const HEADING = new RegExp(
  `^[ \\t]*(?:chapters?|timestamps?|${chapterLabels().join('|')})[ \\t]*(?:[:：][ \\t]*)?$`,
  'i',
);
const LEADING = 2;

export const youtube: ContentType = {
  label: 'YouTube description',
  action: 'view',
  format: 'text',
  limit: { max: MOST_CHARACTERS, measure: 'characters', per: 'text' },
  showsScreenshots: false,
  description: 'What the video is about, with a chapter list that YouTube understands.',
  brief: [
    'The description of the video on YouTube in plain text: two sentences that say what viewers will learn, for they are all that is',
    'shown first; then a paragraph on what the talk covers; then a line "Chapters" and the chapters, each on a line of its own as',
    '"m:ss Title", the first at 0:00. No Markdown, no angle brackets.',
  ].join(' '),
  audience: 'people who decide whether to watch the video.',
  tone: 'factual, in words that people search for.',
  length: 'at most 2,500 characters.',
  usualTokens: 400,
  scope: 'every chapter',
  temperature: 0.4,
  check,
  outline(talk) {
    const { labels, topics, sections, ...outline } = openedOutlineOf(talk, LEADING);
    const list = chapterList(talk);
    const opening = outline.opening.join('\n');
    let left = MOST_CHARACTERS - opening.length - list.length - labels.inThisTalk.length - 10;
    const points: string[] = [];
    for (const point of sections.flatMap((section) => quoted(telling(section, 1))).map((text) => `• ${text}`)) {
      left -= point.length + 1;
      if (left >= 0) points.push(point);
    }
    // Where the opening says so already, the points follow it.
    const label = topics === null ? [`${labels.inThisTalk}:`] : [];
    const body = points.length > 0 ? [...label, ...points].join('\n') : '';
    // The title stands above the description, and within it only where there is nothing else to say.
    const told = opening === '' && body === '' ? talk.title : opening;
    return [told, body, list].filter((block) => block !== '').join('\n\n');
  },
};

/** The chapter list always comes from the talk and never from the text. All other times are checked one by one. */
function check(text: string, talk: Talk): Checked {
  const lines = text.replace(/</g, '‹').replace(/>/g, '›').split('\n');
  const listed = lines.map((line) => CHAPTER_LINE.exec(line));
  const starts = new Set(talk.chapters.map(({ startMs }) => timestamp(startMs)));
  const invented = listed.filter((match) => match && !starts.has(match[1] ?? '')).length;
  const list = chapterList(talk);
  const at = listed.findIndex((match) => match !== null);
  const rest = lines.map((line, i) => (listed[i] || HEADING.test(line) ? (i === at ? '\u0000' : null) : line));
  const prose = rest.filter((line) => line !== null).join('\n');
  const { body, grounding } = groundPlain(prose, talk);
  const [before = '', after = ''] = at === -1 ? [body, ''] : body.split('\u0000');
  const left = MOST_CHARACTERS - list.length - 4;
  const opening = beginningOf(before, left);
  const closing = beginningOf(after, Math.max(0, left - opening.text.length));
  const cut = opening.cut + closing.cut;
  return {
    body: `${[opening.text, list, closing.text].filter((block) => block !== '').join('\n\n')}\n`,
    grounding: {
      timestamps: grounding.timestamps + (list === '' ? 0 : list.split('\n').length - 1),
      images: 0,
      removed: grounding.removed + invented,
      ...(cut > 0 ? { cut } : {}),
    },
  };
}

/** Empty when there are too few for YouTube. Of too many, every second or third is listed: a list cut short would mislead. */
function chapterList(talk: Talk): string {
  const { chapters } = talk;
  const label = languageOfTalk(talk).prose.labels.chapters;
  for (let step = 1; chapters.length / step >= FEWEST_CHAPTERS; step++) {
    const lines = chapters
      .filter((_, i) => i % step === 0)
      .map(({ startMs, title }) => `${timestamp(startMs)} ${title.replace(/[<>]/g, '')}`);
    const list = [label, ...lines].join('\n');
    if (list.length <= MOST_FOR_CHAPTERS && lines.length <= MOST_CHAPTERS) return list;
  }
  return '';
}
