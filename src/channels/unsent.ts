/** How much waits to be sent to one socket. */
import type { DevreelSocket } from './rooms.js';

/** What engine.io and ws have of it, and show no more officially than this. */
interface Inside {
  writeBuffer?: readonly { data?: unknown }[];
  transport?: { socket?: { bufferedAmount?: number } };
}

/** In bytes: packets that engine.io holds back while the line is busy, and what the WebSocket has not yet written. */
export function unsentBytes(socket: DevreelSocket): number {
  const { writeBuffer = [], transport } = socket.conn as unknown as Inside;
  const waiting = writeBuffer.reduce(
    (sum, { data }) => sum + (typeof data === 'string' ? Buffer.byteLength(data) : 0),
    0,
  );
  return waiting + (transport?.socket?.bufferedAmount ?? 0);
}
