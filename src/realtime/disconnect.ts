/** A tab's socket has closed. It has left its rooms already, and what was kept for rooms that are empty now is dropped, too. */
import { Logger } from '@nestjs/common';
import type { Presence } from './presence.js';
import type { DevreelSocket } from './rooms.js';

export interface DisconnectTools {
  presence: Pick<Presence, 'leave'>;
}

const logger = new Logger('Disconnect');

/** `reason` is Socket.IO's, such as `transport close`. */
export function disconnect({ presence }: DisconnectTools, socket: DevreelSocket, reason: string): void {
  presence.leave(socket);
  logger.debug(`A socket of ${socket.data.caller.userId} is closed: ${reason}`);
}
