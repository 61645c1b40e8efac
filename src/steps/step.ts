/** What a step is: a function of its task and its tools that returns an outcome. All that is said of it besides: `define-step.ts`. */
import type { Chapter, Speaker, Transcript } from '../contract/content.js';
import type { Locked } from '../content/locked.js';
import type { KeptVoice } from '../content/voice/told.js';
import type { OwnType } from '../content/own/own-type.js';
import type { DocumentKind } from '../contract/documents.js';
import type { TaskKey } from '../contract/task.js';
import type { StoredMedia } from '../recording/tracks/track.js';
import type { DocumentReader } from '../outside/documents/reader.js';
import type { Embedder } from '../outside/language-model/embedder.js';
import type { Ffmpeg } from '../outside/ffmpeg/port.js';
import type { Ocr } from '../outside/ocr/ocr.js';
import type { Ledger } from '../outside/vendor/ledger.js';
import type { Transcriber } from '../outside/recognisers/transcriber.js';
import type { Writer } from '../outside/language-model/writer.js';
import type { Picture } from '../recording/pictures/stored.js';
import type { StoredScreenshot } from '../recording/screenshots.js';
import type { CaptionsReader } from '../transcript/captions/reader.js';
import type { StepStorage } from './step-storage.js';

/** How a step ends. A throw is a bug or an outage: the runner tries again with backoff. */
export type Outcome<Result = unknown> =
  | { kind: 'done'; result: Result }
  /** `remedy`: what people can do, where a retry would find no more. */
  | { kind: 'partial'; result: Result; coverage: number; remedy?: string }
  | { kind: 'retryIn'; ms: number; why: string }
  | { kind: 'failed'; code: string; message: string; cause: unknown };

export const done = <Result>(result: Result): Outcome<Result> => ({ kind: 'done', result });
/** A reason for people that says what to do: trying again helps only after that. `cause`: what was thrown, for operators. */
export const failed = (code: string, message: string, cause?: unknown) =>
  ({ kind: 'failed', code, message, cause }) as const;

/** Thrown by `part`: others wait, so it is not begun. The step lets it pass; it is run again, and finds the parts it has done. */
export class Yielded extends Error {
  constructor() {
    super('Others wait.');
    this.name = 'Yielded';
  }
}

/** The task that a step is run for. */
export interface StepTask {
  id: string;
  projectId: string;
  key: TaskKey;
  runId: string;
  attempt: number;
  /** Errors of the step so far, against `maxAttempts`. */
  failures: number;
  maxAttempts: number;
  instructions: string | null;
}

/** A stored file that people gave. */
export interface GivenFile {
  key: string;
  filename: string;
  sizeBytes: number;
  sha256: string;
}

/** All that a step can be given of its project, by what it says that it reads. It was read when the attempt began. */
export interface Given {
  /** Null before there is one: documents may come first. */
  source: GivenFile | null;
  /** Those of the documents that were read, as far as somebody reads on: in order, and not all of a library. */
  documentTexts: string[];
  /** Of a document's task. */
  document: (GivenFile & { kind: DocumentKind }) | null;
  projectTitle: string;
  /** What is spoken, as people set it: BCP 47. Null: it is found out. */
  language: string | null;
  /** Null before `probe`. */
  media: StoredMedia | null;
  /** Captions given by hand: the file's text, decoded. */
  captions: { body: string; sha256: string } | null;
  transcript: Omit<Transcript, 'speakers'> | null;
  /** Those whom the segments of the transcript name by their ids, and perhaps others who spoke in one before. */
  speakers: Speaker[];
  chapters: Chapter[];
  /** The chapters, where they are as people set them; null otherwise. */
  chaptersByHand: Omit<Chapter, 'index'>[] | null;
  screenshots: StoredScreenshot[];
  /** What is on the distinct ones; none before `slides`. */
  pictures: Picture[];
  /** Of a draft's task: its type where somebody made that and has not deleted it; null for all others. */
  ownType: OwnType | null;
  /** Of a draft's task: what is locked of the draft as it is; null where nothing is. */
  locked: Locked | null;
  /** Of the person who asked for the task; null where nobody did, or they gave none. */
  voice: KeptVoice | null;
}

/** The recording, for steps that only ever come after it. */
export function recordingOf({ source }: Pick<Given, 'source'>): GivenFile {
  if (!source) throw new Error('This step was run before there is a recording.');
  return source;
}

/** A piece of a document that was given as context. */
export interface Passage {
  document: string;
  text: string;
}

/** What a step may use. It knows no Bull, no socket and no entity manager. `Reads`: what of its project it is given. */
export type Tools<Reads extends keyof Given = keyof Given> = CommonTools & {
  given: Pick<Given, Reads>;
} & ('source' extends Reads ? RecordingTools : unknown);

/** Of those who read `source`. */
interface RecordingTools {
  /** The recording as a local file, brought into `scratch` on first use. */
  sourceFile(): Promise<string>;
}

export interface CommonTools {
  /**
   * A checkpoint: runs `work` once in a run and stores what it returned (JSON); on any later attempt the stored answer comes
   * back at once. `input` is all that the answer depends on. `work` is given the ledger for the calls that it makes. Throws
   * `Yielded` where others have waited long enough.
   */
  part<T>(part: string, input: unknown, work: (ledger: Ledger) => Promise<T>): Promise<T>;
  /**
   * As `part`, but done once for all tasks of this step in the project, whatever their run: whoever comes first does it, and the
   * others wait for the answer. For what does not depend on what a task is asked for.
   */
  sharedPart<T>(part: string, input: unknown, work: (ledger: Ledger) => Promise<T>): Promise<T>;
  /** How many parts there will be: gives the percentage between attempts. */
  expectParts(total: number): void;
  /** Volatile: 0 to 100, and what is being done now in words. */
  progress(percent: number, message: string): void;
  /** Adds to the task's log, which is kept. */
  log(line: string): Promise<void>;
  /** Aborted on cancel, on losing the claim and on shutdown. All that a step starts obeys it. */
  signal: AbortSignal;
  storage: StepStorage;
  ffmpeg: Ffmpeg;
  /** Null when none is set up. */
  transcriber: Transcriber | null;
  /** Null: the offline writer does it. */
  writer: Writer | null;
  /** The writer, where it is to look at pictures. Null: it sees none. */
  seer: Writer | null;
  /** Null: passages are found by their words only. */
  embedder: Embedder | null;
  /** Those of the texts of this task's passages that have no vector of the embedder yet. */
  lackingVectors(texts: string[]): Promise<string[]>;
  /** What reads pictures. Null: they are not read. */
  ocr: Ocr | null;
  /** Strangers' documents as text. */
  reader: DocumentReader;
  /** Strangers' captions as lines of a transcript. */
  captionsReader: CaptionsReader;
  /** Passages of the project's documents that bear on these questions, the best first, together at most `maxChars`. */
  passagesFor(questions: string[], maxChars: number): Promise<Passage[]>;
  /** The text of a draft has grown by `text`; with `restart` it begins again from nothing. All tabs show it as it comes. */
  stream(text: string, restart?: boolean): void;
  /** A local folder, gone afterwards whatever happens. */
  scratch: string;
  settings: { screenshotEveryMs: number };
}

export type RunStep<Result, Reads extends keyof Given = never> = (
  task: StepTask,
  tools: Tools<Reads>,
) => Promise<Outcome<Result>>;
