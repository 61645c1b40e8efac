/** The routes of a socket, as `src/routes.ts` must offer them. */
import type { connect } from './connect.js';
import type { disconnect } from './disconnect.js';
import type { receive } from './receive.js';

export interface SocketHandlers {
  connect: typeof connect;
  receive: typeof receive;
  disconnect: typeof disconnect;
}

/** Each loads the module that has the handler. */
export interface SocketRoutes {
  connect: () => Promise<Pick<SocketHandlers, 'connect'>>;
  receive: () => Promise<Pick<SocketHandlers, 'receive'>>;
  disconnect: () => Promise<Pick<SocketHandlers, 'disconnect'>>;
}

/**
 * Loads all three when the process starts. Throws what the import throws, and an error with the remedy for a module without
 * the handler.
 */
export async function loadSocketHandlers(routes: SocketRoutes): Promise<SocketHandlers> {
  const [{ connect }, { receive }, { disconnect }] = await Promise.all([
    routes.connect(),
    routes.receive(),
    routes.disconnect(),
  ]);
  const handlers = { connect, receive, disconnect };
  for (const [name, handler] of Object.entries(handlers) as [string, unknown][]) {
    if (typeof handler !== 'function') {
      throw new Error(`The route ${name} has no handler: src/routes.ts must name a file that exports ${name}.`);
    }
  }
  return handlers;
}
