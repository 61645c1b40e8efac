/**
 * A figure: `{ what, unit, better: 'higher' | 'lower', ours: [number], floor: [number], limit }`, a number for each round, and in
 * one line what sets the limit. `floor` is empty where there is nothing to compare with. The ratio is that of each round, since
 * both sides of a round met the same machine.
 */

/** How much worse a ratio may be than the one written down. */
const A_FIFTH = 0.2;

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The number below which this share of all lies. */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

const ratiosOf = ({ ours, floor }) => ours.map((value, i) => value / floor[i]);
/** What a run is judged by: the ratio, or where there is no floor the figure itself. */
const judged = (figure) => median(figure.floor.length > 0 ? ratiosOf(figure) : figure.ours);

const short = (number) => (number >= 100 ? number.toFixed(0) : number >= 10 ? number.toFixed(1) : number.toFixed(2));
const spread = (numbers) =>
  numbers.length === 0
    ? '–'
    : `${short(median(numbers))} (${short(Math.min(...numbers))}–${short(Math.max(...numbers))})`;

/** As scripts/quality/table.mjs prints it. */
export const tableOf = (title, figures) => ({
  title,
  columns: ['what', 'unit', 'Devreel', 'floor', 'ratio', 'better', 'rounds', 'what sets the limit'],
  rows: figures.map((figure) => [
    figure.what,
    figure.unit,
    spread(figure.ours),
    spread(figure.floor),
    figure.floor.length > 0 ? `${spread(ratiosOf(figure))} ×` : '–',
    figure.better,
    figure.ours.length,
    figure.limit,
  ]),
});

/** A line for each figure that is worse by a fifth than the written one of the same name. */
export function fallen(figures, written) {
  return figures.flatMap((figure) => {
    const before = written.find(({ what }) => what === figure.what);
    if (!before) return [];
    const [now, then] = [judged(figure), judged(before)];
    const isWorse = figure.better === 'higher' ? now < then * (1 - A_FIFTH) : now > then * (1 + A_FIFTH);
    return isWorse ? [`${figure.what}: ${short(now)}, and ${short(then)} is written down.`] : [];
  });
}
