/** What who runs this Devreel sees of all projects: tasks, workers, owners, and scheduled work. */
import { z } from 'zod';
import { count, pageQuery, time } from './answers.js';
import { taskStatuses } from './task-status.js';
import { lanes, task } from './task.js';

export const operatorTask = task
  .extend({
    lane: z.enum(lanes),
    project: z.object({
      title: z.string(),
      owners: z.array(z.string()).describe('Their e-mail addresses.'),
      isBinned: z.boolean().describe('It is in the bin: nothing runs there, and nothing can be asked of it.'),
    }),
    workerId: z.uuid().nullable().describe('Which worker has it, while it runs.'),
    crashes: count.describe('How often its worker has crashed since a part was last finished.'),
    isQuarantined: z.boolean().describe('One more crash ends it: it runs beside no other task like it.'),
    lastError: z
      .object({
        attempt: count,
        outcome: z.string().nullable(),
        detail: z.string().describe('The call or the command, the end of what it said, and where in the code.'),
      })
      .nullable()
      .describe('Of the newest attempt that has something to tell.'),
  })
  .meta({ id: 'OperatorTask', description: 'A task of any project, as administrators see it.' });
export type OperatorTask = z.infer<typeof operatorTask>;

export const operatorTasksQuery = pageQuery.extend({
  status: z
    .enum(taskStatuses)
    .describe('Those that wait or run come oldest first, those that have ended newest first.'),
});
export type OperatorTasksQuery = z.infer<typeof operatorTasksQuery>;

export const operatorWorker = z
  .object({
    id: z.uuid(),
    host: z.string(),
    pid: z.int(),
    seenAt: time.describe('Its newest heartbeat.'),
    lives: z.boolean().describe('Seen within the lease. Otherwise others have its tasks.'),
    isDraining: z.boolean().describe('It takes nothing new, and ends what it has.'),
    running: count.describe('Tasks that it has.'),
    places: z
      .record(z.string(), count)
      .describe('How many jobs it works on at a time, by lane; `chores` is scheduled work.'),
    warnings: z.array(z.string()).describe('What cannot be done on its machine.'),
  })
  .meta({ id: 'OperatorWorker' });
export type OperatorWorker = z.infer<typeof operatorWorker>;

export const drain = z.strictObject({ isDraining: z.boolean() });
export type Drain = z.infer<typeof drain>;

export const ownersQuery = z.object({
  by: z.enum(['storage', 'cost']).optional().describe('What the list begins with most of. Without it: storage.'),
});
export type OwnersQuery = z.infer<typeof ownersQuery>;

export const operatorOwner = z
  .object({
    userId: z.string(),
    name: z.string().nullable().describe('Null where the account is gone.'),
    email: z.string().nullable(),
    projects: count.describe('That they own, those in the bin too.'),
    storageBytes: count,
    spentUsd: z.number().min(0).describe('Spent on vendors, and put aside for calls under way.'),
    unfinishedTasks: count,
  })
  .meta({ id: 'OperatorOwner' });
export type OperatorOwner = z.infer<typeof operatorOwner>;

export const scheduledWork = z
  .object({
    name: z.string(),
    cron: z.string().describe('When, by UTC.'),
    nextAt: time,
    lastRun: z
      .object({
        startedAt: time,
        endedAt: time.nullable(),
        outcome: z.enum(['running', 'done', 'failed', 'interrupted']).describe('`interrupted`: its worker died.'),
        said: z.string().nullable().describe('What it did, or why it failed; null when there was nothing to do.'),
        isByHand: z.boolean(),
      })
      .nullable()
      .describe('Null before the first.'),
  })
  .meta({ id: 'ScheduledWork' });
export type ScheduledWork = z.infer<typeof scheduledWork>;
