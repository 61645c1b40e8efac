/** One draft being edited: saves by itself, one request at a time, and never loses or overwrites what was typed. */
import type { Content, SavedContent } from '../../../../src/contract/content.js';
import type { TaggedContent } from '../../api.js';
import { ApiProblem, isProblem, messageOf } from '../../http.js';
import type { Store } from '../../tiny-store.js';
import { createStore } from '../../tiny-store.js';
import { Undo } from './undo.js';
import type { UnsavedTexts } from './unsaved.js';
import { t } from '../../words/words.js';

const IDLE_MS = 1_000;
const AGAIN_MS = 4_000;
const MOST_UNDONE = 20;

export type SaveState = { is: 'saved' } | { is: 'editing' } | { is: 'saving' } | { is: 'failed'; why: string };

const newer = (): SaveState => ({ is: 'failed', why: t('editor.save.elsewhere') });

export interface DraftState {
  text: string;
  /** Passages of it that stay as they are when it is written again. */
  locked: readonly string[];
  /** The version that the text is based on. */
  base: Content;
  save: SaveState;
  /** A newer version of somebody else, while ours is based on an older one: the person chooses. */
  conflict: Content | null;
  /** The text comes from before a reload. */
  restored: boolean;
}

export interface DraftTools {
  save: (saved: SavedContent, etag: string) => Promise<TaggedContent>;
  closeOffer: () => Promise<unknown>;
  restore: (version: number) => Promise<TaggedContent>;
  unsaved: UnsavedTexts;
}

export class DraftSession {
  readonly state: Store<DraftState>;
  /** Every text since the page was opened: whichever editor is on the screen, it can be gone back to. */
  private readonly texts: Undo<string>;
  private etag: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving = false;

  constructor(
    loaded: TaggedContent,
    private readonly tools: DraftTools,
  ) {
    this.etag = loaded.etag;
    this.state = createStore(this.opening(loaded.content));
    this.texts = new Undo(this.state.get().text, (text) => text.length);
  }

  /** Text from before a reload is restored; if it is based on an older version, the person chooses. */
  private opening(base: Content): DraftState {
    const fresh: DraftState = {
      text: base.body,
      locked: base.locked,
      base,
      save: { is: 'saved' },
      conflict: null,
      restored: false,
    };
    const kept = this.tools.unsaved.takeNewest();
    if (!kept) return fresh;
    if (kept.text === base.body) {
      this.tools.unsaved.forget();
      return fresh;
    }
    const state: DraftState = { ...fresh, text: kept.text, save: { is: 'editing' }, restored: true };
    return kept.version === base.version ? state : { ...state, save: newer(), conflict: base };
  }

  /** Starts saving by itself. */
  open(): void {
    if (this.isChanged()) this.saveIn(IDLE_MS);
  }

  /** Saves what is not saved yet; the kept text stays until the server has it. */
  close(): void {
    void this.saveNow();
  }

  /** The texts before this one, oldest first. */
  get past(): readonly string[] {
    return this.texts.steps;
  }

  isChanged(): boolean {
    const { text, locked, base } = this.state.get();
    return text !== base.body || !isSame(locked, base.locked);
  }

  /** `locked`: by default as before. */
  type(text: string, locked = this.state.get().locked): void {
    const { base, save, conflict } = this.state.get();
    this.tools.unsaved.keep(base.version, text);
    if (conflict) return this.change({ text, locked });
    this.change({ text, locked, save: save.is === 'saving' ? save : { is: 'editing' } });
    this.saveIn(IDLE_MS);
  }

  async saveNow(): Promise<void> {
    clearTimeout(this.timer);
    const { text, conflict } = this.state.get();
    if (this.saving || conflict) return;
    if (!this.isChanged()) {
      this.tools.unsaved.forget();
      this.change({ save: { is: 'saved' } });
      return;
    }
    await this.put(text, this.etag);
  }

  /** The text becomes the newest version; the other one stays among the versions. */
  async keepMine(): Promise<void> {
    const { text, conflict } = this.state.get();
    if (conflict) await this.put(text, etagOf(conflict));
  }

  /** What was chosen of two texts becomes the newest. In a conflict ours is saved before it, so that nothing is lost. */
  async goOnWith(text: string): Promise<void> {
    const { conflict } = this.state.get();
    if (conflict) {
      await this.keepMine();
      if (this.state.get().conflict !== null || this.isChanged()) return;
    }
    this.type(text);
    await this.saveNow();
  }

