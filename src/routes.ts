/**
 * What happens in Devreel beside requests over HTTP, which come in by the controllers, and the repeatable jobs of
 * `worker/chores.ts`: sockets by the first three routes, from the gateway, and tasks by the last, from Bull. This table is
 * what registers them. Each process loads the routes it serves.
 */
import type { SocketRoutes } from './realtime/socket-routes.js';
import type { TaskRoutes } from './worker/task-routes.js';

export const routes = {
  connect: () => import('./realtime/connect.js'),
  receive: () => import('./realtime/receive.js'),
  disconnect: () => import('./realtime/disconnect.js'),
  'pipeline-task': () => import('./worker/pipeline-task.js'),
} satisfies SocketRoutes & TaskRoutes;
