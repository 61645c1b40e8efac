/**
 * Checks what web processes are told through Redis: everybody who can reach Redis can publish there, and so do processes of
 * other versions.
 */
import { z } from 'zod';
import type { DraftDelta, TaskProgress } from '../contract/realtime.js';
import { notice, projectEvent } from '../contract/realtime.js';
import { count } from '../contract/answers.js';
import type { Announcement } from './project-tx.js';

const ofAttempt = { projectId: z.uuid(), taskId: z.uuid(), attempt: count };

export const announcement = z
  .object({
    projectId: z.uuid(),
    events: z.array(projectEvent),
    notices: z.array(notice),
    userIds: z.array(z.string()),
    removed: z.array(z.string()),
  })
  .refine(
    ({ projectId, events }) => events.every((event) => event.projectId === projectId),
    'events of another project',
  ) satisfies z.ZodType<Announcement>;

export const taskProgress = z.object({
  ...ofAttempt,
  percent: z.number().min(0).max(100),
  message: z.string(),
  parts: z.object({ done: count, total: count }).exactOptional(),
  etaMs: count.exactOptional(),
}) satisfies z.ZodType<TaskProgress>;

export const draftDelta = z.object({
  ...ofAttempt,
  restarts: count,
  offset: count,
  text: z.string(),
}) satisfies z.ZodType<DraftDelta>;
