/** A text without markup on the screen, each step to be undone; tied to the session that saves it. */
import type { Store } from '../../../tiny-store.js';
import { createStore } from '../../../tiny-store.js';
import type { DraftSession } from '../draft-session.js';
import type { Surface } from '../text-tie.js';
import { TextTie } from '../text-tie.js';
import { Undo } from '../undo.js';
import type { Searched } from './field-finder.js';

export interface PlainState {
  text: string;
  canUndo: boolean;
  canRedo: boolean;
  /** How many passages are locked, and whether that of the cursor is. */
  locked: number;
  lockedHere: boolean;
}

export class PlainDraft implements Surface, Searched {
  readonly dom = null;
  readonly state: Store<PlainState>;
  private readonly tie: TextTie;
  private readonly history: Undo<string>;
  /** Where the cursor was last, in characters. */
  private cursor = Infinity;
  private passages: readonly string[];

  constructor(session: DraftSession) {
    this.tie = new TextTie(session);
    this.passages = session.state.get().locked;
    this.history = new Undo(this.tie.text, (text) => text.length);
    this.state = createStore(this.now());
    this.tie.open(this);
  }

  get markdown(): string {
    return this.history.value;
  }

  /** Those that still stand in the text. */
  get locked(): string[] {
    return this.passages.filter((passage) => this.markdown.includes(passage));
  }

  /** The paragraph of the cursor stays as it is when this is written again, or does not any more. */
  toggleLock(): void {
    const here = this.paragraph;
    if (here === '') return;
    this.passages = this.locked.includes(here) ? this.locked.filter((one) => one !== here) : [...this.locked, here];
    this.changed();
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

  get texts(): readonly string[] {
    return [this.markdown];
  }

  write(changed: ReadonlyMap<number, string>): void {
    this.history.change(changed.get(0) ?? this.markdown, '');
    this.changed();
  }

  moveTo(cursor: number): void {
    this.cursor = cursor;
    this.state.set(this.now());
  }

  undo(): void {
    if (this.history.undo()) this.changed();
  }

  redo(): void {
    if (this.history.redo()) this.changed();
  }

  /** As a paragraph of its own behind the one that the cursor was in last, or else at the end. */
  insertBlocks(text: string): void {
    const { markdown } = this;
    const at = Math.min(this.cursor, markdown.length);
    const end = markdown.slice(at).search(/\n[ \t]*(?:\n|$)/);
    const [before, after] = end < 0 ? [markdown, ''] : [markdown.slice(0, at + end), markdown.slice(at + end)];
    const gap = before.trim() === '' ? '' : '\n\n';
    const put = `${before.trimEnd()}${gap}${text}`;
    this.cursor = put.length;
    this.history.change(`${put}${after.trim() === '' ? '\n' : `\n\n${after.trimStart()}`}`, '');
    this.changed();
  }

  /** That of the cursor. */
  private get paragraph(): string {
    const at = Math.min(this.cursor, this.markdown.length);
    const start = this.markdown.lastIndexOf('\n\n', Math.max(0, at - 1));
    const end = this.markdown.indexOf('\n\n', at);
    return this.markdown.slice(start < 0 ? 0 : start, end < 0 ? undefined : end).trim();
  }

  private changed(): void {
    this.state.set(this.now());
    this.tie.changed();
  }

  private now(): PlainState {
    const { value, canUndo, canRedo } = this.history;
    return {
      text: value,
      canUndo,
      canRedo,
      locked: this.locked.length,
      lockedHere: this.locked.includes(this.paragraph),
    };
  }
}
