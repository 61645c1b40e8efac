/** The wire of Socket.IO in one typed file, used by server and client alike. */
import { z } from 'zod';
import { pageOf, time } from './answers.js';
import type { ProjectSnapshot } from './project.js';
import { contentSummary, roles } from './project.js';
import { task } from './task.js';
import { anId, MAX_INT } from './text.js';
import { eventTypes } from './event-types.js';

export const projectEvent = z
  .object({
    projectId: z.uuid(),
    seq: z.int().min(1),
    type: z.enum(eventTypes),
    at: time,
    task: task.exactOptional().describe('The task as it is after this event.'),
    content: contentSummary.exactOptional(),
    review: z
      .object({ by: z.object({ id: z.uuid(), name: z.string() }), note: z.string().nullable() })
      .exactOptional()
      .describe('Who said that the draft has the `state` of `content`, and their word. Absent where nobody did.'),
    member: z
      .object({ userId: z.uuid(), role: z.enum(roles).nullable() })
      .exactOptional()
      .describe('Whose role has changed; null when they are no longer a member.'),
  })
  .meta({ id: 'Event', description: "One entry of a project's log. `seq` starts at 1 and has no holes." });
export type ProjectEvent = z.infer<typeof projectEvent>;

export const projectEvents = z.object({
  events: z.array(projectEvent),
  lastSeq: z.int().min(0).describe('Of the project.'),
  reset: z
    .boolean()
    .describe('True when the log no longer reaches back to where it was asked from: then only the whole state helps.'),
});
export type ProjectEvents = z.infer<typeof projectEvents>;

export const notice = z
  .object({
    id: z.uuid(),
    projectId: z.uuid().nullable().describe('Null for one that is about no project, such as that a webhook is paused.'),
    seq: z.int().min(1).nullable().describe('Of the event that it tells of; null for one that is to you alone.'),
    at: time,
    level: z.enum(['success', 'warning', 'error']),
    title: z.string(),
    body: z.string(),
    action: z.object({ label: z.string(), href: z.string() }).exactOptional(),
  })
  .meta({ id: 'Notice' });
export type Notice = z.infer<typeof notice>;

export const noticeState = notice
  .extend({
    projectTitle: z.string().describe('Empty where it is about no project.'),
    seen: z.boolean(),
    dismissed: z.boolean(),
  })
  .meta({ id: 'NoticeState' });
export type NoticeState = z.infer<typeof noticeState>;

export const noticePage = pageOf(noticeState).extend({ unread: z.int().min(0) });
export type NoticePage = z.infer<typeof noticePage>;

export interface TaskProgress {
  projectId: string;
  taskId: string;
  attempt: number;
  percent: number;
  message: string;
  parts?: { done: number; total: number };
  etaMs?: number;
}

/**
 * A draft that is being written has grown by `text`. Within an attempt the writing may begin anew, because the answer
 * was cut off and asked for again: then `restarts`, which counts these beginnings from 0, is one higher, and `offset`
 * starts at 0. The higher of two pairs (`attempt`, `restarts`) counts; what comes of a lower one is late and dropped.
 * Deltas may be lost, doubled or out of order. What is missing is in `draft` of `GET /api/tasks/:id`.
 */
export interface DraftDelta {
  projectId: string;
  taskId: string;
  attempt: number;
  restarts: number;
  /** Where `text` begins in the whole text of this beginning, in UTF-16 code units (a string's `length`). */
  offset: number;
  text: string;
}

export const projectJoin = z.strictObject({ projectId: anId, after: z.int().min(0).max(MAX_INT).optional() });
export const projectLeave = z.strictObject({ projectId: anId });
export const presenceTell = z.strictObject({
  /** Whether the tab is in sight. */
  visible: z.boolean(),
  /** What it shows; null elsewhere. */
  projectId: anId.nullable(),
  /** The type of the draft that it shows. */
  draft: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .nullable(),
});
export const noticeDismiss = z.strictObject({ noticeId: anId });

export type ProjectJoin = z.infer<typeof projectJoin>;
export type ProjectLeave = z.infer<typeof projectLeave>;
export type PresenceTell = z.infer<typeof presenceTell>;
export type NoticeDismiss = z.infer<typeof noticeDismiss>;

/** Somebody who has a project open, in one tab or several. */
export const presentPerson = z.object({
  userId: z.uuid(),
  name: z.string(),
  /** Whether one of these tabs is in sight. */
  inSight: z.boolean(),
  /** The types of the drafts that they have open. */
  drafts: z.array(z.string()),
});
export type PresentPerson = z.infer<typeof presentPerson>;

export interface Joined {
  snapshot: ProjectSnapshot;
  /** The events after `after`, ascending; empty without it. */
  events: ProjectEvent[];
  lastSeq: number;
  /** True when `after` is older than the log reaches: only the snapshot counts. */
  reset: boolean;
}

export type Ack<T> = { data: T } | { error: { code: string; message: string } };

export interface ClientToServer {
  'project:join': (payload: ProjectJoin, ack: (answer: Ack<Joined>) => void) => void;
  'project:leave': (payload: ProjectLeave, ack: (answer: Ack<Record<string, never>>) => void) => void;
  'presence:tell': (payload: PresenceTell, ack: (answer: Ack<{ people: PresentPerson[] }>) => void) => void;
  'notice:dismiss': (payload: NoticeDismiss, ack: (answer: Ack<Record<string, never>>) => void) => void;
}

export interface ServerToClient {
  event: (event: ProjectEvent) => void;
  notice: (notice: Notice) => void;
  'notice:dismissed': (dismissed: { noticeId: string }) => void;
  'task:progress': (progress: TaskProgress) => void;
  'draft:delta': (delta: DraftDelta) => void;
  presence: (present: { projectId: string; people: PresentPerson[] }) => void;
}
