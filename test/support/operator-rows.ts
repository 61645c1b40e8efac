/** Who may what of the routes for operators: nobody of a project, whatever their role. */
import type { Row } from './who-may.js';
import { ofOneself, sends } from './who-may.js';

const ANY = '00000000-0000-4000-8000-000000000000';
const forOperators = (method: string, path: string, body?: unknown): Row => ({
  ask: sends(method, () => path, body),
  ...ofOneself('403 forbidden'),
});

export const operatorRows: Record<string, Row> = {
  'POST /api/admin/tasks/{id}/retry': forOperators('POST', `/api/admin/tasks/${ANY}/retry`),
  'POST /api/admin/tasks/{id}/cancel': forOperators('POST', `/api/admin/tasks/${ANY}/cancel`),
  'POST /api/admin/tasks/{id}/release': forOperators('POST', `/api/admin/tasks/${ANY}/release`),
  'PUT /api/admin/workers/{id}/drain': forOperators('PUT', `/api/admin/workers/${ANY}/drain`, { isDraining: true }),
  'POST /api/admin/schedule/{name}/run': forOperators('POST', '/api/admin/schedule/retention/run'),
};
