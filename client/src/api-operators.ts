/** The requests of the page for operators. Beside `api.ts`, so that they are loaded with that page only. */
import type {
  OperatorOwner,
  OperatorTask,
  OperatorWorker,
  OwnersQuery,
  ScheduledWork,
} from '../../src/contract/operators.js';
import type { TaskStatus } from '../../src/contract/task-status.js';
import { call } from './http.js';

const task = (id: string): string => `/api/admin/tasks/${encodeURIComponent(id)}`;

export const operators = {
  tasks: (status: TaskStatus, cursor: string | null) =>
    call<{ items: OperatorTask[]; nextCursor: string | null }>(
      'GET',
      `/api/admin/tasks?${new URLSearchParams({ status, ...(cursor !== null && { cursor }) }).toString()}`,
    ),
  retry: (id: string) => call<unknown>('POST', `${task(id)}/retry`),
  cancel: (id: string) => call<unknown>('POST', `${task(id)}/cancel`),
  release: (id: string) => call<unknown>('POST', `${task(id)}/release`),
  workers: () => call<{ items: OperatorWorker[] }>('GET', '/api/admin/workers'),
  drain: (id: string, isDraining: boolean) =>
    call<OperatorWorker>('PUT', `/api/admin/workers/${encodeURIComponent(id)}/drain`, { body: { isDraining } }),
  owners: (by: NonNullable<OwnersQuery['by']>) => call<{ items: OperatorOwner[] }>('GET', `/api/admin/owners?by=${by}`),
  schedule: () => call<{ items: ScheduledWork[] }>('GET', '/api/admin/schedule'),
  runNow: (name: string) => call<undefined>('POST', `/api/admin/schedule/${encodeURIComponent(name)}/run`),
};
