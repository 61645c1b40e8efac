/** Has a recogniser hear the chunks of a recording side by side, each until its answer is of use. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { clean } from '../../contract/text.js';
import type { CutOptions } from '../../outside/ffmpeg/sound.js';
import type { Ledger } from '../../outside/vendor/ledger.js';
import type {
  HeardSegment,
  KnownVoice,
  Recognised,
  RecogniseOptions,
  Transcriber,
} from '../../outside/recognisers/transcriber.js';
import { NoTranscriber } from '../../outside/recognisers/transcriber.js';
import { VendorError } from '../../outside/vendor/vendor-error.js';
import { timestamp } from '../../transcript/chapters.js';
import type { Judged } from '../../transcript/listen-checks.js';
import { judge, lossOf } from '../../transcript/listen-checks.js';
import type { Chunk } from '../../transcript/speech.js';
import { lengthOf, overlap } from '../../transcript/speech.js';
import type { StepTask, Tools } from '../step.js';
import { recordingOf, Yielded } from '../step.js';
import type { Cutting } from './cutting.js';
import type { Reading } from './reading.js';
import type { Sampled } from './voices.js';
import { sampled } from './voices.js';

/** How often one task asks for a chunk whose answers are of no use. */
const TRIES = 3;
/** What the first part, finding the speech, counts for, in percent. */
const BEFORE = 5;

/** A stored answer. `task`: the one that asked for it. */
type Answer = Recognised & { task: string };

/** What came of a chunk. */
export interface Heard extends Judged {
  language: string | null;
}

/** What a recogniser is told of a recording before it listens. */
export interface Hints {
  /** BCP 47; null: it finds out. */
  language: string | null;
  /** How names and rare words are written; empty where none are known. */
  prompt: string;
}

export class Recognition {
  /** How far each chunk is, 0 to 1. */
  private readonly shares: number[] = [];
  /** How often it was asked again. */
  private again = 0;
  private readonly hints: Pick<RecogniseOptions, 'language' | 'prompt'>;
  private prepared: Promise<void> | undefined;
  private samples: Promise<KnownVoice[]> | undefined;
  /** Voices of the first part that the recogniser is to know in the others, where it can. */
  known: readonly Sampled[] = [];
  /** Why no further chunk is begun: it would end the same way. */
  private hopeless: Error | null = null;

  constructor(
    private readonly task: StepTask,
    private readonly tools: Tools<'source'>,
    private readonly transcriber: Transcriber,
    private readonly sound: Reading,
    private readonly cut: Cutting,
    hints: Hints,
  ) {
    const { language, prompt } = hints;
    this.hints = { ...(language !== null && { language }), ...(prompt !== '' && { prompt }) };
  }

  /**
   * One result per chunk, in order. Every chunk is tried before any failure is thrown. On the last try, chunks that the
   * recogniser failed at are reported as missing.
   */
  async all(): Promise<Heard[]> {
    const ends: (Heard | Error)[] = [];
    const [uncut] = await Promise.all([this.cutAll(), this.hearAll(ends)]);
    this.tools.signal.throwIfAborted();
    const failures = ends.filter((end) => end instanceof Error);
    const [first] = failures;
    if (this.hopeless) throw this.hopeless;
    // With chunks that are still to come, it is too early to say what failed.
    const yielded = failures.find((error) => error instanceof Yielded);
    const stopped = yielded ?? uncut;
    if (stopped) throw stopped;
    if (first && !this.mayGoWithout(failures)) throw first;
    return ends.map((end, i) => (end instanceof Error ? nothing(this.cut.chunks[i]) : end));
  }

  /** Answers why not all could be cut; null when they could. */
  private async cutAll(): Promise<Error | null> {
    try {
      await this.cut.run(() => {
        this.shares.push(0);
        this.tell();
      });
      this.tell();
      return null;
    } catch (error) {
      return errorOf(error);
    }
  }

  private async hearAll(ends: (Heard | Error)[]): Promise<void> {
    await this.meet(ends);
    const worker = async (): Promise<void> => {
      for (let next = await this.cut.next(); next; next = await this.cut.next()) {
        const [i, chunk] = next;
        ends[i] = await this.tried(i, chunk);
      }
    };
    await Promise.all(Array.from({ length: this.transcriber.limits.concurrency }, worker));
  }

  /** Hears the first part before the others, where those who speak in it can be known by their voices in the others. */
  private async meet(ends: (Heard | Error)[]): Promise<void> {
    const { knowsVoices } = this.transcriber;
    const next = knowsVoices && (await this.cut.next());
    if (!next) return;
    const heard = await this.tried(...next);
    ends[0] = heard;
    if (this.hopeless) return;
    const isFailed = heard instanceof Error;
    if (isFailed && !(heard instanceof VendorError)) throw heard;
    // A part, since with other voices all the others would be asked, and paid, for again: also where the first is heard only later.
    this.known = await this.tools.part('voices to know', this.asked(next[1]), () =>
      Promise.resolve(isFailed ? [] : sampled(heard, knowsVoices)),
    );
  }

  /** Samples of the known voices, as files. */
  private cutSamples(): Promise<KnownVoice[]> {
    const { tools, transcriber, known } = this;
    const { format } = transcriber.limits;
    const cut = async ({ id, startMs, endMs }: Sampled, i: number): Promise<KnownVoice> => {
      const path = join(tools.scratch, `voice-${i + 1}.${format}`);
      const piece = { startMs, durationMs: endMs - startMs, format, path };
      await this.cutPiece(piece);
      return { name: id, path };
    };
    return (this.samples ??= Promise.all(known.map(cut)));
  }

  private async cutPiece(piece: CutOptions): Promise<void> {
    await this.sound.until(piece.startMs + piece.durationMs);
    await this.tools.ffmpeg.cut(this.sound.path, piece, this.tools.signal);
  }

