/** Tells the server whether this tab is in sight: who was not here for an hour may be mailed that drafts are ready. */
import type { DevreelSocket } from '../socket.js';

/** Call once. A tab tells it when its socket connects, and when it comes into sight or goes out of it. */
export function tellPresence(socket: DevreelSocket): void {
  const tell = (): void => {
    if (!socket.connected) return;
    socket.emit('presence:tell', { visible: document.visibilityState === 'visible' }, () => undefined);
  };
  socket.on('connect', tell);
  document.addEventListener('visibilitychange', tell);
}
