/** A newsletter: what the talk is about, and one thing from each of its topics. */
import { ground } from '../grounding.js';
import { escapeMarkdown, timestampLink } from '../markdown.js';
import type { Said } from '../offline.js';
import { keyTexts, offlineQuote, saidIn } from '../offline.js';
import type { ContentType } from '../talk.js';

export const newsletter: ContentType = {
  label: 'Newsletter',
  action: 'edit',
  format: 'markdown',
  limit: null,
  description: 'A letter to subscribers: what the talk is about, and one thing from each topic.',
  brief: [
    'A newsletter issue in Markdown for developers who subscribed to the speaker: a subject line as #, a personal opening of two',
    'or three sentences, then for each topic a ### heading with what is worth knowing and a link to its moment as',
    '[m:ss](#t=seconds), at most one screenshot in all as ![what it shows](screenshots/<index>.jpg), and a closing with one thing',
    'to try. 250 to 500 words.',
  ].join(' '),
  check: ground,
  outline(talk) {
    const topics = saidIn(talk);
    const [opening] = topics.flatMap((said) => keyTexts(said, 1));
    return `${[
      `# ${escapeMarkdown(talk.title)}`,
      offlineQuote(talk),
      ...(opening === undefined ? [] : [escapeMarkdown(opening)]),
      ...(topics.length > 1 ? ['## In this talk', topics.map(point).join('\n')] : []),
    ].join('\n\n')}\n`;
  },
};

const point = (said: Said): string => {
  const title = `**${escapeMarkdown(said.chapter.title)}** (${timestampLink(said.chapter.startMs)})`;
  return `- ${title}: ${keyTexts(said, 1).map(escapeMarkdown).join(' ')}`;
};
