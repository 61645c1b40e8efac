/** Voice activity detection: where somebody may be speaking, and where to cut the sound without cutting a word. Pure. */

export interface Span {
  startMs: number;
  endMs: number;
}

/** If a recording's loudest levels are below this, it holds no voices. One whose level hardly changes must be louder. */
const QUIETEST_DB = -60;
const QUIETEST_STEADY_DB = -45;
/** Where people speak and pause, the loudest and the quietest levels differ by at least this. */
const STEADY_DB = 10;
/** Below this a frame is digital silence, which says nothing about how noisy the room is. */
const MUTE_DB = -80;
/** Shorter pauses are inside of words, and shorter sounds are clicks. */
const SHORTEST_PAUSE_MS = 250;
const SHORTEST_SPEECH_MS = 100;

/**
 * The stretches that are louder than the room. `levels`: in dB, one for each `levelMs`. Only loudness is looked at, so music
 * counts as speech, and sound without pauses as speech throughout. The recogniser can tell them apart.
 */
export function speechIn(levels: number[], levelMs: number): Span[] {
  const threshold = thresholdOf(levels);
  const spans: Span[] = [];
  for (const [i, level] of levels.entries()) {
    if (level < threshold) continue;
    const last = spans.at(-1);
    if (last && i * levelMs - last.endMs < SHORTEST_PAUSE_MS) last.endMs = (i + 1) * levelMs;
    else spans.push({ startMs: i * levelMs, endMs: (i + 1) * levelMs });
  }
  return spans.filter((span) => lengthOf(span) >= SHORTEST_SPEECH_MS);
}

/** In dB: a quarter of the way from the room's noise to the voices, so that quiet voices count, too. */
function thresholdOf(levels: number[]): number {
  const counts = new Array<number>(1 - MUTE_DB).fill(0);
  for (const level of levels) {
    if (level <= MUTE_DB) continue;
    const at = Math.min(0, Math.round(level)) - MUTE_DB;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const [noise, voices] = [percentile(counts, 0.1), percentile(counts, 0.95)];
  const spread = voices - noise;
  if (voices < (spread < STEADY_DB ? QUIETEST_STEADY_DB : QUIETEST_DB)) return Infinity;
  return Math.min(noise + Math.max(4, spread / 4), voices - 12);
}

/** In dB. `counts`: how many levels there are of each whole dB from `MUTE_DB` on. */
function percentile(counts: number[], share: number): number {
  let left = share * counts.reduce((sum, count) => sum + count, 0);
  const at = counts.findIndex((count) => (left -= count) <= 0 && count > 0);
  return at < 0 ? MUTE_DB : at + MUTE_DB;
}

/** A piece of the recording that is recognised in one call, and the speech in it. */
export interface Chunk extends Span {
  speech: Span[];
}

/** Below every recogniser's limit, and short enough that chunks run in parallel, and that a failed one loses little. */
const LONGEST_CHUNK_MS = 5 * 60_000;
/** A longer pause is not listened to at all: recognisers invent things there. */
const LONGEST_PAUSE_MS = 2 * 60_000;
/** A chunk begins so long before its speech, and ends so long after it. */
const MARGIN_MS = 300;

/**
 * Cuts at the longest pauses, into chunks of at most five minutes, or `maxMs` if that is less, and of at least half of that
 * where speech goes on. Speech without a pause that is longer than a chunk is cut into equal pieces.
 */
export function cutPlan(speech: Span[], maxMs: number): Chunk[] {
  const longest = Math.min(maxMs, LONGEST_CHUNK_MS) - 2 * MARGIN_MS;
  const groups: Span[][] = [];
  for (let rest = speech.flatMap((span) => pieces(span, longest)); rest.length > 0;) {
    const count = fitting(rest, longest);
    groups.push(rest.slice(0, count));
    rest = rest.slice(count);
  }
  return groups.map((group, i) => {
    const { startMs, endMs } = around(group);
    const before = groups[i - 1]?.at(-1)?.endMs ?? -startMs;
    const after = groups[i + 1]?.[0]?.startMs ?? Infinity;
    return {
      startMs: Math.round(startMs - Math.min(MARGIN_MS, (startMs - before) / 2)),
      endMs: Math.round(endMs + Math.min(MARGIN_MS, (after - endMs) / 2)),
      speech: group,
    };
  });
}

const around = (spans: Span[]): Span => ({ startMs: spans[0]?.startMs ?? 0, endMs: spans.at(-1)?.endMs ?? 0 });

function pieces({ startMs, endMs }: Span, longest: number): Span[] {
  const count = Math.ceil((endMs - startMs) / longest);
  const at = (i: number): number => Math.round(startMs + ((endMs - startMs) * i) / count);
  return Array.from({ length: count }, (_, i) => ({ startMs: at(i), endMs: at(i + 1) }));
}

/** How many of these spans, from the first on, make the next chunk: at least one. */
function fitting(spans: Span[], longest: number): number {
  const start = spans[0]?.startMs ?? 0;
  const pause = (i: number): number => (spans[i]?.startMs ?? Infinity) - (spans[i - 1]?.endMs ?? 0);
  let best = 1;
  for (let i = 1; i <= spans.length; i++) {
    const length = (spans[i - 1]?.endMs ?? 0) - start;
    if (length > longest) return best;
    const early = (spans[best - 1]?.endMs ?? 0) - start < longest / 2;
    if (early || pause(i) >= pause(best)) best = i;
    if (pause(i) >= LONGEST_PAUSE_MS) return i;
  }
  return best;
}

export const lengthOf = ({ startMs, endMs }: Span): number => Math.max(0, endMs - startMs);

/** The parts of `spans` that lie within `within`. */
export const overlap = (spans: Span[], within: Span): Span[] =>
  spans
    .map(({ startMs, endMs }) => ({
      startMs: Math.max(startMs, within.startMs),
      endMs: Math.min(endMs, within.endMs),
    }))
    .filter((span) => lengthOf(span) > 0);

export const totalOf = (spans: Span[]): number => spans.reduce((sum, span) => sum + lengthOf(span), 0);
