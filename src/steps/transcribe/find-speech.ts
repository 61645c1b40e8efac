/** Where somebody speaks, found while the sound is read, and how it is cut by that. Each stretch is a part, so that another attempt takes the same. */
import { LEVEL_MS } from '../../outside/ffmpeg/sound.js';
import type { Chunk, FoundSpeech as LouderSpans, Span } from '../../transcript/speech.js';
import { GrowingPlan, isSpeech, Loudness, louderIn } from '../../transcript/speech.js';
import type { Tools } from '../step.js';
import type { Reading } from './reading.js';

/** It is looked whether speech can be told each time that so much more is there: a little more than the longest chunk. */
const STRETCH_MS = 6 * 60_000;
const STRETCH_LEVELS = STRETCH_MS / LEVEL_MS;
/** So much is judged by a room of its own: of a talk that begins after loud music, a few seconds fall into the music's minute. */
const PIECE_LEVELS = 60_000 / LEVEL_MS;

/** In ms since the recording's beginning. `open`: speech that goes on at its end. `untilMs`: null at the end of the sound. */
interface Stretch {
  untilMs: number | null;
  speech: [number, number][];
  open: [number, number] | null;
}

/** As it was kept before: the speech of the whole sound. Attempts that began then go on by it. */
type Whole = Stretch['speech'];

export class FoundSpeech {
  /** So far, in order. */
  readonly spans: Span[] = [];
  /** All before this was found. */
  untilMs = 0;
  isAll = false;
  /** How many parts it took. */
  parts = 0;
  private open: Span | null = null;
  private readonly loudness = new Loudness();
  /** So many levels are in `loudness`. */
  private weighed = 0;

  /** `input`: of which sound. */
  constructor(
    private readonly tools: Pick<Tools, 'part'>,
    private readonly reading: Pick<Reading, 'until'>,
    private readonly input: unknown,
  ) {}

  /** Whether there is any. Looks no further than to the first. */
  async isAny(): Promise<boolean> {
    while (this.spans.length === 0 && !this.isAll) await this.more();
    return this.spans.length > 0;
  }

  /** Each chunk as soon as it is certain; as `cutPlan` cuts. */
  async *chunks(maxMs: number): AsyncGenerator<Chunk> {
    const plan = new GrowingPlan(maxMs);
    for (let given = 0; ;) {
      const chunks = plan.add(this.spans.slice(given), this.isAll);
      given = this.spans.length;
      yield* chunks;
      if (this.isAll) return;
      await this.more();
    }
  }

  private async more(): Promise<void> {
    const name = this.parts === 0 ? 'sound' : `sound from ${this.untilMs / 60_000} min`;
    const found = await this.tools.part<Stretch | Whole>(name, this.input, () => this.stretch());
    const { untilMs, speech, open } = Array.isArray(found) ? { untilMs: null, speech: found, open: null } : found;
    this.parts++;
    this.spans.push(...speech.map(spanOf));
    this.open = open && spanOf(open);
    this.isAll = untilMs === null;
    if (untilMs !== null) this.untilMs = untilMs;
  }

  /** As far as it can be told what is speech: in the end it can. Depends on the sound alone, not on how fast it comes. */
  private async stretch(): Promise<Stretch> {
    const from = this.untilMs / LEVEL_MS;
    for (let to = from + STRETCH_LEVELS; ; to += STRETCH_LEVELS) {
      const { levels, isWhole } = await this.reading.until(to * LEVEL_MS);
      const isEnd = isWhole && levels.length <= to;
      for (; this.weighed < Math.min(to, levels.length); this.weighed++) this.loudness.add(levels[this.weighed] ?? 0);
      if (!isEnd && !this.loudness.tells()) continue;
      const { spans, open } = this.louder(levels, from, Math.min(to, levels.length));
      if (isEnd && open && isSpeech(open)) spans.push(open);
      return {
        untilMs: isEnd ? null : to * LEVEL_MS,
        speech: spans.map(pairOf),
        open: isEnd ? null : open && pairOf(open),
      };
    }
  }

  private louder(levels: readonly number[], from: number, to: number): LouderSpans {
    const spans: Span[] = [];
    let { open } = this;
    for (let at = from; at < to; at += PIECE_LEVELS) {
      const piece = levels.slice(at, Math.min(to, at + PIECE_LEVELS));
      const threshold = this.loudness.threshold(Loudness.of(piece));
      const found = louderIn(piece, LEVEL_MS, threshold, { fromMs: at * LEVEL_MS, open });
      spans.push(...found.spans);
      open = found.open;
    }
    return { spans, open };
  }
}

const spanOf = ([startMs, endMs]: [number, number]): Span => ({ startMs, endMs });
const pairOf = ({ startMs, endMs }: Span): [number, number] => [startMs, endMs];
