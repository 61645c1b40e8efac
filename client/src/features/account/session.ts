/** Who is signed in, for the whole page. */
import type { Me } from '../../../../src/contract/account.js';
import { api } from '../../api.js';
import { ApiProblem, onSignedOut } from '../../http.js';
import { notices } from '../notices/notices.js';
import { channel, TOO_MANY_SOCKETS } from '../../realtime/live.js';
import { tellPresence } from '../../realtime/presence.js';
import { socket } from '../../socket.js';
import { createStore, useStore } from '../../tiny-store.js';
import { keepFor } from '../../ui/kept.js';
import { uploads } from '../upload/uploads.js';

type Session = { state: 'asking' } | { state: 'unreachable' } | { state: 'in'; me: Me } | { state: 'out' };

const ASK_AGAIN_MS = 3_000;
/** Where there are too many tabs: one is closed by a hand. */
const CROWDED_AGAIN_MS = 30_000;
const store = createStore<Session>({ state: 'asking' });

export const useSession = (): Session => useStore(store, (session) => session);

/** Asks the server who is signed in, again and again while it cannot be reached. */
export async function askWhoWeAre(): Promise<void> {
  try {
    signedIn(await api.me());
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return;
    if (store.get().state !== 'in') store.set({ state: 'unreachable' });
    setTimeout(() => void askWhoWeAre(), ASK_AGAIN_MS);
  }
}

export async function signIn(email: string, password: string): Promise<void> {
  await api.signIn(email, password);
  await askWhoWeAre();
}

export async function signUp(name: string, email: string, password: string, invitation?: string): Promise<void> {
  await api.signUp(name, email, password, invitation);
  await askWhoWeAre();
}

export async function signOut(): Promise<void> {
  await api.signOut();
  signedOut();
}

function signedIn(me: Me): void {
  const before = store.get();
  if (before.state === 'in' && before.me.id === me.id) {
    store.set({ state: 'in', me });
    if (!socket.connected) socket.connect();
    return;
  }
  keepFor(me.id);
  store.set({ state: 'in', me });
  notices.start(me.id);
  socket.connect();
}

/** On this page; the server knows already. */
export function signedOut(): void {
  if (store.get().state === 'out') return;
  store.set({ state: 'out' });
  socket.disconnect();
  channel.stop();
  notices.stop();
  uploads.letGoOfAll();
}

/** Called once, before the first render. */
export function openSession(): void {
  onSignedOut(signedOut);
  tellPresence();
  // The server closes the sockets of a session that has ended, and refuses new ones.
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') void askWhoWeAre();
  });
  socket.on('connect_error', (error) => {
    if (error.message === 'unauthorized') void askWhoWeAre();
    // The server refused the connection: then socket.io does not try again by itself, as it does when it reaches no server.
    else if (!socket.active) {
      const wait = error.message === TOO_MANY_SOCKETS ? CROWDED_AGAIN_MS : ASK_AGAIN_MS;
      setTimeout(() => store.get().state === 'in' && !socket.connected && socket.connect(), wait);
    }
  });
  void askWhoWeAre();
}
