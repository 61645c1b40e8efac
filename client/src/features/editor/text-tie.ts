/** Ties what is on the screen to the session that saves it: each hears of the other's changes, and of its own no echo. */
import type { DraftSession } from './draft-session.js';

/** While somebody types, the text is written out at most this often. */
const WRITE_MS = 250;

/** Each is read once when an editor opens. */
const MOST_PAST = 50;

/** An editor on the screen. */
export interface Surface {
  markdown: string;
  /** Passages of it that are locked, where they are shown; asked for behind `markdown`. */
  locked?: readonly string[];
  /** As one step that can be undone. */
  replace: (text: string) => void;
}

export class TextTie {
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The text that both sides agreed on last. */
  private agreed: string;
  private surface: Surface | null = null;
  private readonly unsubscribe: () => void;

  constructor(private readonly session: DraftSession) {
    this.agreed = session.state.get().text;
    this.unsubscribe = session.state.subscribe(() => this.take());
  }

  /** The texts before that, oldest first: one that begins with them undoes what was done in another. */
  get past(): readonly string[] {
    return this.session.past.slice(-MOST_PAST);
  }

  /** The text to open an editor with. */
  get text(): string {
    return this.agreed;
  }

  /** Call it when the editor is open. */
  open(surface: Surface): void {
    this.surface = surface;
    this.take();
  }

  /** Somebody typed. */
  changed(): void {
    this.timer ??= setTimeout(() => this.flush(), WRITE_MS);
  }

  /** Tells the session at once what is on the screen. */
  flush(): void {
    if (this.timer === undefined || !this.surface) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    const { markdown, locked } = this.surface;
    if (markdown === this.agreed && !locked) return;
    this.agreed = markdown;
    this.session.type(markdown, locked);
  }

  /** Call it before the session is closed. */
  close(): void {
    this.flush();
    this.unsubscribe();
    this.surface = null;
  }

  /** Another text came from the session: a newer version, or one that was chosen. */
  private take(): void {
    const { text } = this.session.state.get();
    if (!this.surface || text === this.agreed) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.agreed = text;
    this.surface.replace(text);
  }
}
