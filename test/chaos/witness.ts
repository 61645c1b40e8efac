/** A tab that is always open, with the page's own store, and notes whether what it is told is told in order. */
import { Channel } from '../../client/src/realtime/channel.js';
import type { Action, RealtimeState } from '../../client/src/realtime/store.js';
import { initialState, reduce } from '../../client/src/realtime/store.js';
import type { ProjectSnapshot } from '../../src/contract/project.js';
import type { Notice } from '../../src/contract/realtime.js';
import { until } from '../support/until.js';
import type { Person } from '../support/person.js';
import '../support/page-registry.js';

const ASK_AGAIN_MS = 500;

export interface Witness {
  watch(projectId: string): void;
  /** What the page would show; undefined before it knows, and when the project is gone. */
  sees(projectId: string): ProjectSnapshot | undefined;
  /** Where events came with something before them missing. */
  holes: string[];
  notices: Notice[];
  close(): void;
}

export async function openWitness(person: Person): Promise<Witness> {
  const tab = await person.openTab();
  const holes: string[] = [];
  const leave = new Map<string, () => void>();
  let state: RealtimeState = initialState;
  const dispatch = (action: Action): void => {
    state = reduce(state, action);
    // As a page is left whose project is gone: nobody follows hundreds.
    if (action.type === 'gone') leave.get(action.projectId)?.();
    if (action.type !== 'event') return;
    const { projectId, seq, type } = action.event;
    const known = state.projects[projectId];
    if (known?.hole === seq) holes.push(`${type} ${seq} of ${projectId} after ${known.project.lastSeq}`);
  };
  const channel = new Channel({
    socket: tab.socket,
    getState: () => state,
    dispatch,
    readProject: async (id) => {
      const { status, body } = await person.ask('GET', `/api/projects/${id}`);
      if (status !== 200) throw new Error(status === 404 ? 'not found' : `status ${status}`);
      return body as ProjectSnapshot;
    },
    readTask: (id) => person.detail(id),
    isNotFound: (error) => error instanceof Error && error.message === 'not found',
  });
  // As the page does: whom the server refuses, as while its database is away, socket.io does not connect again by itself.
  tab.socket.on('connect_error', () => {
    if (!tab.socket.active) setTimeout(() => tab.socket.connect(), ASK_AGAIN_MS);
  });
  // What came while it was away is in the bell.
  tab.socket.on('connect', () => {
    void until('the bell to be read', () => readBell(person)).then((missed) => tab.notices.push(...missed));
  });
  return {
    watch: (projectId) => void leave.set(projectId, channel.watch(projectId)),
    sees: (projectId) => state.projects[projectId]?.project,
    holes,
    notices: tab.notices,
    close() {
      channel.stop();
      tab.close();
    },
  };
}

/** The newest page; null when nobody is at home. */
async function readBell(person: Person): Promise<Notice[] | null> {
  try {
    const { status, body } = await person.ask('GET', '/api/notices');
    return status === 200 ? (body as { items: Notice[] }).items : null;
  } catch {
    return null;
  }
}
