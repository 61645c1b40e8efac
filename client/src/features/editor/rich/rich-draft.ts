/** A draft on the screen as rich text, tied to the session that saves it. */
import type { Content } from '../../../../../src/contract/content.js';
import type { Store } from '../../../tiny-store.js';
import { createStore } from '../../../tiny-store.js';
import type { DraftSession } from '../draft-session.js';
import { mendsByParagraph, paragraphAt } from '../mends.js';
import { TextTie } from '../text-tie.js';
import { codeView } from './code-view.js';
import type { Format } from './format.js';
import { formatAt, NO_FORMAT } from './format.js';
import type { Origins } from './origins.js';
import type { PictureAddress } from './picture-view.js';
import { pictureView } from './picture-view.js';
import { RichEditor } from './rich-editor.js';
import type { Slash, SlashKey, SlashOptions } from './slash.js';
import { slashMenu } from './slash.js';

export interface RichDraftOptions {
  label: string;
  addressOf: PictureAddress;
  /** A press on a moment of the talk. */
  onTime: (atMs: number) => void;
  /** Pictures were dropped on the text, or pasted. */
  onPictures: (files: File[]) => void;
  /** The text cannot be laid out: it is nested too deeply. */
  onUnreadable: () => void;
}

export class RichDraft {
  /** Null until it is open. */
  readonly editor: Store<RichEditor | null> = createStore<RichEditor | null>(null);
  /** What the text at the cursor is. */
  readonly format: Store<Format> = createStore<Format>(NO_FORMAT);
  /** The slash that is being typed. */
  readonly slash: Store<Slash | null> = createStore<Slash | null>(null);
  private slashKey: ((key: SlashKey) => boolean) | null = null;
  private readonly tie: TextTie;
  private readonly unsubscribe: () => void;
  /** The version whose paragraphs' origins are shown. */
  private originsOf: Content | null = null;
  private readonly waiting: string[] = [];
  private isClosed = false;

  constructor(
    root: HTMLElement,
    private readonly session: DraftSession,
    options: RichDraftOptions,
  ) {
    this.tie = new TextTie(session);
    this.unsubscribe = session.state.subscribe(() => this.showOrigins());
    void this.open(root, options);
  }

  get dom(): HTMLElement | null {
    return this.editor.get()?.dom ?? null;
  }

  flush(): void {
    this.tie.flush();
  }

  /** Where it is not open yet, as soon as it is. */
  insertBlocks(markdown: string): void {
    const editor = this.editor.get();
    if (editor) editor.insertBlocks(markdown);
    else this.waiting.push(markdown);
  }

  /** The menu takes keys while it is open. Returns the function that ends that. */
  onSlashKey(listener: (key: SlashKey) => boolean): () => void {
    this.slashKey = listener;
    return () => {
      if (this.slashKey === listener) this.slashKey = null;
    };
  }

  closeSlash(): void {
    this.slash.set(null);
  }

  /** Call it before the session is closed. */
  close(): void {
    this.tie.close();
    this.unsubscribe();
    this.isClosed = true;
    const editor = this.editor.get();
    this.editor.set(null);
    void editor?.close();
  }

  private async open(root: HTMLElement, options: RichDraftOptions): Promise<void> {
    const { label, addressOf, onTime, onPictures, onUnreadable } = options;
    const texts = [...recent(this.tie.past), this.tie.text];
    const openWith = (text: string): Promise<RichEditor> =>
      RichEditor.open(root, {
        text,
        label,
        views: [pictureView(addressOf), codeView, slashMenu(this.slashOptions())].flat(),
        onChange: () => this.tie.changed(),
        onMove: (state) => this.format.set(formatAt(state, this.format.get())),
        onTime,
        onPictures,
        onCarried: (markdown) => this.insertBlocks(markdown),
      });
    let editor: RichEditor | null = null;
    for (const [i, text] of texts.entries()) {
      // Of earlier texts those that cannot be laid out are left out: what is undone leads past them.
      const orElse = unlessTooDeep(i < texts.length - 1 ? () => undefined : onUnreadable);
      if (editor) replaceOrElse(editor, text, orElse);
      else editor = await openWith(text).catch(orElse);
    }
    if (this.isClosed || !editor) return editor?.close();
    this.editor.set(editor);
    this.format.set(formatAt(editor.state, NO_FORMAT));
    this.tie.open({
      get markdown() {
        return editor.markdown;
      },
      get locked() {
        return editor.locked;
      },
      replace: (text) => replaceOrElse(editor, text, unlessTooDeep(onUnreadable)),
    });
    this.showOrigins();
    for (const markdown of this.waiting.splice(0)) editor.insertBlocks(markdown);
  }

  private slashOptions(): SlashOptions {
    return {
      onSlash: (slash) => this.slash.set(slash),
      onSlashKey: (key) => this.slash.get() !== null && (this.slashKey?.(key) ?? false),
    };
  }

  private showOrigins(): void {
    const { base, locked } = this.session.state.get();
    const editor = this.editor.get();
    if (!editor || this.originsOf === base) return;
    this.originsOf = base;
    editor.showLocked(locked);
    editor.showOrigins(originsIn(base), mendsByParagraph(base));
  }
}

/** Each is laid out once more when the editor opens. In characters, of all of them. */
const MOST_PAST = 400_000;

/** The newest of these texts, as far as there is room for them. */
function recent(past: readonly string[]): readonly string[] {
  let room = MOST_PAST;
  const first = past.findLastIndex((text) => (room -= text.length) < 0);
  return past.slice(first + 1);
}

function originsIn({ body, grounding: { paragraphs = [] } }: Content): Origins {
  return new Map(paragraphs.map(({ start, startMs }) => [paragraphAt(body, start), startMs]));
}

function replaceOrElse(editor: RichEditor, text: string, orElse: (error: unknown) => null): void {
  try {
    editor.replace(text);
  } catch (error) {
    orElse(error);
  }
}

/** Markdown that is nested thousands of times exceeds the stack of its parser; other errors are thrown on. */
function unlessTooDeep(onUnreadable: () => void) {
  return (error: unknown): null => {
    if (!(error instanceof RangeError)) throw error;
    onUnreadable();
    return null;
  };
}
