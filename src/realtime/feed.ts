/** From the log to this process's rooms: each project's events ascending, once, and without holes. */
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { ProjectEvent } from '../contract/realtime.js';
import { eventLagSeconds } from '../telemetry/metrics.js';
import { eventsAfter } from '../events/event-log.js';
import { EventOrder } from './event-order.js';
import type { Announcement } from '../events/project-tx.js';
import type { Rooms } from './rooms.js';

/** How long announcements may overtake each other before a hole is taken for a loss. */
const HOLE_MS = 50;

interface RoomState {
  order: EventOrder;
  mending: boolean;
  /** Settled when it is known where the room begins. */
  begun: Promise<void> | undefined;
}

export class Feed {
  private readonly logger = new Logger(Feed.name);
  private readonly states = new Map<string, RoomState>();

  constructor(
    private readonly db: DataSource,
    private readonly rooms: Rooms,
  ) {
    rooms.onEmpty((projectId) => this.states.delete(projectId));
  }

  /** The number of projects of which something is kept: those that somebody follows on this process. */
  get size(): number {
    return this.states.size;
  }

  /**
   * Call it when somebody has entered the room, before their snapshot is read: then they hear all that comes after it. The
   * first of them makes it read where the room begins. That is not taken from a snapshot: when two come at the same moment, the
   * one with the older snapshot would miss what lies between the two. Throws when the database cannot be asked.
   */
  async begin(projectId: string): Promise<void> {
    const state = this.states.get(projectId) ?? { order: new EventOrder(), mending: false, begun: undefined };
    this.states.set(projectId, state);
    state.begun ??= this.readBeginning(projectId, state);
    try {
      await state.begun;
    } catch (error) {
      state.begun = undefined;
      throw error;
    }
  }

  take({ projectId, events }: Pick<Announcement, 'projectId' | 'events'>): void {
    const state = this.states.get(projectId);
    if (state) this.send(projectId, state, state.order.announced(events));
  }

  /** Compares these rooms with their projects' logs, in one query, and mends those that are behind. */
  async compare(projectIds: readonly string[]): Promise<void> {
    const known = projectIds.filter((id) => this.states.has(id));
    if (known.length === 0) return;
    const sql = 'SELECT id, last_seq AS "lastSeq" FROM projects WHERE id = ANY($1)';
    const rows: { id: string; lastSeq: number }[] = await this.db.query(sql, [known]);
    for (const { id, lastSeq } of rows) {
      const state = this.states.get(id);
      if (state?.order.isBehind(lastSeq)) this.mend(id, state);
    }
  }

  private async readBeginning(projectId: string, state: RoomState): Promise<void> {
    const sql = 'SELECT last_seq AS "lastSeq" FROM projects WHERE id = $1';
    const [row]: { lastSeq: number }[] = await this.db.query(sql, [projectId]);
    if (row) this.send(projectId, state, state.order.begin(row.lastSeq));
  }

  private send(projectId: string, state: RoomState, events: ProjectEvent[]): void {
    for (const event of events) {
      this.rooms.sendEvent(event);
      eventLagSeconds.observe(Math.max(0, Date.now() - Date.parse(event.at)) / 1_000);
    }
    if (state.order.hasHole) setTimeout(() => state.order.hasHole && this.mend(projectId, state), HOLE_MS).unref();
  }

  /** Reads what is missing from the log, once at a time for each room. */
  private mend(projectId: string, state: RoomState): void {
    const { position } = state.order;
    if (state.mending || position === null || this.states.get(projectId) !== state) return;
    state.mending = true;
    const take = state.order.reading();
    eventsAfter(this.db.manager, projectId, position)
      .then((logged) => {
        state.mending = false;
        // Everybody left meanwhile, and others may have come: their room has another beginning.
        if (this.states.get(projectId) === state) this.send(projectId, state, take(logged));
      })
      .catch((error: unknown) => {
        state.mending = false;
        this.logger.warn(`Project ${projectId} is mended at the next comparison: ${String(error)}`);
      });
  }
}
