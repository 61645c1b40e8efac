import type { Chapter, Grounding, Screenshot, Transcript } from '../contract/content.js';
import type { ContentOrigin, Media } from '../contract/project.js';
import type { Step, TaskKey } from '../contract/task.js';
import type { Storage } from '../outside/storage.js';
import type { Ffmpeg } from '../outside/ffmpeg.js';
import type { Transcriber } from '../outside/transcriber.js';
import type { Writer } from '../outside/writer.js';

/** Which of Bull's queues carries a step: what needs a processor core, and what mostly waits for answers. */
export const lanes = ['media', 'ai'] as const;
export type Lane = (typeof lanes)[number];

/** A finished screenshot: `key` is its object in the storage. */
export type StoredScreenshot = Omit<Screenshot, 'url'> & { key: string };

/** What each step hands to the runner, which stores it together with the new state and the event. */
export interface Results {
  probe: Media;
  transcribe: Transcript;
  screenshots: StoredScreenshot[];
  chapters: Omit<Chapter, 'index'>[];
  draft: { body: string; origin: ContentOrigin; grounding: Grounding };
}

/** How a step ends. A throw is a bug or an outage: the runner tries again with backoff. */
export type Outcome<S extends Step = Step> =
  | { kind: 'done'; result: Results[S] }
  | { kind: 'partial'; result: Results[S]; coverage: number }
  | { kind: 'retryIn'; ms: number; why: string }
  | { kind: 'failed'; code: string; message: string; retryable: boolean };

export const done = <S extends Step>(result: Results[S]): Outcome<S> => ({ kind: 'done', result });
/** A reason for people that says what to do. `retryable`: trying again may help without a change by hand. */
export const failed = (code: string, message: string, retryable = false) =>
  ({ kind: 'failed', code, message, retryable }) as const;

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

export interface Given {
  source: { key: string; filename: string; sizeBytes: number; sha256: string };
  projectTitle: string;
  /** Null before `probe`. */
  media: Media | null;
  /** Captions given by hand: the file's text, decoded. */
  captions: { body: string; sha256: string } | null;
  transcript: Transcript | null;
  chapters: Chapter[];
  screenshots: StoredScreenshot[];
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
   * at once. `input` is all that the answer depends on.
   */
  part<T>(part: string, input: unknown, work: () => Promise<T>): Promise<T>;
  /** How many parts there will be: gives the percentage between attempts. */
  expectParts(total: number): void;
  /** Volatile: 0 to 100, and what is being done now in words. */
  progress(percent: number, message: string): void;
  /** One line for the task's log, kept. */
  log(line: string): Promise<void>;
  /** Aborted on cancel, on losing the claim and on shutdown. All that a step starts obeys it. */
  signal: AbortSignal;
  storage: Storage;
  ffmpeg: Ffmpeg;
  /** Null when none is set up. */
  transcriber: Transcriber | null;
  /** Null: the offline writer does it. */
  writer: Writer | null;
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
