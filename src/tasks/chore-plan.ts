/** What scheduled work there is, and when it is due. What each of it does is in worker/chores.ts: a web process only tells the plan. */
import cron from 'cron-parser';

/** When, in cron's notation, by UTC. */
export const chorePlan = {
  retention: '17 3 * * *',
  bin: '37 2 * * *',
  halfStored: '47 3 * * *',
  orphans: '17 4 * * *',
  owners: '7 * * * *',
} satisfies Record<string, string>;

export type ChoreName = keyof typeof chorePlan;
export const choreNames = Object.keys(chorePlan) as ChoreName[];
export const isChore = (name: string): name is ChoreName => Object.hasOwn(chorePlan, name);

/** The newest planned moment that has come by `now`. */
export const momentBefore = (name: ChoreName, now: Date): Date =>
  cron.parseExpression(chorePlan[name], { currentDate: now, tz: 'UTC' }).prev().toDate();

/** The next planned moment. */
export const momentAfter = (name: ChoreName, now: Date): Date =>
  cron.parseExpression(chorePlan[name], { currentDate: now, tz: 'UTC' }).next().toDate();

/** SQL: whether the worker that has the row `c` of `chore_runs` is gone. $2: the lease in seconds. */
export const IS_INTERRUPTED = `(c.ended_at IS NULL AND NOT EXISTS (
  SELECT FROM workers w WHERE w.id = c.worker_id AND w.seen_at > now() - make_interval(secs => $2)))`;
