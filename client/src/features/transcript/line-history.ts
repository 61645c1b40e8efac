/** What was changed in a transcript from this page, and how each change is taken back. */
import type { Segment, Transcript, TranscriptCorrections } from '../../../../src/contract/content.js';

/** As many lines as one request may change. */
export const MOST_LINES = 10_000;

/** What makes `after` be `before` again; null where they are the same, or too much is another for one request. */
export function changeBack(before: Transcript, after: Transcript): TranscriptCorrections | null {
  const [was, is] = [before.segments, after.segments];
  if (was.length === is.length && was.every((line, i) => isSameTime(line, is[i]))) return textsBack(was, is);
  let index = 0;
  while (index < was.length && isSame(was[index], is[index])) index += 1;
  let end = 0;
  while (end < Math.min(was.length, is.length) - index && isSame(was.at(-1 - end), is.at(-1 - end))) end += 1;
  const segments = was.slice(index, was.length - end).map(({ index: _, words: __, ...line }) => line);
  return segments.length > MOST_LINES ? null : { replace: { index, count: is.length - end - index, segments } };
}

function textsBack(was: readonly Segment[], is: readonly Segment[]): TranscriptCorrections | null {
  const segments = was
    .filter((line, i) => !isSame(line, is[i]))
    .map(({ index, text, speaker = null }) => ({ index, text, speaker }));
  return segments.length === 0 || segments.length > MOST_LINES ? null : { segments };
}

/** Whether the same is said in them, at the same times, by the same speakers, whatever their names. */
export const areSame = (some: readonly Segment[], others: readonly Segment[]): boolean =>
  some === others || (some.length === others.length && some.every((line, i) => isSame(line, others[i])));

const isSameTime = (a: Segment | undefined, b: Segment | undefined): boolean =>
  a?.startMs === b?.startMs && a?.endMs === b?.endMs;

const isSame = (a: Segment | undefined, b: Segment | undefined): boolean =>
  isSameTime(a, b) && a?.text === b?.text && a?.speaker === b?.speaker;
