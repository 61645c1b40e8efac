/** Tells the server what this tab shows and whether it is in sight, and keeps who else has the same project open. */
import type { PresentPerson } from '../../../src/contract/realtime.js';
import { socket } from '../socket.js';
import { createStore, useStore } from '../tiny-store.js';

interface Place {
  projectId: string | null;
  draft: string | null;
}

interface Present {
  projectId: string | null;
  people: readonly PresentPerson[];
}

const NOBODY: readonly PresentPerson[] = [];
const NOWHERE: Present = { projectId: null, people: NOBODY };
const PAGE = /^\/projects\/([\da-f-]{36})(?:\/contents\/([\w-]{1,64}))?(?:\/|$)/;

const store = createStore<Present>(NOWHERE);
let place: Place = { projectId: null, draft: null };

/** Call once. From then on a tab tells when its socket connects, when it comes into sight or goes out of it, and where it goes. */
export function tellPresence(): void {
  socket.on('connect', tell);
  socket.on('disconnect', () => store.set(NOWHERE));
  socket.on('presence', (present) => present.projectId === place.projectId && store.set(present));
  document.addEventListener('visibilitychange', tell);
}

/** The tab shows the page at this path. */
export function showsPage(path: string): void {
  const [, projectId = null, draft = null] = PAGE.exec(path) ?? [];
  if (projectId === place.projectId && draft === place.draft) return;
  place = { projectId, draft };
  tell();
}

function tell(): void {
  if (!socket.connected) return;
  const told = place;
  const visible = document.visibilityState === 'visible';
  socket.emit('presence:tell', { visible, ...told }, (answer) => {
    // It may be elsewhere by now.
    if ('data' in answer && told.projectId === place.projectId)
      store.set({ projectId: told.projectId, ...answer.data });
  });
}

/** Who has the project open, oneself included; nobody while the line is down. */
export const usePresent = (projectId: string): readonly PresentPerson[] =>
  useStore(store, (present) => (present.projectId === projectId ? present.people : NOBODY));
