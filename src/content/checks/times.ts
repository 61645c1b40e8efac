/** Moments that are named for what is said elsewhere. */
import { timestamp } from '../../transcript/chapters.js';
import type { Places } from '../places.js';
import { placesOf } from '../places.js';
import { timeIn } from '../references.js';
import type { FindFaults, Finding, Material } from './finding.js';
import { materialText, quoted, sentenceAround, withoutCode } from './finding.js';

const LINK = /\[[^\][\n]*\]\(#t=([^()\s]+)\)/g;
const PLAIN = /(?<![\d:.,[])(?:\d{1,2}:)?\d{1,2}:\d{2}(?!:?\d|\]|[.,]\d|\s?(?:[ap]\.?m\b|Uhr\b|o['’]clock))/gi;
/** As a player writes it: `1h02m`, `12m30s`. */
const LETTERED =
  /(?<![\p{L}\p{N}.,])(?:(\d{1,3})h ?(\d{1,2})m(?:in)?(?: ?(\d{1,2})s)?|(\d{1,3})m ?(\d{1,2})s)(?![\p{L}\p{N}])/giu;
/** Three digits of minutes are read by nobody as a time of the day. */
const LONG = /(?<![\d:.,[])\d{3,4}:\d{2}(?![\d:])/g;
/** A line of a list of chapters. */
const LISTED = /^[ \t]*(?:[-*•][ \t]*)?\(?\[?(?:\d{1,2}:)?\d{1,2}:\d{2}\]?\)?[ \t]/;
/** What is said about a moment begins a little before it, and goes on for a while. */
const BEFORE_MS = 25_000;
const AFTER_MS = 100_000;
/** The words have to be said far from there, many of them together, and hardly any of them there. */
const FAR_MS = 60_000;
const LEAST_SHARED = 4;
const LEAST_SHARE = 0.5;
const HARDLY = 0.4;

/** The model is told; what it leaves is set to where that is said. */
export const times: FindFaults = (draft, material) => {
  const { talk } = material;
  if (talk.segments.length === 0) return [];
  const prose = withoutCode(draft);
  const places = placesOf(talk);
  const links = [...prose.matchAll(LINK)].map(({ 0: text, 1: time = '', index }) => ({ text, time, index }));
  const inLink = (at: number): boolean => links.some(({ index, text }) => at >= index && at < index + text.length);
  const plain = [...prose.matchAll(PLAIN)].filter(({ index }) => !inLink(index)).map(asPlain);
  const given = materialText(material);
  // Of links to moments that the talk does not have, the grounding takes care.
  const odd = [...[...prose.matchAll(LETTERED)].map(lettered), ...[...prose.matchAll(LONG)].map(asPlain)];
  const beyond = [...plain, ...odd.filter(({ index }) => !inLink(index))].filter(
    ({ text, time }) => timeIn(time, talk) === null && !given.includes(text),
  );
  return [
    ...beyond.map(({ text, index }) => ({
      start: index,
      end: index + text.length,
      instead: '',
      says: `The talk has no moment ${quoted(text)}. Leave it out, with what only makes sense with it.`,
    })),
    ...[...links, ...plain].flatMap((moment) => wrongTime(prose, moment, talk, places) ?? []),
  ];
};

interface Moment {
  text: string;
  time: string;
  index: number;
}

const asPlain = ({ 0: text, index }: RegExpExecArray): Moment => ({ text, time: text, index });

function lettered({ 0: text, 1: hours, 2: minutes, 3: seconds, 4: longer, 5: rest, index }: RegExpExecArray): Moment {
  const time = hours === undefined ? `${longer}:${rest}` : `${hours}:${minutes}:${seconds ?? '00'}`;
  return { text, time, index };
}

function wrongTime(
  prose: string,
  { text, time, index }: Moment,
  talk: Material['talk'],
  places: Places,
): Finding | null {
  const seconds = timeIn(time, talk);
  if (seconds === null) return null;
  const { start, end } = sentenceAround(prose, index);
  const lineStart = prose.lastIndexOf('\n', index - 1) + 1;
  const sentence = prose.slice(start, end);
  // A chapter's own line, or one that names two moments, is no sentence about this one.
  if (LISTED.test(prose.slice(lineStart)) || [...sentence.matchAll(/\d:\d{2}(?!\d)/g)].length > 2) return null;
  const terms = places.termsIn(sentence.replace(text, ' '));
  const best = places.best(terms);
  if (!best || best.shared < LEAST_SHARED || best.share < LEAST_SHARE) return null;
  const ms = seconds * 1_000;
  const chapter = talk.chapters.find(({ startMs, endMs }) => ms >= startMs - 2_000 && ms < endMs);
  const until = chapter && ms - chapter.startMs < 2_000 ? Math.max(chapter.endMs, ms + AFTER_MS) : ms + AFTER_MS;
  const here = places.within(terms, { startMs: ms - BEFORE_MS, endMs: until });
  const away = best.startMs > until ? best.startMs - ms : ms - best.endMs;
  if (away < FAR_MS || here.share > HARDLY * best.share) return null;
  const right = timestamp(best.startMs);
  const says = `${quoted(sentence)} names ${timestamp(ms)}, but that is said at ${right}. Name the moment at which it is said.`;
  const instead = text.startsWith('[') ? `[${right}](#t=${Math.floor(best.startMs / 1_000)})` : right;
  return { start: index, end: index + text.length, instead, says };
}
