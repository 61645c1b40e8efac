/** Who may what of the routes for operators: nobody of a project, whatever their role. */
import type { Row } from './who-may.js';
import { forOperators, sends } from './who-may.js';

/** Nothing has this id. */
const NONE = '00000000-0000-4000-8000-000000000000';
const row = (method: string, path: string, administrator: string, body?: unknown): Row => ({
  ask: sends(method, () => path, body),
  ...forOperators(administrator),
});

export const operatorRows: Record<string, Row> = {
  'GET /api/admin/tasks': row('GET', '/api/admin/tasks?status=failed', '200'),
  'GET /api/admin/tasks/{id}': {
    ask: sends('GET', ({ failedTask }) => `/api/admin/tasks/${failedTask}`),
    ...forOperators('200'),
  },
  'GET /api/admin/workers': row('GET', '/api/admin/workers', '200'),
  'GET /api/admin/owners': row('GET', '/api/admin/owners', '200'),
  'GET /api/admin/schedule': row('GET', '/api/admin/schedule', '200'),
  'GET /api/admin/settings': row('GET', '/api/admin/settings', '200'),
  'POST /api/admin/tasks/{id}/retry': row('POST', `/api/admin/tasks/${NONE}/retry`, '404 not_found'),
  'POST /api/admin/tasks/{id}/cancel': row('POST', `/api/admin/tasks/${NONE}/cancel`, '404 not_found'),
  'POST /api/admin/tasks/{id}/release': row('POST', `/api/admin/tasks/${NONE}/release`, '404 not_found'),
  'PUT /api/admin/workers/{id}/drain': row('PUT', `/api/admin/workers/${NONE}/drain`, '404 not_found', {
    isDraining: true,
  }),
  'POST /api/admin/schedule/{name}/run': row('POST', '/api/admin/schedule/retention/run', '202'),
};