  private mayGoWithout(failures: Error[]): boolean {
    const last = this.task.failures + 1 >= this.task.maxAttempts;
    return last && failures.length < this.cut.chunks.length && failures.every((error) => error instanceof VendorError);
  }

  private async tried(i: number, chunk: Chunk): Promise<Heard | Error> {
    try {
      this.tools.signal.throwIfAborted();
      if (this.hopeless) return this.hopeless;
      return await this.hear(i, chunk);
    } catch (reason) {
      const error = errorOf(reason);
      if (error instanceof NoTranscriber || (error instanceof VendorError && error.permanent)) this.hopeless = error;
      if (this.hopeless) {
        this.cut.stop();
        // Hours of sound may still have to be read, of which nobody would hear anything.
        void this.sound.end();
      }
      return error;
    }
  }

  /**
   * Asks until an answer is whole. Answers of no use are stored too, so that each is paid for once; a retry by hand reads
   * them again, and then asks anew.
   */
  private async hear(i: number, chunk: Chunk): Promise<Heard> {
    const name = `${timestamp(chunk.startMs)} to ${timestamp(chunk.endMs)}`;
    let best: Heard | null = null;
    for (let again = 0, asked = 0; ; again++) {
      if (again > 0) this.expect(1);
      const answer = await this.answer(i, chunk, again, name);
      const heard = { language: answer.language, ...judge(spokenIn(chunk, answer), answer.segments) };
      if (best === null || loss(chunk, heard) < loss(chunk, best)) best = heard;
      if (answer.task === this.task.id) asked++;
      if (heard.missing.length > 0 && asked < TRIES) continue;
      this.shares[i] = 1;
      this.tell();
      return best;
    }
  }

  private async answer(i: number, chunk: Chunk, again: number, name: string): Promise<Answer> {
    const input = {
      ...this.asked(chunk),
      again,
      ...(i > 0 && this.known.length > 0 && { voices: this.known }),
    };
    const part = again === 0 ? name : `${name}, try ${again + 1}`;
    return this.tools.part(part, input, async (ledger) => {
      const { segments, ...more } = await this.recognised(i, chunk, again, ledger);
      // The database takes no NUL characters.
      const lines = segments.map(cleaned);
      const { missing, looped } = judge(spokenIn(chunk, more), lines);
      const trouble = looped ? 'the answer goes round in circles' : 'words are missing';
      if (missing.length > 0) await this.tools.log(`${part}: ${trouble}.`);
      return { ...more, segments: lines, task: this.task.id };
    });
  }

  private asked({ startMs, endMs }: Chunk) {
    const source = recordingOf(this.tools.given).sha256;
    return { source, by: this.transcriber.identity, startMs, endMs, ...this.hints };
  }

  private async recognised(i: number, chunk: Chunk, again: number, ledger: Ledger): Promise<Recognised> {
    const { tools, transcriber } = this;
    const news: string[] = [];
    const options: RecogniseOptions = {
      signal: tools.signal,
      ledger,
      again,
      ...this.hints,
      onProgress: (share) => {
        this.shares[i] = Math.min(1, share);
        this.tell();
      },
      onNews: (line) => {
        news.push(line);
        this.tell(line);
      },
    };
    const piece = { startMs: chunk.startMs, durationMs: lengthOf(chunk) };
    // Servers tell the format by the name's ending.
    // eslint-disable-next-line devreel/whole-characters -- the name of a format
    const path = join(tools.scratch, `part-${i + 1}.${transcriber.limits.format.slice(0, 3)}`);
    try {
      await (this.prepared ??= transcriber.prepare(options));
      await this.cutPiece({ ...piece, format: transcriber.limits.format, path });
      const voices = i === 0 ? [] : await this.cutSamples();
      return await transcriber.recognise({ ...piece, path }, { ...options, voices });
    } finally {
      await rm(path, { force: true });
      for (const line of news) await tools.log(line);
    }
  }

  private tell(news?: string): void {
    this.expect(0);
    const { length } = this.cut.chunks;
    const done = this.shares.filter((share) => share === 1).length;
    const isOne = length === 1 || !this.cut.isAll;
    const message = isOne ? 'Listening' : `Listening, ${done} of ${length} parts`;
    this.tools.progress(BEFORE + (99 - BEFORE) * this.cut.share(this.shares), news ?? message);
  }

  /** `more`: so many parts more than was thought. */
  private expect(more: number): void {
    this.again += more;
    // The names to listen for are one, the voices to know another.
    const before = this.transcriber.knowsVoices ? 2 : 1;
    this.tools.expectParts(this.cut.parts + before + this.shares.length + this.again);
  }
}

const errorOf = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

const cleaned = ({ words, ...segment }: HeardSegment): HeardSegment => ({
  ...segment,
  text: clean(segment.text),
  ...(words && { words: words.map((word) => ({ ...word, text: clean(word.text) })) }),
});

/** The chunk with the speech that is loud enough, and of which the recogniser says that it is some, where it says so. */
function spokenIn(chunk: Chunk, { speech }: Pick<Recognised, 'speech'>): Chunk {
  if (!speech) return chunk;
  const onClock = speech.map(({ startMs, endMs }) => ({
    startMs: chunk.startMs + startMs,
    endMs: chunk.startMs + endMs,
  }));
  return { ...chunk, speech: onClock.flatMap((span) => overlap(chunk.speech, span)) };
}

const loss = (chunk: Chunk, { missing }: Heard): number => lossOf(chunk.speech, missing);

const nothing = (chunk: Chunk | undefined): Heard => ({
  language: null,
  lines: [],
  looped: false,
  missing: chunk ? judge(chunk, []).missing : [],
});
