/** From the log to this process's rooms: each project's events ascending, once, and without holes. */
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { ProjectEvent } from '../contract/realtime.js';
import { eventLagSeconds } from '../ops/metrics.js';
import { eventsAfter } from './event-log.js';
import type { Announcement } from './project-tx.js';
import type { Rooms } from './rooms.js';
import { rooms } from './rooms.js';

/** How long announcements may overtake each other before a hole is taken for a loss. */
const HOLE_MS = 50;

interface RoomState {
  /** The last `seq` sent to the room; null until the first join has read it. */
  sent: number | null;
  /** Announced, not yet sent, by `seq`. */
  early: Map<number, ProjectEvent>;
  mending: Promise<void> | null;
}

export class Feed {
  private readonly logger = new Logger(Feed.name);
  private readonly states = new Map<string, RoomState>();

  constructor(
    private readonly db: DataSource,
    private readonly rooms: Rooms,
  ) {}

  /** Call before the snapshot of a join is read: what is announced from now on is kept for the room. */
  watch(projectId: string): void {
    if (!this.states.has(projectId)) this.states.set(projectId, { sent: null, early: new Map(), mending: null });
  }

  /** Call with the snapshot's `lastSeq`: the first join of a room sets where it starts. */
  startAt(projectId: string, lastSeq: number): void {
    const state = this.states.get(projectId);
    if (!state) return;
    state.sent ??= lastSeq;
    this.drain(projectId, state);
  }

  /** Forgets rooms that nobody of this process is in any more. */
  forgetEmpty(): void {
    const busy = new Set(this.rooms.localProjects());
    for (const projectId of this.states.keys()) {
      if (!busy.has(projectId)) this.states.delete(projectId);
    }
  }

  take({ projectId, events }: Pick<Announcement, 'projectId' | 'events'>): void {
    const state = this.states.get(projectId);
    if (!state) return;
    for (const event of events) {
      if (state.sent === null || event.seq > state.sent) state.early.set(event.seq, event);
    }
    this.drain(projectId, state);
  }

  /** Compares each local room with its project's log, in one query, and mends those that are behind. */
  async compare(): Promise<void> {
    this.forgetEmpty();
    const projectIds = this.rooms.localProjects().filter((id) => this.states.has(id));
    if (projectIds.length === 0) return;
    const sql = 'SELECT id, last_seq AS "lastSeq" FROM projects WHERE id = ANY($1)';
    const rows: { id: string; lastSeq: number }[] = await this.db.query(sql, [projectIds]);
    for (const { id, lastSeq } of rows) {
      const state = this.states.get(id);
      if (state?.sent != null && state.sent < lastSeq) this.mend(id, state);
    }
  }

  private drain(projectId: string, state: RoomState): void {
    if (state.sent === null) return;
    for (let next = state.early.get(state.sent + 1); next; next = state.early.get(state.sent + 1)) {
      this.rooms.send(rooms.project(projectId), 'event', next);
      state.sent = next.seq;
      eventLagSeconds.observe(Math.max(0, Date.now() - Date.parse(next.at)) / 1_000);
    }
    for (const seq of state.early.keys()) if (seq <= state.sent) state.early.delete(seq);
    if (state.early.size > 0) setTimeout(() => this.mendIfHole(projectId, state), HOLE_MS).unref();
  }

  private mendIfHole(projectId: string, state: RoomState): void {
    if (state.early.size > 0 && this.states.get(projectId) === state) this.mend(projectId, state);
  }

  /** Reads what is missing from the log, once at a time for each room. */
  private mend(projectId: string, state: RoomState): void {
    if (state.mending || state.sent === null) return;
    state.mending = this.readMissing(projectId, state, state.sent).finally(() => {
      state.mending = null;
    });
  }

  private async readMissing(projectId: string, state: RoomState, sent: number): Promise<void> {
    try {
      for (const event of await eventsAfter(this.db.manager, projectId, sent)) state.early.set(event.seq, event);
      this.drain(projectId, state);
    } catch (error) {
      this.logger.warn(`Project ${projectId} is mended at the next comparison: ${String(error)}`);
    }
  }
}
