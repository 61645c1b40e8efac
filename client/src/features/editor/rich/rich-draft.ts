/** A draft on the screen as rich text, tied to the session that saves it. */
import type { Content } from '../../../../../src/contract/content.js';
import type { Store } from '../../../tiny-store.js';
import { createStore } from '../../../tiny-store.js';
import type { DraftSession } from '../draft-session.js';
import { TextTie } from '../text-tie.js';
import { codeView } from './code-view.js';
import type { Format } from './format.js';
import { formatAt, NO_FORMAT } from './format.js';
import type { Origins } from './origins.js';
import type { PictureAddress } from './picture-view.js';
import { pictureView } from './picture-view.js';
import { RichEditor } from './rich-editor.js';

export interface RichDraftOptions {
  label: string;
  addressOf: PictureAddress;
  /** A press on a moment of the talk. */
  onTime: (atMs: number) => void;
  /** The text cannot be laid out: it is nested too deeply. */
  onUnreadable: () => void;
}

export class RichDraft {
  /** Null until it is open. */
  readonly editor: Store<RichEditor | null> = createStore<RichEditor | null>(null);
  /** What the text at the cursor is. */
  readonly format: Store<Format> = createStore<Format>(NO_FORMAT);
  private readonly tie: TextTie;
  private readonly unsubscribe: () => void;
  /** The version whose paragraphs' origins are shown. */
  private originsOf: Content | null = null;
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

  insertBlocks(markdown: string): void {
    this.editor.get()?.insertBlocks(markdown);
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

  private async open(root: HTMLElement, { label, addressOf, onTime, onUnreadable }: RichDraftOptions): Promise<void> {
    const editor = await RichEditor.open(root, {
      text: this.tie.text,
      label,
      views: [pictureView(addressOf), codeView].flat(),
      onChange: () => this.tie.changed(),
      onMove: (state) => this.format.set(formatAt(state, this.format.get())),
      onTime,
    }).catch(unlessTooDeep(onUnreadable));
    if (this.isClosed || !editor) return editor?.close();
    this.editor.set(editor);
    this.format.set(formatAt(editor.state, NO_FORMAT));
    this.tie.open({
      get markdown() {
        return editor.markdown;
      },
      replace(text) {
        try {
          editor.replace(text);
        } catch (error) {
          unlessTooDeep(onUnreadable)(error);
        }
      },
    });
    this.showOrigins();
  }

  private showOrigins(): void {
    const { base } = this.session.state.get();
    const editor = this.editor.get();
    if (!editor || this.originsOf === base) return;
    this.originsOf = base;
    editor.showOrigins(originsIn(base));
  }
}

function originsIn({ body, grounding: { paragraphs = [] } }: Content): Origins {
  return new Map(
    paragraphs.map(({ start, startMs }) => [
      body
        .slice(start)
        .split(/\n[ \t]*\n/, 1)[0]
        ?.trimEnd() ?? '',
      startMs,
    ]),
  );
}

/** Markdown that is nested thousands of times exceeds the stack of its parser; other errors are thrown on. */
function unlessTooDeep(onUnreadable: () => void) {
  return (error: unknown): null => {
    if (!(error instanceof RangeError)) throw error;
    onUnreadable();
    return null;
  };
}
