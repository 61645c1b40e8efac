/** What every log line of a request or a task says besides: its ids. */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface LogContext {
  requestId?: string;
  projectId?: string;
  taskId?: string;
  attempt?: number;
}

const contexts = new AsyncLocalStorage<LogContext>();

/** Runs `work`; all that is logged meanwhile carries these ids, beside those it carries already. */
export function withLogContext<T>(ids: LogContext, work: () => T): T {
  return contexts.run({ ...contexts.getStore(), ...ids }, work);
}

export const logContext = (): LogContext => contexts.getStore() ?? {};
