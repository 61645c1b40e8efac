/** A tab opens its socket: finds out whose it is. */
import { failpoint } from '../telemetry/failpoints.js';
import type { Admissions } from './admissions.js';
import { Backpressure } from './backpressure.js';
import { RateLimit } from './rate-limit.js';
import { screen } from './receive.js';
import type { DevreelSocket } from './rooms.js';
import { ownRooms } from './rooms.js';

const MESSAGES_AT_ONCE = 50;
const MESSAGES_PER_SECOND = 20;

export interface ConnectTools {
  admissions: Admissions;
}

/** Its message is what `connect_error` carries; for any other error that is `unavailable`. */
export class Unauthorized extends Error {
  constructor() {
    super('unauthorized');
    this.name = 'Unauthorized';
  }
}

/**
 * Takes the session cookie, or an API key from `auth.token`. From here on the socket is in the rooms of its person and
 * its session, so that it hears notices on every page and is closed on sign-out. Throws `Unauthorized`.
 */
export async function connect({ admissions }: ConnectTools, socket: DevreelSocket): Promise<void> {
  const { headers, auth } = socket.handshake;
  const token: unknown = auth.token;
  const credentials = typeof token === 'string' && token !== '' ? { authorization: `Bearer ${token}` } : headers;
  const caller = await admissions.identify(credentials);
  if (!caller) throw new Unauthorized();
  socket.data.caller = caller;
  socket.data.incoming = new RateLimit(MESSAGES_AT_ONCE, MESSAGES_PER_SECOND);
  socket.data.outgoing = new Backpressure(socket);
  socket.use(([name, ...sent], next) => screen(socket, name, sent, next));
  await socket.join(ownRooms(caller));
  // Signed out since it was identified: nobody else would close this socket.
  if (await admissions.hasEnded(caller)) throw new Unauthorized();
  await failpoint('socket:let-in', () => caller.userId);
}
