/** A task: one unit of background work that people see, start, retry and cancel. What crosses the wire about it. */

export const taskStatuses = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

export const steps = ['probe', 'transcribe', 'screenshots', 'chapters', 'draft'] as const;
export type Step = (typeof steps)[number];

/** `probe`, `transcribe`, `screenshots`, `chapters` or `draft:<content type>`. */
export type TaskKey = Exclude<Step, 'draft'> | `draft:${string}`;

export interface TaskError {
  /** Stable and machine-readable, such as `no_transcriber`. */
  code: string;
  /** For people: what went wrong and what to do about it. */
  message: string;
  retryable: boolean;
  step: Step;
  part?: string;
}

export interface Task {
  id: string;
  projectId: string;
  key: TaskKey;
  /** A task and its retries share one run, and with it their finished parts. */
  runId: string;
  status: TaskStatus;
  /** 0 to 100; never falls within an attempt. */
  percent: number;
  /** What it is doing now, in words. */
  message: string;
  /** Keys of the tasks it waits for; empty when it may run. */
  waitingFor: TaskKey[];
  /** Counts claims: 0 before the first. */
  attempt: number;
  /** Errors of the step, against `maxAttempts`. */
  failures: number;
  maxAttempts: number;
  parts: { done: number; total: number };
  error: TaskError | null;
  /** Made from a transcript or chapters that have changed since. */
  stale: boolean;
  queuedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** When a queued task may be claimed; in the future while it backs off. */
  runAt: string;
  etaMs: number | null;
  /** Place in the lane's queue, from 1; null unless it is queued and waits for nothing. */
  position: number | null;
}

/** The text so far of a draft that is being written, from its beginning; at most a few seconds old. */
export interface DraftText {
  attempt: number;
  /** How often this attempt has begun anew, as in `draft:delta`. */
  restarts: number;
  text: string;
}

export interface TaskDetail extends Task {
  /** Null unless a draft is being written and some of its text is there. */
  draft: DraftText | null;
  attempts: { attempt: number; startedAt: string; finishedAt: string | null; outcome: string | null }[];
  partsDone: { part: string; attempt: number; doneAt: string }[];
  log: { attempt: number; at: string; line: string }[];
}

/** True when nothing more will happen to a task of this status by itself. */
export const isEnded = (status: TaskStatus): boolean =>
  status === 'succeeded' || status === 'failed' || status === 'cancelled';
