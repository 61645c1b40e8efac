/**
 * What was said to the room and not to readers, and stands in a draft as it was said: “Can you all hear me?”, “Who of you has …?”, and what
 * announces a topic that has a heading here: “Next, we come to database tables.”
 */
import { patternsOf } from '../../transcript/announcements.js';
import type { Language } from '../../transcript/languages/language.js';
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

/** Before a sentence, what is none of its words: the mark of a list or heading, and the time. */
const BEFORE = /^(?:(?:#+|[-*•>]|\d+[.)])\s+)?(?:\[?(?:\d{1,2}:)?\d{1,2}:\d{2}\]?(?:\(#t=\d+\))?[\s:–—-]+)?/;

/** Longer sentences say something else, too. In words. */
const MOST_WORDS = 16;
/** A name of a topic is no longer. In words, and in characters for languages without blanks. */
const NAME = { words: 5, characters: 16 };

/** Only what was said so: a draft may well begin with “Welcome to the world of …”, or quote such words. */
export const room: FindFaults = (draft, { talk }) => {
  const spoken = talk.segments.map(({ text }) => text).join(' ');
  const language = languageOf(talk.language, wordsOf(spoken));
  const patterns = proseOf(language);
  const prose = withoutQuotations(withoutCode(draft));
  const stage = [...piecesOf('sentence', prose)].flatMap(({ index, text }) => {
    // A heading is what follows it, and goes with that.
    if (/^#{1,6}[ \t]/.test(text.trimStart())) return [];
    const sentence = text.trim().replace(BEFORE, '');
    const start = index + text.indexOf(sentence);
    const end = start + sentence.length + (ITS_TIME.exec(prose.slice(start + sentence.length))?.[0].length ?? 0);
    const short = sentence !== '' && bareWords(sentence).length <= MOST_WORDS;
    const isStage = patterns.room.test(sentence) || announcesOnly(sentence, language);
    return short && isStage ? [{ start, end, text: sentence }] : [];
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

/** Whether a sentence says that a topic comes, names it, and says no more. */
function announcesOnly(sentence: string, language: Language): boolean {
  const announced = patternsOf(language).announced.exec(sentence);
  if (!announced) return false;
  const name = sentence.slice(announced[0].length).trim();
  return language.blanks ? wordsOf(name).length <= NAME.words : name.length <= NAME.characters;
}
