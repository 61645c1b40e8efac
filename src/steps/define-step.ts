/** All that is said of a step. The lists of the server and of the page follow from it. */
import type { EntityManager } from 'typeorm';
import type { OnPage, StepWords } from '../contract/registry.js';
import type { Lane, Task } from '../contract/task.js';
import type { ProjectTx } from '../events/project-tx.js';
import type { Cost } from '../usage/cost.js';
import type { Given, RunStep } from './step.js';

/** Where people find what a task made, below the project's address, and whether they change it there. */
export interface ResultPage {
  path: string;
  edit: boolean;
}

/** What a step has made again, or a person has changed by hand, and other results are made from. */
export interface Change {
  /** Passages had vectors, and some have none now. */
  vectorsLost: boolean;
}

interface Said<Result, Reads extends keyof Given> {
  /** Which queue carries it. */
  lane: Lane;
  /** The steps that must have succeeded before it may run. */
  needs: readonly string[];
  /** Steps that it waits for as long as they are unfinished, whatever becomes of them: it can do without. */
  after?: readonly string[];
  /** With `per`: those of its needs that the task about this one does without. */
  doesWithout?(which: string): readonly string[];
  /** It waits for the documents that people gave, too. */
  needsDocuments?: true;
  /** What of the project is read and given to it. */
  reads: readonly Reads[];
  /** Each recording gets a task of it. Otherwise one is made when somebody asks. */
  startedByUpload: boolean;
  /** A project has one task of it; or one for each of these, whose key is `<step>:<which>`. */
  per?: 'content type' | 'document' | 'frame';
  /** Counted into the key of every part: raise it when the parts' answers change their meaning. */
  version: number;
  words: StepWords;
  onPage: OnPage;
  /** Null where what it makes has no page of its own. With `per`, by which of these the task is about. */
  page: ResultPage | null | ((which: string, db: EntityManager) => Promise<ResultPage | null>);
  /** What it makes is in the project's snapshot, so that a tab asks for a new one when it has succeeded. */
  inSnapshot: boolean;
  /** The body of the toast that tells people of a success; null where that is no news. */
  notice: ((task: Pick<Task, 'message'>) => string) | null;
  /** The title of the notice that something is missing, where that is no gap in what it makes. */
  partialTitle?: string;
  /** Whether the ETA depends on the length of the recording, or is the same for all. */
  takes: 'by the recording' | 'alike';
  /** What its calls to vendors will cost; null where it makes none. Pure. */
  cost: Cost | null;
  /** What it made, in a few words for people. */
  summary(result: Result): string;
  /**
   * Keeps the result, in the transaction that ends the task. Returns a `Change` where others are made from what it keeps:
   * then what stands on it is marked stale.
   */
  store(tx: ProjectTx, task: Task, result: Result): Promise<Change | null> | Promise<void>;
  /** Whether such a change makes what this step has made stale; without it, each does. */
  staleAfter?(change: Change): boolean;
  /** What it was made from has changed while it ran. `mark`, or true: the task is marked stale. */
  whenOutdated: 'mark' | 'ignore' | ((tx: ProjectTx, task: Task) => Promise<boolean>);
  /** It stores files of its own, whose keys are in its parts until a row names them. */
  storesFiles?: true;
}

/** The work itself: a function that uses nothing but its tools; or where it is, so that web processes never load it. */
type Work<Result, Reads extends keyof Given> =
  { run: RunStep<Result, Reads>; load?: never } | { load: () => Promise<{ run: RunStep<Result, Reads> }>; run?: never };

export interface StepDescriptor<Result = unknown, Reads extends keyof Given = keyof Given> extends Said<Result, Reads> {
  load(): Promise<{ run: RunStep<Result, Reads> }>;
}

/** The result's type is that of the work; what `summary` and `store` take must fit it, and what it reads must be in `reads`. */
export function defineStep<Result, const Reads extends keyof Given>(
  said: Said<Result, Reads> & Work<Result, NoInfer<Reads>>,
): StepDescriptor<Result, Reads> {
  const { run, load, ...rest } = said;
  return { ...rest, load: load ?? (() => Promise.resolve({ run })) };
}
