/** The chunks of a recording, handed out as they become certain. */
import type { Chunk } from '../../transcript/speech.js';
import { LONGEST_CHUNK_MS, totalOf } from '../../transcript/speech.js';
import { Bell } from './bell.js';
import type { FoundSpeech } from './find-speech.js';

export class Cutting {
  /** Those that are certain, in order. */
  readonly chunks: Chunk[] = [];
  isAll = false;
  private begun = 0;
  private isStopped = false;
  private readonly cut = new Bell();

  constructor(
    private readonly speech: FoundSpeech,
    private readonly maxMs: number,
    private readonly durationMs: number,
  ) {}

  /** Finds all of them, whether or not somebody asks; `onCut` is called for each. Throws what looking for speech throws. */
  async run(onCut: () => void): Promise<void> {
    try {
      for await (const chunk of this.speech.chunks(this.maxMs)) {
        if (this.isStopped) return;
        this.chunks.push(chunk);
        onCut();
        this.cut.ring();
      }
      this.isAll = true;
    } finally {
      this.stop();
    }
  }

  /** The next one that nobody has been given, and which it is; null when there are no more. */
  async next(): Promise<[number, Chunk] | null> {
    while (this.begun >= this.chunks.length && !this.isStopped) await this.cut.next();
    const chunk = this.chunks[this.begun];
    return chunk ? [this.begun++, chunk] : null;
  }

  /** No more are found. Those that are there are still handed out. */
  stop(): void {
    this.isStopped = true;
    this.cut.ring();
  }

  /** So many parts finding them has taken, and those that are still to come, at least. */
  get parts(): number {
    const { parts } = this.speech;
    return parts + Math.ceil(this.leftMs / Math.min(this.maxMs, LONGEST_CHUNK_MS));
  }

  /** How much of the recording is heard, 0 to 1, by how much of each chunk; of what is not cut yet, all may be speech. */
  share(shares: readonly number[]): number {
    const all = totalOf(this.chunks) + this.leftMs;
    const heard = this.chunks.reduce((sum, { startMs, endMs }, i) => sum + (shares[i] ?? 0) * (endMs - startMs), 0);
    return all === 0 ? 1 : heard / all;
  }

  private get leftMs(): number {
    return this.isAll ? 0 : Math.max(0, this.durationMs - (this.chunks.at(-1)?.endMs ?? 0));
  }
}
