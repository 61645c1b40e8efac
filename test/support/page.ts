/** A tab of the page without a browser: the page's own store and channel, over a socket and requests of its own. */
import { Channel } from '../../client/src/realtime/channel.js';
import type { RealtimeState } from '../../client/src/realtime/store.js';
import { initialState, reduce } from '../../client/src/realtime/store.js';
import type { DevreelSocket } from '../../client/src/socket.js';
import type { DraftDelta } from '../../src/contract/realtime.js';
import type { Person } from './person.js';
import { until } from './until.js';
import './page-registry.js';

export interface PageOptions {
  url?: string;
  /** True for deltas that shall not arrive. */
  lose?: (delta: DraftDelta) => boolean;
}

export interface TestPage {
  /** Each state of the draft's text, one after another. */
  shown: string[];
  text(): string | undefined;
  joined(): Promise<unknown>;
  close(): void;
}

/** `taskId`: the draft that the page looks at. */
export async function openPageOf(
  person: Person,
  projectId: string,
  taskId: string,
  { url = person.url, lose = () => false }: PageOptions = {},
): Promise<TestPage> {
  const tab = await person.openTab(url);
  let state: RealtimeState = initialState;
  const shown: string[] = [];
  const text = (): string | undefined => state.drafts[taskId]?.text;
  const channel = new Channel({
    socket: lossy(tab.socket, lose),
    getState: () => state,
    dispatch(action) {
      state = reduce(state, action);
      const now = text();
      if (now !== undefined && now !== shown.at(-1)) shown.push(now);
    },
    readProject: (id) => person.snapshot(id),
    readTask: (id) => person.detail(id),
    isNotFound: () => false,
  });
  channel.watch(projectId);
  const joined = () => until('the page to know its project', () => state.projects[projectId]);
  return { shown, text, joined, close: () => tab.close() };
}

type Listener = (payload: never) => void;

function lossy(socket: DevreelSocket, lose: (delta: DraftDelta) => boolean): DevreelSocket {
  const loose = socket as unknown as { on(name: string, listener: Listener): void; emit(...args: unknown[]): void };
  const other = {
    get connected() {
      return socket.connected;
    },
    on(name: string, listener: Listener) {
      loose.on(name, (payload) => {
        if (name !== 'draft:delta' || !lose(payload)) listener(payload);
      });
    },
    timeout: (ms: number) => socket.timeout(ms),
    emit: (...args: unknown[]) => loose.emit(...args),
  };
  return other as unknown as DevreelSocket;
}
