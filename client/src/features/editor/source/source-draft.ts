/** A draft on the screen as the Markdown that it is, tied to the session that saves it. */
import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands';
import { search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { Content } from '../../../../../src/contract/content.js';
import type { Store } from '../../../tiny-store.js';
import { createStore } from '../../../tiny-store.js';
import type { DraftSession } from '../draft-session.js';
import type { Surface } from '../text-tie.js';
import { TextTie } from '../text-tie.js';
import { mendsByParagraph } from '../mends.js';
import { carriedBy } from '../pictures/carried.js';
import { takePictures } from '../take-pictures.js';
import { isLockedAt, locked, locking, passagesIn, toggled } from './locked.js';
import { look } from './look.js';
import { mended, mending } from './mends.js';

/** Marks the changes of `replace`. */
const fromOutside = Annotation.define<boolean>();

export class SourceDraft implements Surface {
  /** Whether the paragraph of the cursor is locked. */
  readonly lockedHere: Store<boolean> = createStore(false);
  private readonly tie: TextTie;
  private readonly view: EditorView;
  private readonly unsubscribe: () => void;
  /** The version whose mends are shown. */
  private mendsOf: Content | null = null;

  constructor(
    root: HTMLElement,
    private readonly session: DraftSession,
    label: string,
    onPictures: (files: File[]) => void,
  ) {
    this.tie = new TextTie(session);
    const [first, ...later] = [...this.tie.past, this.tie.text];
    this.view = new EditorView({
      parent: root,
      state: EditorState.create({
        doc: first,
        extensions: [
          history({ minDepth: 500 }),
          search({ top: true }),
          look,
          locked,
          mended,
          EditorView.domEventHandlers({
            paste: (event) => takePictures(event, event.clipboardData, onPictures),
            drop: (event) => this.takeCarried(event) || takePictures(event, event.dataTransfer, onPictures),
          }),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'true' }),
          keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
          EditorView.updateListener.of(({ docChanged, transactions, state }) => {
            this.lockedHere.set(isLockedAt(state));
            if (docChanged && !transactions.some((one) => one.annotation(fromOutside))) this.tie.changed();
          }),
        ],
      }),
    });
    for (const text of later) this.replace(text);
    this.view.dispatch(locking(this.view.state, session.state.get().locked));
    this.tie.open(this);
    this.unsubscribe = session.state.subscribe(() => this.showMends());
    this.showMends();
  }

  get dom(): HTMLElement {
    return this.view.contentDOM;
  }

  get markdown(): string {
    return this.view.state.sliceDoc();
  }

  /** As they stand in the text now. */
  get locked(): string[] {
    return passagesIn(this.view.state);
  }

  /** The paragraph of the cursor stays as it is when this is written again, or does not any more. */
  toggleLock(): void {
    this.view.dispatch(toggled(this.view.state));
    this.view.focus();
    this.tie.changed();
  }

  flush(): void {
    this.tie.flush();
  }

  replace(text: string): void {
    this.view.dispatch({
      changes: difference(this.markdown, text),
      annotations: [fromOutside.of(true), isolateHistory.of('full')],
    });
    this.view.dispatch(locking(this.view.state, this.session.state.get().locked));
  }

  /** Behind the line that the cursor is in, as a paragraph of its own. */
  insertBlocks(blocks: string): void {
    const { state } = this.view;
    const line = state.doc.lineAt(state.selection.main.to);
    const before = line.text.trim() === '' ? '' : '\n\n';
    const after = state.doc.lines === line.number ? '\n' : '\n\n';
    const insert = before + blocks + after;
    this.view.dispatch({
      changes: { from: line.to, insert },
      selection: { anchor: line.to + insert.length },
      scrollIntoView: true,
    });
    this.view.focus();
  }

  close(): void {
    this.unsubscribe();
    this.tie.close();
    this.view.destroy();
  }

  /** Answers whether it was a picture of the talk that was dropped. */
  private takeCarried(event: DragEvent): boolean {
    const markdown = carriedBy(event.dataTransfer);
    if (markdown === '') return false;
    event.preventDefault();
    const at = this.view.posAtCoords({ x: event.clientX, y: event.clientY });
    if (at !== null) this.view.dispatch({ selection: { anchor: at } });
    this.insertBlocks(markdown);
    return true;
  }

  private showMends(): void {
    const { base } = this.session.state.get();
    if (this.mendsOf === base) return;
    this.mendsOf = base;
    this.view.dispatch(mending(mendsByParagraph(base)));
  }
}

/** From the first character that is another to the last. */
function difference(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let same = 0;
  while (same < most - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}
