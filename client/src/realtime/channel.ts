/** Keeps the watched projects in step with the server: joins, holds back, fills holes, and polls while the socket is down. */
import type { ProjectSnapshot } from '../../../src/contract/project.js';
import type { DraftDelta, ProjectEvent } from '../../../src/contract/realtime.js';
import type { Task } from '../../../src/contract/task.js';
import { isRetrying } from '../../../src/contract/task-words.js';
import type { DevreelSocket } from '../socket.js';
import type { DraftAskTools } from './draft-asks.js';
import { DraftAsks } from './draft-asks.js';
import type { ProjectState } from './store.js';

const JOIN_TIMEOUT_MS = 8_000;
/** After a failure. */
const RETRY_MS = 2_000;
/** When a snapshot does not yet have what an event has announced. */
const OUTDATED_MS = 500;
const POLL_MS = 3_000;
/** A project is left this long after its last page was closed, so that going from page to page does not leave it. */
const LINGER_MS = 2_000;
/** How soon a task's place in the queue is asked for: when it is unknown, and when it is known. */
const FIRST_PLACE_MS = 500;
const PLACE_MS = 5_000;

interface Watch {
  watchers: number;
  /** Events that arrived before the answer to a join; null once it is there. */
  held: ProjectEvent[] | null;
  /** Counts joins: only the newest one's answer counts. */
  join: number;
  refreshing: boolean;
  /** The last refresh failed: the next one waits, whatever arrives meanwhile. */
  failed: boolean;
  /** The one refresh, and the one join, that are planned. */
  again?: ReturnType<typeof setTimeout> | undefined;
  joinAgain?: ReturnType<typeof setTimeout> | undefined;
}

export interface ChannelTools extends DraftAskTools {
  socket: DevreelSocket;
  readProject: (projectId: string) => Promise<ProjectSnapshot>;
  isNotFound: (error: unknown) => boolean;
}

