/** A task: one unit of background work that people see, start, retry and cancel. What crosses the wire about it. */
import { z } from 'zod';
import { count, time } from './answers.js';
import { taskStatuses } from './task-status.js';

export type { TaskStatus } from './task-status.js';

/**
 * Which queue carries a task: the first look at what arrives, which never waits for long work; what needs a processor core; and
 * what mostly waits for answers. Metrics and the board of the queues show them by these names.
 */
export const lanes = ['intake', 'media', 'ai'] as const;
export type Lane = (typeof lanes)[number];

/** The name of a step. The API's description names those there are. */
export const stepName = z.string();
/** `<step>`, or `<step>:<which>` where a project has several tasks of the step. */
export const taskKey = z.string().meta({
  id: 'TaskKey',
  description: 'A draft is `draft:<content type>`, a document `document:<its id>`.',
});
export type TaskKey = z.infer<typeof taskKey>;

const parts = z.object({ done: count, total: count });

export const taskError = z
  .object({
    code: z.string().describe('Stable and machine-readable, such as `no_transcriber`.'),
    message: z.string().describe('For people: what went wrong and what to do about it.'),
    retryable: z.boolean(),
    step: stepName,
    part: z
      .string()
      .exactOptional()
      .describe('Of the step: the piece of work in which it went wrong, where it was in one.'),
  })
  .meta({ id: 'TaskError' });
export type TaskError = z.infer<typeof taskError>;

export const task = z
  .object({
    id: z.uuid(),
    projectId: z.uuid(),
    key: taskKey,
    runId: z.uuid().describe('A task and its retries share one run, and with it their finished parts.'),
    status: z.enum(taskStatuses),
    percent: z.number().min(0).max(100).describe('Never falls within an attempt.'),
    message: z.string().describe('What it is doing now, in words.'),
    waitingFor: z.array(taskKey).describe('Keys of the tasks it waits for; empty when it may run.'),
    attempt: count.describe('Counts claims: 0 before the first.'),
    failures: count.describe('Errors of the step, against `maxAttempts`.'),
    maxAttempts: count,
    parts,
    error: taskError.nullable(),
    stale: z.boolean().describe('Made from a transcript or chapters that have changed since.'),
    staleAccepted: z.literal(true).exactOptional().describe('Stale, and somebody said that it is fine as it is.'),
    queuedAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
    runAt: time.describe('When a queued task may be claimed; in the future while it backs off.'),
    etaMs: count.nullable().describe('Left of it, by what is usual and by the pace so far; null when unknown.'),
    position: z
      .int()
      .min(1)
      .nullable()
      .describe("Place in the lane's queue; null unless it is queued and waits for nothing, and in events."),
    slow: z.literal(true).exactOptional().describe('It runs, and takes much longer than is usual.'),
  })
  .meta({ id: 'Task' });
export type Task = z.infer<typeof task>;

export const draftText = z
  .object({
    attempt: count,
    restarts: count.describe('How often this attempt has begun anew, as in `draft:delta`.'),
    text: z.string(),
  })
  .meta({
    id: 'DraftText',
    description: 'The text so far of a draft that is being written, from its beginning; at most a few seconds old.',
  });
export type DraftText = z.infer<typeof draftText>;

export const taskDetail = task
  .extend({
    draft: draftText.nullable().describe('Null unless a draft is being written and some of its text is there.'),
    attempts: z.array(
      z.object({
        attempt: count,
        startedAt: time,
        finishedAt: time.nullable(),
        outcome: z.string().nullable(),
        detail: z
          .string()
          .nullable()
          .exactOptional()
          .describe(
            'For administrators only: the call or the command, the end of what it said, and where in the code.',
          ),
      }),
    ),
    partsDone: z.array(z.object({ part: z.string(), attempt: count, doneAt: time })),
    log: z.array(z.object({ attempt: count, at: time, line: z.string() })),
  })
  .meta({ id: 'TaskDetail' });
export type TaskDetail = z.infer<typeof taskDetail>;

/** The newest task of a key, for programs and pages that poll it. */
export const taskState = task
  .extend({
    label: z.string().describe('What it makes, such as `Blog post`.'),
    action: z
      .object({ label: z.enum(['Edit', 'View']), href: z.string() })
      .nullable()
      .describe('The page of what it made, once that is there and if it has one.'),
  })
  .meta({ id: 'TaskState' });
export type TaskState = z.infer<typeof taskState>;

/** What starting a task, or some, answers. */
export const oneTask = z.object({ task });
export const acceptStale = z.strictObject({
  tasks: z.array(z.uuid()).min(1).max(1_000).describe('The ids of stale tasks.'),
});
export type AcceptStale = z.infer<typeof acceptStale>;

export const someTasks = z.object({ tasks: z.array(task) });
