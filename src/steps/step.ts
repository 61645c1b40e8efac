import type { Chapter, Grounding, Screenshot, Transcript } from '../contract/content.js';
import type { DocumentKind } from '../contract/documents.js';
import type { ContentOrigin, Media } from '../contract/project.js';
import type { Step, TaskKey } from '../contract/task.js';
import type { DocumentReader } from '../outside/documents/reader.js';
import type { Embedder } from '../outside/language-model/embedder.js';
import type { Ffmpeg } from '../outside/ffmpeg/ffmpeg.js';
import type { Ledger } from '../outside/vendor/ledger.js';
import type { Transcriber } from '../outside/recognisers/transcriber.js';
import type { Writer } from '../outside/language-model/writer.js';
import type { Embedded } from '../search/vectors.js';
import type { StepStorage } from './step-storage.js';

/** A finished screenshot: `key` is its object in the storage. */
export type StoredScreenshot = Omit<Screenshot, 'url'> & { key: string };

/** What each step hands to the runner, which stores it together with the new state and the event. */
export interface Results {
  probe: Media;
  transcribe: Transcript;
  screenshots: StoredScreenshot[];
  chapters: Omit<Chapter, 'index'>[];
  index: { passages: number; vectors: Vectors };
  draft: { body: string; origin: ContentOrigin; grounding: Grounding };
  /** Its passages, in order. */
  document: { passages: string[]; vectors: Vectors };
}

/** What was embedded. */
export interface Vectors {
  /** Null where there was nothing to embed, or nobody to do it. */
  made: Embedded | null;
  /** Why some passages have none; null where they all have one, or there is no embedder. */
  missing: string | null;
}

/** How a step ends. A throw is a bug or an outage: the runner tries again with backoff. */
export type Outcome<S extends Step = Step> =
  | { kind: 'done'; result: Results[S] }
  | { kind: 'partial'; result: Results[S]; coverage: number }
  | { kind: 'retryIn'; ms: number; why: string }
  | { kind: 'failed'; code: string; message: string; cause: unknown };

export const done = <S extends Step>(result: Results[S]): Outcome<S> => ({ kind: 'done', result });
/** A reason for people that says what to do: trying again helps only after that. `cause`: what was thrown, for operators. */
export const failed = (code: string, message: string, cause?: unknown) =>
  ({ kind: 'failed', code, message, cause }) as const;

/** What a step may know of its project. All of it was read when the attempt began. */
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

export interface Given {
  /** Null before there is one: documents may come first. */
  source: GivenFile | null;
  /** Of a document's task. */
  document: (GivenFile & { kind: DocumentKind }) | null;
  projectTitle: string;
  /** Null before `probe`. */
  media: Media | null;
  /** Captions given by hand: the file's text, decoded. */
  captions: { body: string; sha256: string } | null;
  transcript: Transcript | null;
  chapters: Chapter[];
  screenshots: StoredScreenshot[];
}

/** The recording, for steps that only ever come after it. */
export function recordingOf({ source }: Given): GivenFile {
  if (!source) throw new Error('This step was run before there is a recording.');
  return source;
}

/** A piece of a document that was given as context. */
export interface Passage {
  document: string;
  text: string;
}

/** What a step may use. It knows no Bull, no socket and no entity manager. */
export interface Tools {
  given: Given;
  /**
   * Runs `work` once in a run and stores what it returned (JSON); on any later attempt the stored answer comes back
   * at once. `input` is all that the answer depends on. `work` is given the ledger for the calls that it makes.
   */
  part<T>(part: string, input: unknown, work: (ledger: Ledger) => Promise<T>): Promise<T>;
  /** How many parts there will be: gives the percentage between attempts. */
  expectParts(total: number): void;
  /** Volatile: 0 to 100, and what is being done now in words. */
  progress(percent: number, message: string): void;
  /** One line for the task's log, kept. */
  log(line: string): Promise<void>;
  /** Aborted on cancel, on losing the claim and on shutdown. All that a step starts obeys it. */
  signal: AbortSignal;
  storage: StepStorage;
  ffmpeg: Ffmpeg;
  /** Null when none is set up. */
  transcriber: Transcriber | null;
  /** Null: the offline writer does it. */
  writer: Writer | null;
  /** Null: passages are found by their words only. */
  embedder: Embedder | null;
  /** Those of the texts of this task's passages that have no vector of the embedder yet. */
  lackingVectors(texts: string[]): Promise<string[]>;
  /** Strangers' documents as text. */
  reader: DocumentReader;
  /** Passages of the project's documents that bear on these questions, the best first, together at most `maxChars`. */
  context(questions: string[], maxChars: number): Promise<Passage[]>;
  /** The text of a draft has grown by `text`; with `restart` it begins anew. Shown to all tabs as it comes. */
  stream(text: string, restart?: boolean): void;
  /** A local folder, gone afterwards whatever happens. */
  scratch: string;
  /** The source as a local file, brought into `scratch` on first use. */
  sourceFile(): Promise<string>;
  settings: { screenshotEveryMs: number };
}

export type RunStep<S extends Step> = (task: StepTask, tools: Tools) => Promise<Outcome<S>>;
