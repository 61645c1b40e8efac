/** Looks at one part again and again, as seldom as will do, and tells who asks what was found, or what is still known. */

/** `busy`: it works, and all of it is taken; `slow`: it has not answered in time, and may yet. */
export const partStates = ['up', 'busy', 'slow', 'down'] as const;
export type PartState = (typeof partStates)[number];

/** What a look at a part has found. */
export interface Found {
  state: 'up' | 'busy';
  reason?: string;
  /** What works today, and may not tomorrow. */
  warnings?: string[];
}

export interface Seen {
  state: PartState;
  /** Why it is not `up`. */
  reason?: string;
  warnings: string[];
}

/** Neither done nor refused in time, which a busy machine may be the cause of. Its message goes on with ` for 3 s`. */
export class Unanswered extends Error {}

/** The part is down, and nobody was there to say so: a silence that there was before goes on. */
export class OutOfReach extends Error {}

export interface Looking {
  /** Throws why the part is down, or `Unanswered`. */
  look(): Promise<Found>;
  /** For how long an answer holds, in milliseconds. However many ask, the part is looked at no more often. */
  keptMs: number;
}

/** Who asks waits no longer than this for a look that is under way. */
const PATIENCE_MS = 2_000;
/** Nobody is that slow: what has not answered for so long is down. */
const GIVEN_UP_AFTER_MS = 15_000;

export class Watched {
  private seen: Seen = { state: 'slow', warnings: [] };
  private seenAt = -Infinity;
  private looking: Promise<void> | undefined;
  /** Since when there was no answer; undefined while there are some. */
  private silentSince: number | undefined;
  private begunAt = 0;

  /** `noted` hears of every look: the state before it, what it found, and what that came from. */
  constructor(
    private readonly part: Looking,
    private readonly noted: (before: PartState, after: Seen, cause: unknown) => void,
  ) {}

  /** Within two seconds, whatever the part does. */
  async see(): Promise<Seen> {
    if (performance.now() - this.seenAt > this.part.keptMs) this.looking ??= this.look();
    if (this.looking) await inTime(this.looking, PATIENCE_MS);
    if (this.looking && performance.now() - this.begunAt >= PATIENCE_MS) this.note(this.silent());
    return this.seen;
  }

  private async look(): Promise<void> {
    this.begunAt = performance.now();
    try {
      const found = await this.part.look();
      this.silentSince = undefined;
      this.note({ warnings: [], ...found });
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      this.note(error instanceof Unanswered ? this.silent(error.message) : this.down(error), cause);
    }
    this.seenAt = performance.now();
    this.looking = undefined;
  }

  private note(seen: Seen, cause?: unknown): void {
    this.noted(this.seen.state, seen, cause);
    this.seen = seen;
  }

  private down(error: unknown): Seen {
    this.silentSince = error instanceof OutOfReach ? (this.silentSince ?? this.begunAt) : undefined;
    return { state: 'down', reason: error instanceof Error ? error.message : String(error), warnings: [] };
  }

  /** Slow at first, since the machine may be busy; down when it lasts, or when it was down before. */
  private silent(what = 'No answer'): Seen {
    this.silentSince ??= this.begunAt;
    const silentMs = performance.now() - this.silentSince;
    const reason = `${what} for ${Math.max(1, Math.round(silentMs / 1_000))} s`;
    return silentMs < GIVEN_UP_AFTER_MS && this.seen.state !== 'down'
      ? { state: 'slow', reason: `${reason}; it may be busy`, warnings: this.seen.warnings }
      : { state: 'down', reason, warnings: [] };
  }
}

/** Resolves when the work is done, or the time is over. */
export async function inTime(work: Promise<unknown>, withinMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, withinMs);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
