/** The order in which one room hears the events of its project: ascending, once, without holes. Pure; knows no time. */
import type { ProjectEvent } from '../contract/realtime.js';

/** Each method returns what is to be sent to the room now, in this order. */
export class EventOrder {
  /** The last `seq` sent; null until it is known where the room begins. */
  private sent: number | null = null;
  /** Events that were announced but not yet sent, by `seq`. */
  private readonly early = new Map<number, ProjectEvent>();

  /** The `seq` after which the log must be read to fill the room's holes; null while the room has not begun. */
  get position(): number | null {
    return this.sent;
  }

  /** Whether there is a hole: an event was announced that does not follow directly on the last one sent. */
  get hasHole(): boolean {
    return this.sent !== null && this.early.size > 0;
  }

  isBehind(lastSeq: number): boolean {
    return this.sent !== null && this.sent < lastSeq;
  }

  /** The room begins after `lastSeq`. Everybody who is in it by now has read, or will read, the events up to there. */
  begin(lastSeq: number): ProjectEvent[] {
    this.sent ??= lastSeq;
    return this.ready();
  }

  /** Announced: in any order, any number of times, or never. */
  announced(events: readonly ProjectEvent[]): ProjectEvent[] {
    for (const event of events) this.early.set(event.seq, event);
    return this.ready();
  }

  /** Call when a read of the log after `position` begins; the answer takes what was read. */
  reading(): (logged: readonly ProjectEvent[]) => ProjectEvent[] {
    const doubtful = new Set(this.early.keys());
    return (logged) => this.read(logged, doubtful);
  }

  /**
   * The log is the truth. What it lacks below its newest event is gone for good, and tabs that notice the hole ask for the
   * whole state. An event that was announced before the log was read, and is not in the log, does not exist. The only exception
   * is the end of a project, since the log is deleted with the project.
   */
  private read(logged: readonly ProjectEvent[], doubtful: ReadonlySet<number>): ProjectEvent[] {
    const { sent } = this;
    if (sent === null) return [];
    const ready = logged.filter(({ seq }) => seq > sent);
    this.sent = ready.at(-1)?.seq ?? sent;
    ready.push(...this.ready());
    for (const [seq, event] of this.early) {
      if (!doubtful.has(seq)) continue;
      this.early.delete(seq);
      if (event.type !== 'project.deleted') continue;
      ready.push(event);
      this.sent = seq;
    }
    return ready;
  }

  private ready(): ProjectEvent[] {
    if (this.sent === null) return [];
    const ready: ProjectEvent[] = [];
    for (let next = this.early.get(this.sent + 1); next; next = this.early.get(this.sent + 1)) {
      ready.push(next);
      this.sent = next.seq;
    }
    // Announced again, or read from the log meanwhile.
    for (const seq of this.early.keys()) if (seq <= this.sent) this.early.delete(seq);
    return ready;
  }
}
