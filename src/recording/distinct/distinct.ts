/**
 * Which screenshots of a recording show something of their own: each slide, each state of an editor or a terminal at rest, once.
 *
 * What moves all the time (a talking head, a video within a slide) and what is gone at the next mark (a pointer) is left out of
 * every comparison. Marks between which nothing else changes are one still run, shown by its sharpest. A run whose picture is
 * only added to by the next, as when bullets build up, is left to that one. A mark between two runs counts only when it is no
 * cross-fade of them and no text on its way. What was shown before is not shown again.
 */
import type { Cells, CellSums, Thumbnail } from './cells.js';
import { CELLS, contrasts, differences, dilated, leastDifference, sharpness, sumsOf } from './cells.js';
import { isMixture, isShifted } from './between.js';

/** A cell has changed when it differs by more than this, in quarters of a grey value … */
const CHANGED = 16;
/** … and this share of its contrast: compression moves the edges of what has many. */
const OF_CONTRAST = 0.08;
/** With so many changed cells or fewer, two pictures are the same. */
const STILL = 2;
/** In quarters of a grey value: with less contrast, there is nothing in a cell. */
const INK = 16;
/** Of the cells with something in them: when more change at once, another thing is shown. */
const CUT = 0.35;
/** Marks on either side, to see what moves all the time. */
const AROUND = 5;
const LEAST_STEPS = 4;
/** A cell is restless when it changes in so many of the steps around; or of those since the last cut. */
const RESTLESS = 0.55;
const RESTLESS_IN_SHOT = 0.6;
/** So many cells that differ from the mark before and the one after are a pointer or a caret. */
const POINTER = 4;
/** Of the changed cells, so many may have lost something when the rest was only added to. */
const LOST = 0.08;
/** Of the sharpest of a run: the last that comes so near is taken. */
const AS_SHARP = 0.99;

interface Run {
  from: number;
  to: number;
}

/** A distinct picture, and from which mark on its slide is shown: where bullets build up, from the first of them on. */
export interface Distinct {
  index: number;
  from: number;
}

/** Work in steps of a few milliseconds at most, so that whoever runs it can do other things in between. */
export type InSteps<Result> = Generator<void, Result>;

/**
 * The distinct ones of `count` pictures, ascending; where nothing ever stands still, the sharpest stands for all. `picture(i)`
 * gives the i-th one's thumbnail; it is asked several times for one. Pure; the work is linear in `count`, but for a glance at
 * each distinct one and those before.
 */
export function* distinctRuns(count: number, picture: (index: number) => Thumbnail): InSteps<Distinct[]> {
  const scene = yield* look(count, picture);
  const candidates = yield* shownAtRest(stillRuns(count, scene), scene);
  const kept: Distinct[] = [];
  let since: number | null = null;
  for (const [i, { index, from }] of candidates.entries()) {
    yield;
    const next = candidates[i + 1];
    since ??= from;
    if (next !== undefined && isAddedTo(index, next.index, scene)) continue;
    if (!(yield* wasShown(index, kept, scene))) kept.push({ index, from: since });
    since = null;
  }
  if (kept.length > 0 || count === 0) return kept;
  const all = { from: 0, to: count - 1 };
  return [{ index: yield* sharpest(all, scene), from: all.from }];
}

/** Their indices, all at once. */
export function distinctPictures(count: number, picture: (index: number) => Thumbnail): number[] {
  const work = distinctRuns(count, picture);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value.map(({ index }) => index);
  }
}

/** Of each run its sharpest picture, and single marks that are of their own. */
function* shownAtRest(runs: Run[], scene: Scene): InSteps<Distinct[]> {
  const shown: Distinct[] = [];
  for (const [i, run] of runs.entries()) {
    yield;
    const { from } = run;
    if (run.to > from) shown.push({ index: yield* sharpest(run, scene), from });
    else if (isOfItsOwn(from, runs[i - 1], runs[i + 1], scene)) shown.push({ index: from, from });
  }
  return shown;
}

interface Scene {
  picture: (index: number) => Thumbnail;
  contrast: Cells[];
  /** For each mark, the sum of each cell. */
  sums: CellSums[];
  /** For each mark, the cells to be left out. */
  masks: Cells[];
  /** Between each mark and the next, whether nothing else changes. */
  still: boolean[];
}

function* look(count: number, picture: (index: number) => Thumbnail): InSteps<Scene> {
  const contrast: Cells[] = [];
  const sums: CellSums[] = [];
  const changed: Cells[] = [];
  const cuts: boolean[] = [];
  let before: Thumbnail | null = null;
  for (let i = 0; i < count; i++) {
    yield;
    const now = picture(i);
    contrast.push(contrasts(now));
    sums.push(sumsOf(now));
    if (before) {
      const step = changesIn(differences(before, now), contrast[i - 1], contrast[i]);
      changed.push(step);
      cuts.push(sumOf(step) > CUT * Math.max(inkOf(contrast[i - 1]), inkOf(contrast[i])));
    }
    before = now;
  }
  const masks: Cells[] = [];
  for (let i = 0; i < count; i++) {
    yield;
    masks.push(withPointer(i, restless(i, changed, cuts), changed));
  }
  const still = changed.map((step, i) => {
    let left = 0;
    for (let cell = 0; cell < CELLS; cell++) if (step[cell] && !masks[i]?.[cell] && !masks[i + 1]?.[cell]) left++;
    return left <= STILL;
  });
  return { picture, contrast, sums, masks, still };
}

