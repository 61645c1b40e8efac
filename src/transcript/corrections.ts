/** Corrections made by hand, kept so that a new transcript gets them again. Pure. */
import type { Segment } from '../contract/content.js';
import type { CorrectedLine, Correction } from '../database/entities/content.entity.js';

export interface Corrected {
  segments: Segment[];
  corrections: Correction[];
}

/** `lines` stand in the place of `count` segments from `index` on; none take them out. Ascending, between their neighbours. */
export interface LineChange {
  index: number;
  count: number;
  lines: readonly CorrectedLine[];
}

/** The segments with the corrections that fit them, by the same times and the same texts. Others change nothing. */
export function withCorrections(segments: Segment[], corrections: readonly Correction[]): Segment[] {
  const byFirst = new Map(corrections.flatMap((one) => (one.was[0] ? [[keyOf(one.was[0]), one] as const] : [])));
  const all: Omit<Segment, 'index'>[] = [];
  for (let i = 0; i < segments.length;) {
    const segment = segments[i];
    if (!segment) break;
    const correction = byFirst.get(keyOf(segment));
    const made = segments.slice(i, i + (correction?.was.length ?? 1));
    if (correction && isSame(made, correction.was)) all.push(...applied(correction, made));
    else all.push(segment);
    i += correction && isSame(made, correction.was) ? made.length : 1;
  }
  return numbered(all);
}

/** What the lines of a correction are in the place of these segments. Who speaks is as it was made, unless people said otherwise. */
function applied({ was, lines }: Correction, made: readonly Segment[]): Omit<Segment, 'index'>[] {
  const spoken = lines.map((line) =>
    line.speaker === speakerAt(was, line) ? spokenBy(line, speakerAt(made, line)) : line,
  );
  return withWords(spoken, made);
}

/** Puts other lines in the place of some, and keeps what they were when they were made. */
export function changeLines(now: Corrected, change: LineChange): Corrected {
  const { segments } = now;
  const { index, count, lines } = change;
  const owners = ownersOf(now);
  const [from, to] = wholeCorrections(owners, index, index + count);
  const after = [...segments.slice(from, index), ...lines, ...segments.slice(index + count, to)].map(lineOf);
  const owned = new Set(owners.slice(from, to).filter((owner) => owner !== undefined));
  const removed = now.corrections.filter(
    (one) => one.lines.length === 0 && liesWithin(one, after, segments.slice(from, to)),
  );
  const was = wasOf(segments.slice(from, to), owners.slice(from, to), removed);
  // A line that is quite new is kept with the one beside it: it comes back where that is found again.
  if (was.length === 0 && segments.length > 0) {
    const beside = index > 0 ? index - 1 : index;
    const [other] = segments.slice(beside, beside + 1).map(lineOf);
    const both = other ? (index > 0 ? [other, ...lines] : [...lines, other]) : lines;
    return changeLines(now, { index: beside, count: 1, lines: both });
  }
  const rest = now.corrections.filter((one) => !owned.has(one) && !removed.includes(one));
  const replaced = withWords(lines.map(lineOf), segments.slice(index, index + count));
  return {
    segments: numbered([...segments.slice(0, index), ...replaced, ...segments.slice(index + count)]),
    corrections: was.length === 0 ? rest : [...rest, ...pieces(was, after)],
  };
}

/** Of each segment the correction that it comes from, if any. */
function ownersOf({ segments, corrections }: Corrected): (Correction | undefined)[] {
  const byFirst = new Map(corrections.flatMap((one) => (one.lines[0] ? [[keyOf(one.lines[0]), one] as const] : [])));
  const owners: (Correction | undefined)[] = segments.map(() => undefined);
  segments.forEach((segment, i) => {
    const correction = byFirst.get(keyOf(segment));
    const whole = correction && isSame(segments.slice(i, i + correction.lines.length), correction.lines);
    if (whole && owners[i] === undefined) owners.fill(correction, i, i + correction.lines.length);
  });
  return owners;
}

/** The range, and beyond it the rest of what its ends were divided from or joined to. */
function wholeCorrections(owners: readonly (Correction | undefined)[], first: number, end: number): [number, number] {
  let [from, to] = [first, end];
  const isWithin = (i: number): boolean => i > 0 && owners[i] !== undefined && owners[i] === owners[i - 1];
  while (isWithin(from)) from -= 1;
  while (isWithin(to)) to += 1;
  return [from, to];
}

