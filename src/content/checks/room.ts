/** What was said to the room and not to readers, and stands in a draft as it was said: “Can you all hear me?”, “Next slide, please.” */
import { languageOf } from '../../transcript/languages/languages.js';
import { piecesOf } from '../../transcript/pieces.js';
import { wordsOf } from '../../transcript/terms.js';
import { proseOf } from '../standing.js';
import type { FindFaults } from './finding.js';
import { quoted, withoutCode } from './finding.js';
import { bareWords, SpokenWords } from './said.js';
import { withoutQuotations } from './telling-of.js';

/** When it was said, behind a sentence: it goes with it. */
const ITS_TIME = /^[ \t]*\(?\[?(?:\d{1,2}:)?\d{1,2}:\d{2}\]?(?:\(#t=\d+\))?\)?/;

/** Longer sentences say something else, too. In words. */
const MOST_WORDS = 16;

/** Only what was said so: a draft may well begin with “Welcome to the world of …”, or quote such words. */
export const room: FindFaults = (draft, { talk }) => {
  const spoken = talk.segments.map(({ text }) => text).join(' ');
  const patterns = proseOf(languageOf(talk.language, wordsOf(spoken)));
  const prose = withoutQuotations(withoutCode(draft));
  const stage = [...piecesOf('sentence', prose)].flatMap(({ index, text }) => {
    // A heading is what follows it, and goes with that.
    if (/^#{1,6}[ \t]/.test(text.trimStart())) return [];
    const sentence = text.trim().replace(/^(?:#+|[-*•>]|\d+[.)])\s+/, '');
    const start = index + text.indexOf(sentence);
    const end = start + sentence.length + (ITS_TIME.exec(prose.slice(start + sentence.length))?.[0].length ?? 0);
    const short = sentence !== '' && bareWords(sentence).length <= MOST_WORDS;
    return short && patterns.room.test(sentence) ? [{ start, end, text: sentence }] : [];
  });
  if (stage.length === 0) return [];
  const said = new SpokenWords(spoken);
  return stage
    .filter(({ text }) => said.has(text))
    .map(({ start, end, text }) => ({
      start,
      end,
      instead: '',
      says: `${quoted(text)} was said to the room, and tells readers nothing. Leave it out.`,
    }));
};
