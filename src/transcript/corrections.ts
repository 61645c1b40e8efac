/** Corrections made by hand, kept so that a new transcript gets them again. */
import type { Segment } from '../contract/content.js';
import type { Correction } from '../database/entities/content.entity.js';

/** The segments with the corrections that fit them, by the same times and the same text. Others change nothing. Pure. */
export function withCorrections(segments: Segment[], corrections: Correction[]): Segment[] {
  const byLine = new Map(corrections.map((correction) => [lineOf(correction, correction.was), correction.text]));
  return numbered(
    segments.map((segment) => withText(segment, byLine.get(lineOf(segment, segment.text)) ?? segment.text)),
  );
}

export interface Corrected {
  segments: Segment[];
  corrections: Correction[];
}

/** Applies `changes`: new texts by the segment's index. An empty text removes the segment. Pure. */
export function correct(now: Corrected, changes: ReadonlyMap<number, string>): Corrected {
  const corrections = new Map(now.corrections.map((known) => [lineOf(known, known.text), known]));
  const segments = now.segments.map((segment) => {
    const wanted = changes.get(segment.index);
    const text = wanted === undefined ? segment.text : oneLine(wanted);
    if (text === segment.text) return segment;
    const { startMs, endMs } = segment;
    const line = lineOf(segment, segment.text);
    const was = corrections.get(line)?.was ?? segment.text;
    corrections.delete(line);
    if (text !== was) corrections.set(lineOf(segment, text), { startMs, endMs, was, text });
    return withText(segment, text);
  });
  return { segments: numbered(segments), corrections: [...corrections.values()] };
}

/** When each word is said is known of what was heard only. */
function withText(segment: Segment, text: string): Segment {
  if (text === segment.text) return segment;
  const { words: _, ...rest } = segment;
  return { ...rest, text };
}

const lineOf = ({ startMs, endMs }: Pick<Segment, 'startMs' | 'endMs'>, text: string): string =>
  `${startMs} ${endMs} ${text}`;

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

const numbered = (segments: Segment[]): Segment[] =>
  segments.filter(({ text }) => text !== '').map((segment, index) => ({ ...segment, index }));