/** Whether what was taken out there lies among these lines. */
function liesWithin({ was }: Correction, ...among: (readonly CorrectedLine[])[]): boolean {
  const starts = among.flat().map(({ startMs }) => startMs);
  const at = was[0]?.startMs ?? -1;
  return starts.some((start) => start <= at) && starts.some((start) => start >= at);
}

/** The lines as they were made, in order. */
function wasOf(
  segments: readonly Segment[],
  owners: readonly (Correction | undefined)[],
  removed: readonly Correction[],
): CorrectedLine[] {
  const all = segments.flatMap((segment, i) => {
    const owner = owners[i];
    if (owner === undefined) return [lineOf(segment)];
    return owner === owners[i - 1] ? [] : owner.was;
  });
  return [...all, ...removed.flatMap(({ was }) => was)].toSorted((a, b) => a.startMs - b.startMs);
}

/** As many corrections as there are places where something is another: each is found again by its own lines only. */
function pieces(was: readonly CorrectedLine[], lines: readonly CorrectedLine[]): Correction[] {
  const all: Correction[] = [];
  for (let [i, j] = [0, 0]; i < was.length || j < lines.length;) {
    const ends = endsOfPiece(was, lines, i, j);
    if (ends === null) return [{ was: [...was], lines: [...lines] }];
    const piece = { was: was.slice(i, ends[0]), lines: lines.slice(j, ends[1]) };
    if (!isUnchanged(piece)) all.push(piece);
    [i, j] = ends;
  }
  return all;
}

/** Where the piece that begins at these two ends; null where they cannot be told apart. */
function endsOfPiece(
  was: readonly CorrectedLine[],
  lines: readonly CorrectedLine[],
  i: number,
  j: number,
): [number, number] | null {
  const [before, after] = [was[i], lines[j]];
  if (!before) return null;
  if (!after || after.startMs >= before.endMs) return [i + 1, j];
  let [m, n] = [i + 1, j + 1];
  for (;;) {
    const [a, b] = [was[m - 1]?.endMs, lines[n - 1]?.endMs];
    if (a === undefined || b === undefined) return null;
    if (a === b) return [m, n];
    if (a < b) m += 1;
    else n += 1;
  }
}

const isUnchanged = ({ was, lines }: Correction): boolean =>
  isSame(was, lines) && was.every(({ speaker }, i) => speaker === lines[i]?.speaker);

/** When each word is said is known of what was heard only: of the same line, or of the same words in other lines. */
function withWords(lines: readonly CorrectedLine[], from: readonly Segment[]): Omit<Segment, 'index'>[] {
  const known = new Map(from.map((segment) => [keyOf(segment), segment.words]));
  const sameWords = from.every(({ words }) => words !== undefined) && lettersOf(lines) === lettersOf(from);
  const all = sameWords ? from.flatMap(({ words = [] }) => words) : [];
  return lines.map((line, i) => {
    const endMs = lines[i + 1]?.startMs ?? Infinity;
    const within = all.filter((word) => (i === 0 || word.startMs >= line.startMs) && word.startMs < endMs);
    const words = known.get(keyOf(line)) ?? (within.length > 0 ? within : undefined);
    return { ...lineOf(line), ...(words && { words }) };
  });
}

export const lettersOf = (lines: readonly { text: string }[]): string =>
  lines.map(({ text }) => text.replace(/\s+/gu, '')).join('');

/** Who says what stands at the time of this line. */
const speakerAt = (among: readonly CorrectedLine[], { startMs }: CorrectedLine): string | undefined =>
  (among.findLast((one) => one.startMs <= startMs) ?? among[0])?.speaker;

/** The line as this person says it; nobody known where that is undefined. */
export function spokenBy(
  { startMs, endMs, text }: Omit<CorrectedLine, 'speaker'>,
  speaker: string | undefined,
): CorrectedLine {
  return { startMs, endMs, text, ...(speaker !== undefined && { speaker }) };
}

const lineOf = (line: CorrectedLine): CorrectedLine => spokenBy(line, line.speaker);

const keyOf = ({ startMs, endMs, text }: CorrectedLine): string => `${startMs} ${endMs} ${text}`;

const isSame = (a: readonly CorrectedLine[], b: readonly CorrectedLine[]): boolean =>
  a.length === b.length && a.every((line, i) => keyOf(line) === keyOf(b[i] ?? { startMs: -1, endMs: -1, text: '' }));

const numbered = (segments: readonly Omit<Segment, 'index'>[]): Segment[] =>
  segments.map((segment, index) => ({ ...segment, index }));