  /** A newer draft that is offered beside this one is left among the versions. */
  async closeOffer(): Promise<void> {
    try {
      await this.tools.closeOffer();
      this.change({ base: { ...this.state.get().base, offers: null } });
    } catch (error) {
      this.change({ save: { is: 'failed', why: messageOf(error) } });
    }
  }

  /** The other version becomes the newest; ours is saved as a version before it, so that nothing is lost. */
  async takeTheirs(): Promise<void> {
    const { conflict } = this.state.get();
    if (!conflict) return;
    await this.keepMine();
    if (this.state.get().conflict === null && !this.isChanged()) await this.restore(conflict.version);
  }

  /** An older version becomes the newest. What is typed is saved before. */
  async restore(version: number): Promise<void> {
    await this.saveNow();
    if (this.isChanged()) return;
    this.change({ save: { is: 'saving' } });
    try {
      this.show(await this.tools.restore(version));
    } catch (error) {
      this.change({ save: { is: 'failed', why: messageOf(error) } });
    }
  }

  /** A newer version was loaded. It is shown, unless something was typed: that stays. */
  offer(loaded: TaggedContent): void {
    const { base, text } = this.state.get();
    if (loaded.content.version <= base.version || this.saving) return;
    if (loaded.content.body === text) this.saved(text, loaded);
    else if (loaded.content.body === base.body) this.rebase(loaded);
    else if (this.isChanged()) this.change({ conflict: loaded.content, save: newer() });
    else this.show(loaded);
  }

  /** People have seen that their text is back. */
  restoredWasRead(): void {
    this.change({ restored: false });
  }

  /** The same text became another version: what is typed goes on from that. */
  private rebase({ content, etag }: TaggedContent): void {
    this.etag = etag;
    this.tools.unsaved.keep(content.version, this.state.get().text);
    this.change({ base: content });
  }

  private async put(text: string, etag: string): Promise<void> {
    if (this.saving) return;
    this.saving = true;
    this.change({ save: { is: 'saving' } });
    try {
      const locked = [...this.state.get().locked];
      this.saved(text, await this.tools.save({ body: text, locked }, etag), locked);
    } catch (error) {
      this.notSaved(text, error);
    } finally {
      this.saving = false;
    }
    if (this.state.get().save.is === 'editing') this.saveIn(IDLE_MS);
  }

  /** `locked`: as it was sent. */
  private saved(text: string, { content, etag }: TaggedContent, sent = this.state.get().locked): void {
    const before = this.state.get();
    this.etag = etag;
    const done = before.text === text && isSame(before.locked, sent);
    // More may have been typed meanwhile: it is based on the new version now.
    if (done) this.tools.unsaved.forget();
    else this.tools.unsaved.keep(content.version, before.text);
    // What the server did not find in the text is not locked any more.
    const locked = done ? { locked: content.locked } : {};
    this.change({ base: content, save: { is: done ? 'saved' : 'editing' }, conflict: null, ...locked });
  }

  private notSaved(text: string, error: unknown): void {
    const current = isProblem(error, 'version_conflict') ? (error.details.current as Content | undefined) : undefined;
    if (current?.body === text) {
      // It was saved by a request whose answer was lost.
      this.saved(text, { content: current, etag: etagOf(current) });
      return;
    }
    if (current) {
      this.tools.unsaved.keep(this.state.get().base.version, this.state.get().text);
      this.change({ save: newer(), conflict: current });
      return;
    }
    this.change({ save: { is: 'failed', why: messageOf(error) } });
    const mayPass = error instanceof ApiProblem && (error.status === 0 || error.status >= 500 || error.status === 429);
    if (mayPass) this.saveIn(AGAIN_MS);
  }

  private show({ content, etag }: TaggedContent): void {
    this.etag = etag;
    this.change({
      text: content.body,
      locked: content.locked,
      base: content,
      save: { is: 'saved' },
      conflict: null,
      restored: false,
    });
  }

  private saveIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.saveNow(), ms);
  }

  private change(changes: Partial<DraftState>): void {
    this.remember(changes);
    this.state.set({ ...this.state.get(), ...changes });
  }

  private remember({ text, save }: Partial<DraftState>): void {
    if (text === undefined || text === this.texts.value) return;
    // An editor undid its last steps: of several in quick succession only the text behind them is told.
    const undone = this.texts.steps.slice(-MOST_UNDONE).toReversed().indexOf(text) + 1;
    if (undone > 0) for (let i = 0; i < undone; i++) this.texts.undo();
    else this.texts.change(text, save?.is === 'editing' ? 'typing' : '');
  }
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((passage) => b.includes(passage));

/** A draft's ETag as the server makes it: its version. */
const etagOf = ({ version }: Content): string => `"${version}"`;
