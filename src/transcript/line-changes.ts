/** What people ask of the lines of a transcript, as lines in the place of others. Pure. */
import { clip, clipStart } from '../contract/clip.js';
import type { Segment, TranscriptCorrections } from '../contract/content.js';
import type { CorrectedLine } from '../database/entities/content.entity.js';
import type { LineChange } from './corrections.js';
import { spokenBy } from './corrections.js';
import { placedWords } from './word-times.js';

/** What is wrong with a request, at its place. */
export interface Fault {
  path: string;
  message: string;
}

export type ReadChange = { change: LineChange } | { faults: Fault[] };

interface Known {
  segments: readonly Segment[];
  durationMs: number;
  /** The ids of those who may speak. */
  speakers: ReadonlySet<string>;
}

/** Each kind of request by its name. */
const kinds = { segments: corrected, split, join: joined, replace: replaced };

/** The change that is asked for, or what is wrong with it. */
export function readChange(asked: TranscriptCorrections, known: Known): ReadChange {
  if (asked.split) return kinds.split(asked.split, known);
  if (asked.join) return kinds.join(asked.join, known);
  if (asked.replace) return kinds.replace(asked.replace, known);
  return kinds.segments(asked.segments ?? [], known);
}

type Of<Kind extends keyof typeof kinds> = NonNullable<TranscriptCorrections[Kind]>;

/** Other texts or speakers for single lines; an empty text takes its line out. */
function corrected(asked: Of<'segments'>, { segments, speakers }: Known): ReadChange {
  const faults = asked.flatMap(({ index, speaker }, i) => [
    ...(index < segments.length ? [] : [noSuchLine(`segments.${i}.index`, index)]),
    ...unknownSpeaker(`segments.${i}.speaker`, speaker, speakers),
  ]);
  if (faults.length > 0) return { faults };
  const indexes = asked.map(({ index }) => index);
  const first = indexes.reduce((least, index) => Math.min(least, index), segments.length);
  const end = indexes.reduce((most, index) => Math.max(most, index + 1), first);
  const byIndex = new Map(asked.map((one) => [one.index, one]));
  const lines = segments.slice(first, end).flatMap((segment): CorrectedLine[] => {
    const { text = segment.text, speaker } = byIndex.get(segment.index) ?? {};
    const line = spokenBy(
      { ...segment, text: oneLine(text) },
      speaker === undefined ? segment.speaker : (speaker ?? undefined),
    );
    return byIndex.has(segment.index) ? (line.text === '' ? [] : [line]) : [segment];
  });
  return { change: { index: first, count: end - first, lines } };
}

/** Two lines of one, at a place in its text, in UTF-16 code units. */
function split({ index, at }: Of<'split'>, { segments }: Known): ReadChange {
  const segment = segments[index];
  if (!segment) return { faults: [noSuchLine('split.index', index)] };
  const { text } = segment;
  const [before, after] = [clip(text, at), clipStart(text, text.length - at)];
  if (before.trim() === '' || after.trim() === '' || before.length + after.length !== text.length) {
    return {
      faults: [{ path: 'split.at', message: 'There is something of the line on both sides of where it is split' }],
    };
  }
  const [endMs, startMs] = cutOf(segment, at);
  const first = spokenBy({ startMs: segment.startMs, endMs, text: before.trim() }, segment.speaker);
  const second = spokenBy({ startMs, endMs: segment.endMs, text: after.trim() }, segment.speaker);
  return { change: { index, count: 1, lines: [first, second] } };
}

/** When the text before a place ends, and the text after it begins: by its words where their times are known, else by its letters. */
function cutOf(segment: Segment, at: number): [number, number] {
  const placed = placedWords(segment);
  const before = placed.findLast(({ end }) => end <= at);
  const after = placed.find((word) => word.at >= at);
  if (before && after) return [before.endMs, after.startMs];
  const { startMs, endMs, text } = segment;
  const letters = (part: string): number => part.replace(/\s/gu, '').length;
  const ms = Math.round(startMs + ((endMs - startMs) * letters(text.slice(0, at))) / letters(text));
  return [ms, ms];
}

/** One line of this one and the next, said by whoever says the first. */
function joined({ index }: Of<'join'>, { segments }: Known): ReadChange {
  const [first, second] = segments.slice(index, index + 2);
  if (!first || !second) return { faults: [noSuchLine('join.index', first ? index + 1 : index)] };
  const endMs = Math.max(first.endMs, second.endMs);
  const text = first.text + between(first.text, second.text) + second.text;
  return { change: { index, count: 2, lines: [spokenBy({ startMs: first.startMs, endMs, text }, first.speaker)] } };
}

/** Chinese, Japanese and Thai have no spaces between words. */
const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}、。！？：；「」]`;
const [ENDS_UNSPACED, BEGINS_UNSPACED] = [new RegExp(`${UNSPACED}$`, 'u'), new RegExp(`^${UNSPACED}`, 'u')];
const between = (before: string, after: string): string =>
  ENDS_UNSPACED.test(before) && BEGINS_UNSPACED.test(after) ? '' : ' ';

/** Any lines in the place of others, as undo puts them back. */
function replaced({ index, count, segments: wanted }: Of<'replace'>, known: Known): ReadChange {
  const { segments, durationMs, speakers } = known;
  if (index + count > segments.length) return { faults: [noSuchLine('replace.index', index + count - 1)] };
  const least = segments[index - 1]?.startMs ?? 0;
  const most = segments[index + count]?.startMs ?? durationMs;
  const faults = wanted.flatMap(({ startMs, endMs, text, speaker }, i) => {
    const path = `replace.segments.${i}`;
    const isPlaced = startMs >= (wanted[i - 1]?.startMs ?? least) && startMs <= most && endMs >= startMs;
    return [
      ...(isPlaced ? [] : [{ path, message: 'Lines stand in the order of their times, between those around them' }]),
      ...(oneLine(text) === '' ? [{ path: `${path}.text`, message: 'A line has words' }] : []),
      ...unknownSpeaker(`${path}.speaker`, speaker, speakers),
    ];
  });
  if (faults.length > 0) return { faults };
  const lines = wanted.map((line) => spokenBy({ ...line, text: oneLine(line.text) }, line.speaker));
  return { change: { index, count, lines } };
}

const noSuchLine = (path: string, index: number): Fault => ({ path, message: `There is no line ${index}` });

const unknownSpeaker = (path: string, id: string | null | undefined, known: ReadonlySet<string>): Fault[] =>
  id === undefined || id === null || known.has(id) ? [] : [{ path, message: 'There is no such speaker' }];

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();
