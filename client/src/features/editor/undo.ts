/** The history of a text that browsers cannot keep: theirs ends where a program changes a field. */

/** Changes of one kind within so many ms are one step. */
const ONE_STEP_MS = 1_000;
/** The oldest steps are forgotten where there are more, or where they take more room; one is always kept. */
const MOST_STEPS = 1_000;
const MOST_ROOM = 20_000_000;

export class Undo<T> {
  private readonly past: T[] = [];
  private readonly future: T[] = [];
  private last: { kind: string; at: number } = { kind: '', at: -Infinity };
  private room = 0;

  /** `sizeOf`: how much room a value takes, in characters. */
  constructor(
    private present: T,
    private readonly sizeOf: (value: T) => number,
  ) {}

  get value(): T {
    return this.present;
  }

  /** What undoing leads back to, oldest first. */
  get steps(): readonly T[] {
    return this.past;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** `kind`: such as the field that is typed in; an empty one is always a step of its own. */
  change(next: T, kind: string, now = performance.now()): void {
    const goesOn = kind !== '' && kind === this.last.kind && now - this.last.at < ONE_STEP_MS;
    if (!goesOn) this.past.push(this.present);
    if (!goesOn) this.room += this.sizeOf(this.present);
    this.last = { kind, at: now };
    this.future.length = 0;
    this.present = next;
    while (this.past.length > 1 && (this.past.length > MOST_STEPS || this.room > MOST_ROOM)) this.forgetOldest();
  }

  /** Answers whether there was a step to undo. */
  undo(): boolean {
    return this.step(this.past, this.future);
  }

  redo(): boolean {
    return this.step(this.future, this.past);
  }

  private step(from: T[], to: T[]): boolean {
    const next = from.pop();
    if (next === undefined) return false;
    to.push(this.present);
    this.room += from === this.past ? -this.sizeOf(next) : this.sizeOf(this.present);
    this.present = next;
    this.last = { kind: '', at: -Infinity };
    return true;
  }

  private forgetOldest(): void {
    const oldest = this.past.shift();
    if (oldest !== undefined) this.room -= this.sizeOf(oldest);
  }
}

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** What a key asks of the history; null for other keys. */
export function undoKey({ key, ctrlKey, metaKey, shiftKey, altKey }: Key): 'undo' | 'redo' | null {
  if (!(ctrlKey || metaKey) || altKey) return null;
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' && !shiftKey ? 'redo' : null;
}
