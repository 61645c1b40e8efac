/** What tabs tell of themselves: whether they are in sight. */
import type { PresenceTell } from '../contract/realtime.js';
import type { Seen } from '../draft-mails/seen.js';
import type { DevreelSocket } from './rooms.js';

export class Presence {
  constructor(private readonly seen: Pick<Seen, 'comes' | 'goes'>) {}

  tell(socket: DevreelSocket, { visible }: PresenceTell): void {
    const { caller, isInSight = false } = socket.data;
    // Closed while it was being heard: nobody would say that it went.
    if (!socket.connected || visible === isInSight) return;
    socket.data.isInSight = visible;
    if (visible) this.seen.comes(caller.userId);
    else this.seen.goes(caller.userId);
  }

  /** The tab is closed, or its line is lost. */
  leave(socket: DevreelSocket): void {
    if (socket.data.isInSight === true) this.seen.goes(socket.data.caller.userId);
    socket.data.isInSight = false;
  }
}
