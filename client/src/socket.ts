/** The only io(): one connection for the whole page, opened once somebody is signed in. */
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../../src/contract/realtime.js';

export type DevreelSocket = Socket<ServerToClient, ClientToServer>;

export const socket: DevreelSocket = io({
  autoConnect: false,
  // WebSocket first: long polling would need every request of a page to reach the same web process.
  transports: ['websocket', 'polling'],
  tryAllTransports: true,
  // Each tab waits half as long or half as long again, so that those of a lost server do not come all at once.
  randomizationFactor: 0.5,
  reconnectionDelay: 500,
  reconnectionDelayMax: 4_000,
  timeout: 8_000,
});
