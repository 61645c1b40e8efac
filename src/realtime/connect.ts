/** A tab opens its socket: finds out whose it is. */
import { failpoint } from '../telemetry/failpoints.js';
import type { Admissions } from './admissions.js';
import { Backpressure } from './backpressure.js';
import { tooManyOpen } from './open-limit.js';
import { RateLimit } from './rate-limit.js';
import { screen } from './receive.js';
import type { DevreelSocket, Rooms } from './rooms.js';
import { ownRooms } from './rooms.js';

const MESSAGES_AT_ONCE = 50;
const MESSAGES_PER_SECOND = 20;

export interface ConnectTools {
  admissions: Admissions;
  rooms: Pick<Rooms, 'openOf'>;
  /** How many sockets and event streams one account may hold open here; 0 for any number. */
  socketsPerAccount: number;
}

/** Its message, and its `data`, are what `connect_error` carries; for any other error that is `unavailable`. */
export class NotLetIn extends Error {
  constructor(
    message: 'unauthorized' | 'too_many_sockets',
    readonly data?: { detail: string },
  ) {
    super(message);
    this.name = 'NotLetIn';
  }
}

const unauthorized = (): NotLetIn => new NotLetIn('unauthorized');

/**
 * Takes the session cookie, or an API key from `auth.token`. From here on the socket is in the rooms of its person and
 * its session, so that it hears notices on every page and is closed on sign-out. Throws `NotLetIn`.
 */
export async function connect(
  { admissions, rooms, socketsPerAccount: most }: ConnectTools,
  socket: DevreelSocket,
): Promise<void> {
  const { headers, auth } = socket.handshake;
  const token: unknown = auth.token;
  const credentials = typeof token === 'string' && token !== '' ? { authorization: `Bearer ${token}` } : headers;
  const caller = await admissions.identify(credentials);
  if (!caller) throw unauthorized();
  socket.data.caller = caller;
  socket.data.incoming = new RateLimit(MESSAGES_AT_ONCE, MESSAGES_PER_SECOND);
  socket.data.outgoing = new Backpressure(socket);
  socket.use(([name, ...sent], next) => screen(socket, name, sent, next));
  // Nothing is waited for between this and the room, so that of many at once none is too many.
  if (most > 0 && rooms.openOf(caller.userId) >= most) {
    throw new NotLetIn('too_many_sockets', { detail: tooManyOpen(most) });
  }
  await socket.join(ownRooms(caller));
  // Signed out since it was identified: nobody else would close this socket.
  if (await admissions.hasEnded(caller)) throw unauthorized();
  await failpoint('socket:let-in', () => caller.userId);
}
