/** A text without markup on the screen, each step to be undone; tied to the session that saves it. */
import type { Store } from '../../../tiny-store.js';
import { createStore } from '../../../tiny-store.js';
import type { DraftSession } from '../draft-session.js';
import type { Surface } from '../text-tie.js';
import { TextTie } from '../text-tie.js';
import { Undo } from '../undo.js';

export interface PlainState {
  text: string;
  canUndo: boolean;
  canRedo: boolean;
}

export class PlainDraft implements Surface {
  readonly dom = null;
  readonly state: Store<PlainState>;
  private readonly tie: TextTie;
  private readonly history: Undo<string>;

  constructor(session: DraftSession) {
    this.tie = new TextTie(session);
    this.history = new Undo(this.tie.text);
    this.state = createStore(this.now());
    this.tie.open(this);
  }

  get markdown(): string {
    return this.history.value;
  }

  flush(): void {
    this.tie.flush();
  }

  close(): void {
    this.tie.close();
  }

  replace(text: string): void {
    this.history.change(text, '');
    this.state.set(this.now());
  }

  /** A pause, or a line's end, makes another step of it. */
  edit(text: string): void {
    const endsLine = text.length > this.markdown.length && text.split('\n').length !== this.markdown.split('\n').length;
    this.history.change(text, endsLine ? '' : 'typing');
    this.changed();
  }

  undo(): void {
    if (this.history.undo()) this.changed();
  }

  redo(): void {
    if (this.history.redo()) this.changed();
  }

  insertBlocks(text: string): void {
    this.history.change(`${this.markdown.trimEnd()}\n\n${text}\n`, '');
    this.changed();
  }

  private changed(): void {
    this.state.set(this.now());
    this.tie.changed();
  }

  private now(): PlainState {
    const { value, canUndo, canRedo } = this.history;
    return { text: value, canUndo, canRedo };
  }
}