/** 1 for each cell that has changed. */
function changesIn(difference: Cells, a: Cells | undefined, b: Cells | undefined): Cells {
  return difference.map((value, cell) =>
    value > CHANGED + OF_CONTRAST * Math.max(a?.[cell] ?? 0, b?.[cell] ?? 0) ? 1 : 0,
  );
}

const sumOf = (cells: Cells): number => cells.reduce((sum, value) => sum + value, 0);
const inkOf = (contrast: Cells | undefined): number =>
  Math.max(1, contrast?.filter((value) => value > INK).length ?? 0);

/** The cells around mark `i` that change nearly always, and those beside them. */
function restless(i: number, changed: Cells[], cuts: boolean[]): Cells {
  // As many steps near the ends as elsewhere: of few, a slow cross-fade would be most.
  const first = Math.max(0, Math.min(i - AROUND, changed.length - 2 * AROUND));
  const last = Math.min(changed.length, first + 2 * AROUND);
  let from = i;
  let to = i;
  while (from > first && !cuts[from - 1]) from--;
  while (to < last && !cuts[to]) to++;
  const mask = new Uint8Array(CELLS);
  if (last - first >= LEAST_STEPS) markRestless(mask, changed.slice(first, last), RESTLESS);
  if (to - from >= 2) markRestless(mask, changed.slice(from, to), RESTLESS_IN_SHOT);
  return dilated(mask);
}

function markRestless(mask: Cells, steps: Cells[], share: number): void {
  for (let cell = 0; cell < CELLS; cell++) {
    const times = steps.reduce((sum, step) => sum + (step[cell] ?? 0), 0);
    if (times >= share * steps.length) mask[cell] = 1;
  }
}

function withPointer(i: number, mask: Cells, changed: Cells[]): Cells {
  const before = changed[i - 1];
  const after = changed[i];
  const alone: number[] = [];
  for (let cell = 0; cell < CELLS; cell++) {
    if (!mask[cell] && (before?.[cell] ?? 1) && (after?.[cell] ?? 1)) alone.push(cell);
  }
  if (alone.length <= POINTER) for (const cell of alone) mask[cell] = 1;
  return mask;
}

function stillRuns(count: number, { still }: Scene): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (let i = 0; i < count; i++) {
    if (still[i] && i < count - 1) continue;
    runs.push({ from, to: i });
    from = i + 1;
  }
  return runs;
}

function* sharpest({ from, to }: Run, { picture, masks }: Scene): InSteps<number> {
  let best = from;
  let most = -1;
  for (let i = from; i <= to; i++) {
    yield;
    const value = sharpness(picture(i), masks[i] ?? new Uint8Array(CELLS));
    if (value < most * AS_SHARP) continue;
    most = Math.max(most, value);
    best = i;
  }
  return best;
}

/** Whether a single mark between two still runs shows something that neither shows. */
function isOfItsOwn(index: number, before: Run | undefined, after: Run | undefined, { picture }: Scene): boolean {
  const moves = (run: Run | undefined): boolean => run !== undefined && run.to === run.from;
  if (moves(before) || moves(after)) return false;
  const now = picture(index);
  if (before && isShifted(picture(before.to), now)) return false;
  if (after && isShifted(now, picture(after.from))) return false;
  return !(before && after && isMixture(picture(before.to), now, picture(after.from)));
}

function* wasShown(index: number, before: Distinct[], scene: Scene): InSteps<boolean> {
  for (const shown of before) {
    if (isSurelyOther(shown.index, index, scene)) continue;
    yield;
    if (changedCells(shown.index, index, scene).length <= STILL) return true;
  }
  return false;
}

/**
 * Whether a glance is enough, as it mostly is: a cell's pixels differ by no less than its mean does. Of a day of slides each is
 * compared with all before, which must not cost an hour.
 */
function isSurelyOther(a: number, b: number, { sums, contrast, masks }: Scene): boolean {
  const [sumsA, sumsB, contrastA, contrastB] = [sums[a], sums[b], contrast[a], contrast[b]];
  const [maskA, maskB] = [masks[a], masks[b]];
  if (!sumsA || !sumsB || !contrastA || !contrastB || !maskA || !maskB) return false;
  let left = 0;
  for (let cell = 0; cell < CELLS; cell++) {
    if (maskA[cell] || maskB[cell]) continue;
    const least = leastDifference(sumsA[cell] ?? 0, sumsB[cell] ?? 0);
    if (least <= CHANGED + OF_CONTRAST * Math.max(contrastA[cell] ?? 0, contrastB[cell] ?? 0)) continue;
    left++;
    if (left > STILL) return true;
  }
  return false;
}

function changedCells(a: number, b: number, { picture, contrast, masks }: Scene): number[] {
  const changes = changesIn(differences(picture(a), picture(b)), contrast[a], contrast[b]);
  const cells: number[] = [];
  for (let cell = 0; cell < CELLS; cell++) {
    if (changes[cell] && !masks[a]?.[cell] && !masks[b]?.[cell]) cells.push(cell);
  }
  return cells;
}

/** Whether `b` shows all that `a` shows, and more. */
function isAddedTo(a: number, b: number, scene: Scene): boolean {
  const changes = changedCells(a, b, scene);
  const before = scene.contrast[a];
  const after = scene.contrast[b];
  const lost = changes.filter(
    (cell) => !((before?.[cell] ?? 0) < INK && (after?.[cell] ?? 0) >= (before?.[cell] ?? 0)),
  );
  return changes.length > 0 && lost.length <= Math.max(1, LOST * changes.length);
}
