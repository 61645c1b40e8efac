/** Answers that are not read: each would keep its connection, and what it reads from, open for as long as its client likes. */
import type { RequestHandler } from 'express';

/** Players that pause read nothing either; they ask again for the rest when they go on. */
const STUCK_MS = 120_000;

/**
 * Closes the connection when something waits to be sent and the client has taken none of it for `stuckMs`. What takes us long is
 * never cut.
 */
export function unreadTimeout(stuckMs = STUCK_MS): RequestHandler {
  return ({ socket }, response, next) => {
    // Node starts its time again with each byte that the client takes.
    response.setTimeout(stuckMs, () => {
      if (response.writableLength > 0) socket.destroy();
      else socket.setTimeout(stuckMs);
    });
    next();
  };
}
