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
/** And by this where it is judged before all was heard: the steps and chairs in a quiet room, or music, may differ by less. */
const CERTAIN_DB = 20;
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
  const { spans, open } = louderIn(levels, levelMs, Loudness.of(levels).threshold(), { fromMs: 0, open: null });
  return open && isSpeech(open) ? [...spans, open] : spans;
}

/** Speech in a piece of a sound. `open`: what goes on at the piece's end, or ended too short a time before to be sure of it. */
export interface FoundSpeech {
  spans: Span[];
  open: Span | null;
}

/** `levels`: of the piece that begins at `fromMs`. `open`: of the piece before. */
export function louderIn(
  levels: number[],
  levelMs: number,
  threshold: number,
  { fromMs, open }: { fromMs: number; open: Span | null },
): FoundSpeech {
  const spans: Span[] = [];
  let last = open && { ...open };
  for (const [i, level] of levels.entries()) {
    if (level < threshold) continue;
    const [startMs, endMs] = [fromMs + i * levelMs, fromMs + (i + 1) * levelMs];
    if (last && startMs - last.endMs < SHORTEST_PAUSE_MS) {
      last.endMs = endMs;
    } else {
      if (last && isSpeech(last)) spans.push(last);
      last = { startMs, endMs };
    }
  }
  return { spans, open: last };
}

/** Whether it is longer than a click. */
export const isSpeech = (span: Span): boolean => lengthOf(span) >= SHORTEST_SPEECH_MS;

/** How loud a sound is that comes bit by bit, and by that, what in it is louder than the room. */
export class Loudness {
  /** How many levels there are of each whole dB from `MUTE_DB` on. */
  private readonly counts = new Array<number>(1 - MUTE_DB).fill(0);

  static of(levels: Iterable<number>): Loudness {
    const loudness = new Loudness();
    for (const level of levels) loudness.add(level);
    return loudness;
  }

  /** In dB. */
  add(level: number): void {
    if (level <= MUTE_DB) return;
    const at = Math.min(0, Math.round(level)) - MUTE_DB;
    this.counts[at] = (this.counts[at] ?? 0) + 1;
  }

  /**
   * In dB: a quarter of the way from the room's noise to the voices, so that quiet voices count, too. Infinity where there are none.
   * `piece`: the part of the sound that is to be judged. After loud music its room may be quieter than all that came.
   */
  threshold(piece: Loudness = this): number {
    const { noise, voices, spread } = this.heard();
    if (voices < (spread < STEADY_DB ? QUIETEST_STEADY_DB : QUIETEST_DB)) return Infinity;
    const room = piece.tells() ? Math.min(noise, piece.heard().noise) : noise;
    return Math.min(room + Math.max(4, (voices - room) / 4), voices - 12);
  }

  /**
   * Whether there were voices and pauses so far, for certain. Before, nothing can be told from the room: an hour of its noise may
   * come before the first word.
   */
  tells(): boolean {
    const { voices, spread } = this.heard();
    return voices >= QUIETEST_STEADY_DB && spread >= CERTAIN_DB;
  }

  private heard(): { noise: number; voices: number; spread: number } {
    const [noise, voices] = [percentile(this.counts, 0.1), percentile(this.counts, 0.95)];
    return { noise, voices, spread: voices - noise };
  }
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
export const LONGEST_CHUNK_MS = 5 * 60_000;
/** A longer pause is not listened to at all: recognisers invent things there. */
const LONGEST_PAUSE_MS = 2 * 60_000;
/** A chunk begins so long before its speech, and ends so long after it. */
const MARGIN_MS = 300;

/**
 * Cuts at the longest pauses, into chunks of at most five minutes, or `maxMs` if that is less, and of at least half of that
 * where speech goes on. Speech without a pause that is longer than a chunk is cut into equal pieces.
 */
export const cutPlan = (speech: Span[], maxMs: number): Chunk[] => new GrowingPlan(maxMs).add(speech, true);

/** The same, of speech that is still being found: each chunk as soon as nothing that comes can change it. */
export class GrowingPlan {
  private readonly longest: number;
  /** What is in no chunk yet. */
  private rest: Span[] = [];
  /** Where the speech of the last chunk ends. */
  private before: number | null = null;

  constructor(maxMs: number) {
    this.longest = Math.min(maxMs, LONGEST_CHUNK_MS) - 2 * MARGIN_MS;
  }

  /** `speech`: what was found since. `isAll`: no more will come. Returns the chunks that are certain since. */
  add(speech: Span[], isAll: boolean): Chunk[] {
    this.rest.push(...speech.flatMap((span) => pieces(span, this.longest)));
    const chunks: Chunk[] = [];
    while (this.rest.length > 0) {
      const count = fitting(this.rest, this.longest);
      if (count === this.rest.length && !isAll) break;
      chunks.push(this.chunkOf(this.rest.slice(0, count), this.rest[count]));
      this.rest = this.rest.slice(count);
    }
    return chunks;
  }

  private chunkOf(speech: Span[], next: Span | undefined): Chunk {
    const { startMs, endMs } = around(speech);
    const before = this.before ?? -startMs;
    const after = next?.startMs ?? Infinity;
    this.before = endMs;
    return {
      startMs: Math.round(startMs - Math.min(MARGIN_MS, (startMs - before) / 2)),
      endMs: Math.round(endMs + Math.min(MARGIN_MS, (after - endMs) / 2)),
      speech,
    };
  }
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
