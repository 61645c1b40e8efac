/** Checks whether a recogniser's answer covers all that was said. No answer is used unchecked. Pure. */
import type { Chunk, Span } from './speech.js';
import { lengthOf, overlap, totalOf } from './speech.js';
import { wordsOf } from './terms.js';

/** What was heard, and when. */
export interface HeardSpan extends Span {
  text: string;
  speakerName?: string;
  words?: (Span & { text: string })[];
}

export interface Judged {
  /** On the recording's clock: within the chunk, ascending, without overlaps. */
  lines: HeardSpan[];
  /** Stretches with speech for which no words came. */
  missing: Span[];
  /** The recogniser repeated itself again and again; the repetitions are taken out of `lines`. */
  looped: boolean;
}

/** Recognisers' times are off by up to about a second. */
const SLACK_MS = 1_000;
/** Nobody speaks more slowly: a short text with a long time covers only a part of that time. */
const LONGEST_WORD_MS = 2_000;
const LONGEST_BREATH_MS = 3_000;
/** From this length on, sound without words is a loss. Music at the beginning is shorter as a rule; a lost minute is longer. */
const LONGEST_GAP_MS = 45_000;
/** Shorter ones are never a loss: a cough, a laugh. */
const SHORTEST_GAP_MS = 2_000;
/** From this share of the speech on, all gaps together are a loss, however short each is. */
const LARGEST_LOSS = 0.4;

/** `answer`: what was heard in the chunk, with times from the chunk's start. */
export function judge(chunk: Chunk, answer: HeardSpan[]): Judged {
  const spoken = inOrder(within(answer, chunk)).filter((line) => hasSpeech(line, chunk));
  const lines = withoutLoops(spoken);
  const looped = lines.length < spoken.length;
  return { lines, looped, missing: missingOf(lines, chunk, looped) };
}

/** How much of the speech in `speech` lies in `missing`, in milliseconds. */
export const lossOf = (speech: Span[], missing: Span[]): number =>
  missing.reduce((sum, gap) => sum + totalOf(overlap(speech, gap)), 0);

function within(answer: HeardSpan[], chunk: Chunk): HeardSpan[] {
  return answer
    .map(({ startMs, endMs, text, words, ...by }) => ({
      ...by,
      ...(words && { words: words.map((word) => onClock(word, chunk)) }),
      startMs: Math.max(chunk.startMs, Math.round(chunk.startMs + startMs)),
      endMs: Math.min(chunk.endMs, Math.round(chunk.startMs + Math.max(endMs, startMs + SLACK_MS / 2))),
      text: text.replace(/\s+/g, ' ').trim(),
    }))
    .filter((line) => line.text !== '' && lengthOf(line) > 0);
}

/** The word on the recording's clock. */
function onClock(word: Span & { text: string }, chunk: Span): Span & { text: string } {
  const at = (ms: number): number => Math.min(chunk.endMs, Math.max(chunk.startMs, Math.round(chunk.startMs + ms)));
  return { startMs: at(word.startMs), endMs: at(Math.max(word.startMs, word.endMs)), text: word.text };
}

/** Sorted by time. Where two lines overlap, the boundary is set in the middle of what they share. */
function inOrder(lines: HeardSpan[]): HeardSpan[] {
  const ordered: HeardSpan[] = [];
  for (const line of lines.toSorted((a, b) => a.startMs - b.startMs)) {
    const before = ordered.at(-1);
    if (!before || before.endMs <= line.startMs) {
      ordered.push(line);
      continue;
    }
    const middle = Math.ceil((line.startMs + Math.min(before.endMs, line.endMs)) / 2);
    before.endMs = middle;
    ordered.push({ ...line, startMs: middle });
  }
  return ordered.filter((line) => lengthOf(line) > 0);
}

/** Of silence recognisers make what the films they learned from end with: “Thank you for watching.” */
const hasSpeech = (line: HeardSpan, chunk: Chunk): boolean =>
  overlap(chunk.speech, { startMs: line.startMs - SLACK_MS, endMs: line.endMs + SLACK_MS }).length > 0;

/** Nobody says the same line so often in a row, or the same few words. */
const SAME_LINES = 5;
const SAME_WORDS = 6;
const LONGEST_PHRASE = 12;
const SHORTEST_LOOP = 20;

/** Keeps what was said first, and takes out what repeats it. */
function withoutLoops(lines: HeardSpan[]): HeardSpan[] {
  const words = lines.flatMap(({ text }, line) => wordsOf(text).map((word) => ({ word, line })));
  const looping = lines.map(() => 0);
  for (const i of repeated(words.map(({ word }) => word))) {
    const line = words[i]?.line ?? 0;
    looping[line] = (looping[line] ?? 0) + 1;
  }
  const same = sameLines(lines);
  return lines.filter(({ text }, i) => !same.has(i) && (looping[i] ?? 0) <= Math.max(1, wordsOf(text).length) / 2);
}

/** The indices of lines that repeat the one before, in series of five or more. */
function sameLines(lines: HeardSpan[]): Set<number> {
  const said = lines.map(({ text }) => wordsOf(text).join(' '));
  const same = new Set<number>();
  for (let start = 0; start < said.length;) {
    let end = start + 1;
    while (end < said.length && said[end] === said[start]) end++;
    if (end - start >= SAME_LINES) for (let i = start + 1; i < end; i++) same.add(i);
    start = end;
  }
  return same;
}

/** The indices of words that repeat a phrase: one of up to twelve words, said six times or more in a row. */
function repeated(words: string[]): Set<number> {
  const found = new Set<number>();
  for (let period = 1; period <= LONGEST_PHRASE; period++) {
    for (let start = period; start < words.length;) {
      let end = start;
      while (end < words.length && words[end] === words[end - period]) end++;
      if (end - start >= Math.max(SHORTEST_LOOP, period * (SAME_WORDS - 1))) {
        for (let i = start; i < end; i++) found.add(i);
      }
      start = end + 1;
    }
  }
  return found;
}

function missingOf(lines: HeardSpan[], chunk: Chunk, looped: boolean): Span[] {
  const gaps = gapsBetween(lines, chunk)
    .map((gap) => ({ gap, speech: overlap(chunk.speech, gap) }))
    .map(({ gap, speech }) => ({ lost: totalOf(speech), span: trimmed(gap, speech) }))
    .filter(({ lost }) => lost >= SHORTEST_GAP_MS);
  const lost = gaps.reduce((sum, gap) => sum + gap.lost, 0);
  const all = looped || lost >= LARGEST_LOSS * totalOf(chunk.speech);
  return gaps.filter((gap) => all || gap.lost >= LONGEST_GAP_MS).map(({ span }) => span);
}

const trimmed = (gap: Span, speech: Span[]): Span => ({
  startMs: speech[0]?.startMs ?? gap.startMs,
  endMs: speech.at(-1)?.endMs ?? gap.endMs,
});

function gapsBetween(lines: HeardSpan[], chunk: Chunk): Span[] {
  const covered = lines.map(({ startMs, endMs, text }) => ({
    startMs: startMs - SLACK_MS,
    endMs: Math.min(endMs, startMs + LONGEST_BREATH_MS + wordsOf(text).length * LONGEST_WORD_MS) + SLACK_MS,
  }));
  const starts = [chunk.startMs, ...covered.map(({ endMs }) => endMs)];
  const ends = [...covered.map(({ startMs }) => startMs), chunk.endMs];
  return starts.map((startMs, i) => ({ startMs, endMs: ends[i] ?? startMs })).filter((gap) => lengthOf(gap) > 0);
}
