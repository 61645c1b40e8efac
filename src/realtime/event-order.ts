/** The order in which one room hears the events of its project: ascending, once, without holes. Pure; knows no time. */
import type { ProjectEvent } from '../contract/realtime.js';

/** Each method returns what is to be sent to the room now, in this order. */
export class EventOrder {
  /** The last `seq` sent; null until it is known where the room begins. */
  private sent: number | null = null;
  /** Heard of, not yet sent, by `seq`. */
  private readonly early = new Map<number, ProjectEvent>();

  /** What the log must be read after to mend the room; null while the room has not begun. */
  get position(): number | null {
    return this.sent;
  }

  /** Whether something was heard of that does not follow on what was sent. */
  get hasHole(): boolean {
    return this.sent !== null && this.early.size > 0;
  }

  isBehind(lastSeq: number): boolean {
    return this.sent !== null && this.sent < lastSeq;
  }

  /** The room begins after `lastSeq`; whoever is in it by now has, or will read, what is up to there. */
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
   * The log is the truth: what it lacks below its newest event is gone for good, and who hears the hole asks for the whole
   * state. What was announced before it was read, and is not in it, never was; but for the end of a project, which
   * takes its log along.
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
