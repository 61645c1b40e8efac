/** Signs of a change of topic besides the choice of words: pauses, and how a sentence opens. */
import type { Segment } from '../contract/content.js';

/** Openings that announce something new, each with its weight in nats, like a log likelihood ratio. Tuned by ear. */
const CUES: [number, RegExp][] = [
  [
    6,
    /\b(?:the|our|my) (?:first|second|third|fourth|fifth|next|last|final) (?:topic|subject|part|section|chapter|theme|point|item|question)\b/i,
  ],
  [
    6,
    /^\W*(?:(?:so|now|and|okay|ok|all right|alright|right|well|then|finally)\W+)*(?:let us|let['’]s|let me|we|we will|we['’]ll)\s+(?:now\s+)?(?:move on|turn to|come to|go on to|switch to|talk about|jump to)\b/i,
  ],
  [
    5,
    /^\W*(?:(?:so|now|and|okay|ok|all right|alright|right|well)\W+)*(?:moving on|next up|on to the|the next (?:thing|topic)|now for|in conclusion|to conclude|to sum up|to summari[sz]e|in summary|to wrap up)\b/i,
  ],
  [
    5,
    /^\W*(?:(?:nun|so|und|gut|also)\W+)*(?:kommen wir|als nächstes|das nächste thema|zum schluss|zusammenfassend|passons|parlons maintenant|pour finir|en conclusion|pasemos|hablemos ahora|para terminar)(?=\W|$)/iu,
  ],
  [1.5, /^\W*(?:finally|lastly|next|okay so|ok so|all right|alright|so now|now,|another thing)(?=\W|$)/i],
];
/** Openings that go on with what was said before: they speak against a change. */
const GOES_ON =
  /^\W*(?:but|because|which|that|therefore|however|for example|for instance|this|these|he|she|it|they)\b/i;

/** In nats: for a boundary in the middle of a sentence, and for one shortly before its end. */
export const MID_SENTENCE = -12;
const BEFORE_END = -3;
const PAUSE_WEIGHT = 3;
const MOST_FOR_PAUSE = 6;
/** Added to every gap: otherwise a fifth of a second would be a long pause where there are no others. */
const PAUSE_FLOOR_MS = 300;

/** For each segment, how much speaks for a change of topic just before it, in nats; for the first it means nothing. */
export function boundaryEvidence(segments: Segment[]): number[] {
  const gaps = segments.map(({ startMs }, i) => Math.max(0, startMs - (segments[i - 1]?.endMs ?? startMs)));
  const usual = gaps.slice(1).toSorted((a, b) => a - b)[Math.floor((gaps.length - 1) * 0.75)] ?? 0;
  const punctuated = segments.filter(({ text }) => endsSentence(text)).length > segments.length / 5;
  return segments.map(({ text }, i) => {
    const before = segments[i - 1]?.text ?? '';
    const heard = pause(gaps[i] ?? 0, usual);
    if (!punctuated || i === 0 || endsSentence(before)) return heard + cue(text);
    const next = SENTENCE_INSIDE.exec(text)?.[1];
    return heard + (next === undefined ? MID_SENTENCE : BEFORE_END + cue(next));
  });
}

/** Captures the sentence that begins within a segment, after its first 60 characters at most. */
const SENTENCE_INSIDE = /^.{1,60}?[.!?…]\s+(\S.{10,})$/u;

const endsSentence = (text: string): boolean => /[.!?…。！？؟।]["'”’»)\]]*\s*$/u.test(text);

/** The weight of a gap in nats, by its ratio to the usual one, which is the upper quartile of all gaps. */
function pause(gapMs: number, usualMs: number): number {
  const ratio = (gapMs + PAUSE_FLOOR_MS) / (usualMs + PAUSE_FLOOR_MS);
  return Math.min(MOST_FOR_PAUSE, PAUSE_WEIGHT * Math.max(0, Math.log(ratio)));
}

function cue(text: string): number {
  const found = CUES.find(([, pattern]) => pattern.test(text));
  if (found) return found[0];
  return GOES_ON.test(text) ? -1.5 : 0;
}
