/** A tab is gone. It has left its rooms by itself, and what was kept for one that is empty now is gone, too. */
import { Logger } from '@nestjs/common';
import type { DevreelSocket } from './rooms.js';

const logger = new Logger('Disconnect');

/** `reason` is Socket.IO's, such as `transport close`. */
export function disconnect(socket: DevreelSocket, reason: string): void {
  logger.debug(`A socket of ${socket.data.caller.userId} is closed: ${reason}`);
}