export class Channel {
  private readonly watched = new Map<string, Watch>();
  private readonly drafts: DraftAsks;
  private polling: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly tools: ChannelTools) {
    const { socket, dispatch } = tools;
    this.drafts = new DraftAsks(tools);
    socket.on('event', (event) => this.receive(event));
    socket.on('task:progress', (progress) => dispatch({ type: 'progress', progress }));
    socket.on('draft:delta', (delta) => this.grow(delta));
    socket.on('connect', () => this.online());
    socket.on('disconnect', () => this.offline());
    socket.on('connect_error', () => this.offline());
  }

  /** Keeps this project up to date until the returned function is called. */
  watch(projectId: string): () => void {
    const watch = this.watched.get(projectId) ?? newWatch();
    const isNew = !this.watched.has(projectId);
    this.watched.set(projectId, watch);
    watch.watchers += 1;
    if (isNew) this.begin(projectId);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      watch.watchers -= 1;
      setTimeout(() => this.leaveUnwatched(projectId, watch), LINGER_MS);
    };
  }

  /** Asks for the project's snapshot. Safe at any time: an older one than what is known changes nothing. */
  async refresh(projectId: string): Promise<void> {
    const watch = this.watched.get(projectId);
    if (!watch || watch.refreshing) return;
    clearTimeout(watch.again);
    watch.again = undefined;
    watch.refreshing = true;
    try {
      this.tools.dispatch({ type: 'snapshot', snapshot: await this.tools.readProject(projectId) });
      watch.failed = false;
      this.drafts.askForAll(projectId);
    } catch (error) {
      watch.failed = true;
      if (this.tools.isNotFound(error)) this.tools.dispatch({ type: 'gone', projectId });
    } finally {
      watch.refreshing = false;
      this.planRefresh(projectId);
    }
  }

  /** Plans one later refresh, if there is a reason for it. Without a socket the polling asks. */
  private planRefresh(projectId: string): void {
    const watch = this.watched.get(projectId);
    const state = this.stateOf(projectId);
    const wait = state && refreshDelay(state);
    if (!watch || wait === undefined || watch.again || watch.refreshing || !this.tools.socket.connected) return;
    const ask = (): void => {
      watch.again = undefined;
      if (this.tools.socket.connected) void this.refresh(projectId);
    };
    watch.again = setTimeout(ask, watch.failed ? RETRY_MS : wait);
  }

  private begin(projectId: string): void {
    if (this.tools.socket.connected) this.join(projectId);
    // The first paint does not wait for the socket to connect.
    else if (!this.stateOf(projectId)) void this.refresh(projectId);
  }

  private join(projectId: string): void {
    const { socket, dispatch } = this.tools;
    const watch = this.watched.get(projectId);
    if (!watch || !socket.connected) return;
    supersedeJoin(watch);
    const { join } = watch;
    const lastSeq = this.stateOf(projectId)?.project.lastSeq;
    const payload = { projectId, ...(lastSeq === undefined ? {} : { after: lastSeq }) };
    socket.timeout(JOIN_TIMEOUT_MS).emit('project:join', payload, (failed: Error | null, answer) => {
      if (watch.join !== join) return;
      if (failed) return this.join(projectId);
      if ('data' in answer) {
        const held = watch.held ?? [];
        watch.held = null;
        watch.failed = false;
        dispatch({ type: 'joined', joined: answer.data });
        for (const event of held) this.apply(event);
        this.drafts.askForAll(projectId);
        this.planRefresh(projectId);
      } else if (answer.error.code === 'not_found') dispatch({ type: 'gone', projectId });
      else watch.joinAgain = setTimeout(() => this.join(projectId), RETRY_MS);
    });
  }

  private receive(event: ProjectEvent): void {
    const watch = this.watched.get(event.projectId);
    if (!watch) return;
    if (watch.held) watch.held.push(event);
    else this.apply(event);
  }

  private grow(delta: DraftDelta): void {
    this.tools.dispatch({ type: 'delta', delta });
    this.drafts.mend(delta.projectId, delta.taskId);
  }

  private apply(event: ProjectEvent): void {
    const watch = this.watched.get(event.projectId);
    if (!watch) return;
    if (watch.held) {
      watch.held.push(event);
      return;
    }
    this.tools.dispatch({ type: 'event', event });
    const state = this.stateOf(event.projectId);
    if (state?.hole != null) this.join(event.projectId);
    else if (state?.outdated != null && !watch.failed) void this.refresh(event.projectId);
    this.planRefresh(event.projectId);
  }

  private online(): void {
    clearInterval(this.polling);
    this.polling = undefined;
    this.tools.dispatch({ type: 'connection', connection: 'online' });
    for (const projectId of this.watched.keys()) this.join(projectId);
  }

  private offline(): void {
    this.tools.dispatch({ type: 'connection', connection: 'offline' });
    for (const watch of this.watched.values()) supersedeJoin(watch);
    this.polling ??= setInterval(() => {
      for (const projectId of this.watched.keys()) void this.refresh(projectId);
    }, POLL_MS);
  }

  /** Call it when the person has signed out. */
  stop(): void {
    clearInterval(this.polling);
    this.polling = undefined;
    for (const watch of this.watched.values()) endWatch(watch);
    this.watched.clear();
    this.tools.dispatch({ type: 'signed-out' });
  }

  private leaveUnwatched(projectId: string, watch: Watch): void {
    if (watch.watchers > 0 || this.watched.get(projectId) !== watch) return;
    this.watched.delete(projectId);
    endWatch(watch);
    if (this.tools.socket.connected) this.tools.socket.emit('project:leave', { projectId }, () => undefined);
  }

  private stateOf(projectId: string): ProjectState | undefined {
    return this.tools.getState().projects[projectId];
  }
}

const newWatch = (): Watch => ({ watchers: 0, held: [], join: 0, refreshing: false, failed: false });

/** Ignores the answer to a join under way, and holds events back until the next join is answered. */
function supersedeJoin(watch: Watch): void {
  clearTimeout(watch.joinAgain);
  watch.held = [];
  watch.join += 1;
}

function endWatch(watch: Watch): void {
  supersedeJoin(watch);
  clearTimeout(watch.again);
}

/** How soon the project is to be asked for, in milliseconds; undefined without a reason to. */
function refreshDelay({ outdated, project }: ProjectState): number | undefined {
  if (outdated !== null) return OUTDATED_MS;
  // A place in the queue changes without an event.
  const waiting = project.tasks.filter(isInLine);
  if (waiting.length === 0) return undefined;
  return waiting.some(({ position }) => position === null) ? FIRST_PLACE_MS : PLACE_MS;
}

const isInLine = (task: Task): boolean =>
  task.status === 'queued' && task.waitingFor.length === 0 && !isRetrying(task, Date.now());
