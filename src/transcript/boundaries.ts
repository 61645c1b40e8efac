/** Signs of a change of topic besides the choice of words: pauses, how a sentence opens, and slides that change. */
import type { Segment } from '../contract/content.js';
import { patternsOf } from './announcements.js';
import type { Language } from './languages/language.js';

/** What is seen of the picture. `change`: how much of it changed, 0 to 1; `title`: what can be read as a slide's title. */
export interface SlideChange {
  atMs: number;
  change: number;
  title?: string;
}

/** In nats: for a boundary in the middle of a sentence, and for one shortly before its end. */
export const MID_SENTENCE = -12;
const BEFORE_END = -3;
/** In nats: an announcement that names a topic, one of something at hand, an opening, and one that goes on. */
const ANNOUNCED = 5;
const POINTED = 0.5;
const OPENS = 1.5;
const GOES_ON = -1.5;

const PAUSE_WEIGHT = 2.6;
const MOST_FOR_PAUSE = 4;
/** Added to every gap: otherwise a fifth of a second would be a long pause where there are no others. */
const PAUSE_FLOOR_MS = 300;

/** For each segment, how much speaks for a change of topic just before it, in nats; for the first it means nothing. */
export function boundaryEvidence(segments: Segment[], language: Language, slides: SlideChange[] = []): number[] {
  const gaps = segments.map(({ startMs }, i) => Math.max(0, startMs - (segments[i - 1]?.endMs ?? startMs)));
  const usual = quantile(gaps.slice(1), 0.75);
  const pauses = gaps.map((gap) => pause(gap, usual));
  const punctuated = isPunctuated(segments);
  const openings = punctuated ? sentenceCues(segments, language) : lineCues(segments, language);
  const seen = slideEvidence(segments, slides);
  return segments.map((_, i) => (pauses[i] ?? 0) + (openings[i] ?? 0) + (seen[i] ?? 0));
}

/** Whether the lines have stops, as people write, or none, as automatic captions come. */
export const isPunctuated = (segments: Segment[]): boolean =>
  segments.filter(({ text }) => endsSentence(text)).length > segments.length / 5;

const endsSentence = (text: string): boolean => /[.!?…。！？؟।]["'”’»)\]]*\s*$/u.test(text);

/** Captures the sentence that begins within a segment, after its first 60 characters at most. */
const SENTENCE_INSIDE = /^.{1,60}?[.!?…]\s+(\S.{10,})$/u;

function sentenceCues(segments: Segment[], language: Language): number[] {
  const cue = cues(language);
  return segments.map(({ text }, i) => {
    if (i === 0 || endsSentence(segments[i - 1]?.text ?? '')) return cue.ofSentence(text);
    const next = SENTENCE_INSIDE.exec(text)?.[1];
    return next === undefined ? MID_SENTENCE : BEFORE_END + cue.ofSentence(next);
  });
}

/** Without stops an announcement may stand anywhere in a line, and go on in the next one. */
function lineCues(segments: Segment[], language: Language): number[] {
  const cue = cues(language);
  const found = new Array<number>(segments.length).fill(0);
  for (const [i, { text }] of segments.entries()) {
    const next = segments[i + 1]?.text ?? '';
    const { weight, at } = cue.within(`${text} ${next}`, text.length);
    const place = at > text.length * 0.6 ? i + 1 : i;
    if (place < found.length) found[place] = Math.max(found[place] ?? 0, weight);
  }
  return found;
}

interface Cues {
  ofSentence: (text: string) => number;
  /** The heaviest announcement that begins in the first `before` characters, and where. */
  within: (text: string, before: number) => { weight: number; at: number };
}

function cues(language: Language): Cues {
  const { opens, inside, announced, continues } = patternsOf(language);
  const weigh = weightOf(language);
  return {
    ofSentence(text) {
      const match = announced.exec(text);
      if (match) return weigh(text.slice(match[0].length));
      if (opens.test(text)) return OPENS;
      return continues.test(text) ? GOES_ON : 0;
    },
    within(text, before) {
      let best = { weight: 0, at: 0 };
      for (const match of text.matchAll(inside)) {
        if (match.index >= before) break;
        const weight = weigh(text.slice(match.index + match[0].length));
        if (weight > best.weight) best = { weight, at: match.index };
      }
      return best;
    },
  };
}

/** What an announcement weighs, by what follows it. */
function weightOf(language: Language): (rest: string) => number {
  const { points, behind } = patternsOf(language);
  return (rest) => {
    if (points.test(rest)) return POINTED;
    return behind && !behind.test(rest) ? OPENS : ANNOUNCED;
  };
}

/** The weight of a gap in nats, by its ratio to the usual one, which is the upper quartile of all gaps. */
function pause(gapMs: number, usualMs: number): number {
  const ratio = (gapMs + PAUSE_FLOOR_MS) / (usualMs + PAUSE_FLOOR_MS);
  return Math.min(MOST_FOR_PAUSE, PAUSE_WEIGHT * Math.max(0, Math.log(ratio)));
}

function quantile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

/** A slide may change a little before or after what is said of it. */
const SLIDE_NEAR_MS = 6_000;
const NEW_TITLE = 3;
const SAME_TITLE = -2;
const NEW_PICTURE = 1;
/** Less is a bullet that is added. */
const LEAST_CHANGE = 0.35;

/** Each slide speaks for the segment that begins nearest to it. */
function slideEvidence(segments: Segment[], slides: SlideChange[]): number[] {
  const evidence = new Array<number>(segments.length).fill(0);
  let before: string | undefined;
  for (const { atMs, change, title } of slides.toSorted((a, b) => a.atMs - b.atMs)) {
    const told = title === undefined ? undefined : title.trim().toLowerCase();
    const weight =
      change < LEAST_CHANGE ? 0 : told === undefined ? NEW_PICTURE : told === before ? SAME_TITLE : NEW_TITLE;
    before = told ?? before;
    const place = nearestTo(segments, atMs);
    if (weight === 0 || Math.abs((segments[place]?.startMs ?? Infinity) - atMs) > SLIDE_NEAR_MS) continue;
    evidence[place] = Math.max(evidence[place] ?? 0, weight);
  }
  return evidence;
}

/** Binary search: the index of the segment that begins nearest. */
function nearestTo(segments: Segment[], atMs: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((segments[middle]?.startMs ?? Infinity) < atMs) low = middle + 1;
    else high = middle;
  }
  const off = (i: number): number => Math.abs((segments[i]?.startMs ?? Infinity) - atMs);
  return low > 0 && off(low - 1) < off(low) ? low - 1 : low;
}
