/** A draft as rich text. What is kept of it is Markdown; blocks that nobody touched come out as they went in. */
import type { CmdKey } from '@milkdown/core';
import {
  commandsCtx,
  defaultValueCtx,
  Editor,
  editorViewCtx,
  editorViewOptionsCtx,
  parserCtx,
  remarkCtx,
  remarkStringifyOptionsCtx,
  rootCtx,
  serializerCtx,
} from '@milkdown/core';
import type { Ctx, MilkdownPlugin } from '@milkdown/ctx';
import { clipboard } from '@milkdown/plugin-clipboard';
import { history, historyProviderConfig } from '@milkdown/plugin-history';
import { commonmark, remarkPreserveEmptyLinePlugin, syncHeadingIdPlugin } from '@milkdown/preset-commonmark';
import { gfm } from '@milkdown/preset-gfm';
import { closeHistory } from '@milkdown/prose/history';
import { Fragment } from '@milkdown/prose/model';
import type { Node } from '@milkdown/prose/model';
import type { Command, EditorState, Transaction } from '@milkdown/prose/state';
import { Plugin, Selection } from '@milkdown/prose/state';
import type { EditorView } from '@milkdown/prose/view';
import { $prose } from '@milkdown/utils';
import { refuseDeep } from './deep.js';
import { Finder, finding } from './finder.js';
import { highlight } from './highlight.js';
import type { Blocks } from './kept-source.js';
import { KeptSource } from './kept-source.js';
import { blocksAt, locking, locks, toggled } from './locks.js';
import { nodes } from './nodes.js';
import { roomIn } from './room.js';
import { tabAddsRow } from './tables.js';
import { takingPictures } from './taking-pictures.js';
import type { MendsByParagraph } from '../mends.js';
import { mendsKey, mendsPlugin } from './mends.js';
import type { Origins } from './origins.js';
import { originsKey, originsPlugin } from './origins.js';

export interface RichEditorOptions {
  text: string;
  /** For screen readers. */
  label: string;
  /** Called after each change but those of `replace`. */
  onChange: () => void;
  /** Called after each change of the text or of the selection. */
  onMove: (state: EditorState) => void;
  /** A press on a moment of the talk. */
  onTime: (atMs: number) => void;
  /** Pictures were dropped, or pasted. */
  onPictures: (files: File[]) => void;
  /** A picture of the talk was dropped, which is this Markdown. */
  onCarried: (markdown: string) => void;
  /** How pictures and code are shown. */
  views: MilkdownPlugin[];
}

/** They would change a text that is only opened: ids on headings, `<br />` for empty paragraphs. */
const unwanted = new Set([remarkPreserveEmptyLinePlugin, syncHeadingIdPlugin].flat());

/** A step of the history is what it changed, not the whole text. */
const MOST_STEPS = 500;

export class RichEditor {
  readonly finder: Finder;
  private readonly view: EditorView;

  private constructor(
    private readonly editor: Editor,
    private readonly ctx: Ctx,
    private readonly kept: KeptSource,
    text: string,
    private readonly onLock: () => void,
  ) {
    this.view = ctx.get(editorViewCtx);
    this.finder = new Finder(this.view);
    this.kept.remember(this.view.state.doc, text, this.blocksOf(text));
  }

  /** Builds the editor into `root`. */
  static async open(root: HTMLElement, options: RichEditorOptions): Promise<RichEditor> {
    const kept = new KeptSource();
    let context: Ctx | undefined;
    const editor = await Editor.make()
      .config((ctx) => {
        context = ctx;
        ctx.set(rootCtx, root);
        ctx.set(defaultValueCtx, options.text);
        ctx.update(editorViewOptionsCtx, (before) => ({
          ...before,
          scrollThreshold: roomIn(root),
          scrollMargin: roomIn(root),
          attributes: { class: 'markdown', 'aria-label': options.label, 'aria-multiline': 'true', spellcheck: 'true' },
        }));
        ctx.set(historyProviderConfig.key, { depth: MOST_STEPS });
        ctx.update(remarkStringifyOptionsCtx, (before) => ({ ...before, bullet: '-' as const, rule: '-' as const }));
      })
      .use(commonmark.filter((plugin) => !unwanted.has(plugin)))
      .use(tabAddsRow)
      .use(gfm)
      .use(nodes)
      .use(history)
      .use(finding)
      .use(locks)
      .use(highlight)
      .use(takingPictures(options))
      .use(clipboard)
      .use(options.views)
      .use(originsPlugin(kept, options.onTime))
      .use(mendsPlugin(kept))
      .use(watching(options))
      .create();
    if (!context) throw new Error('The editor was not configured');
    refuseDeep(context);
    return new RichEditor(editor, context, kept, options.text, options.onChange);
  }

  get markdown(): string {
    const { doc } = this.view.state;
    const whole = this.ctx.get(serializerCtx);
    const written = this.kept.write(doc, (blocks) => whole(doc.copy(Fragment.from(blocks))).trimEnd());
    // Some blocks read otherwise beside a new neighbour, such as two lists that become one.
    const text = this.reads(written, doc) ? written : whole(doc);
    this.kept.remember(doc, text, this.blocksOf(text));
    return text;
  }

  /** The Markdown of locked blocks, as `markdown` wrote it last. */
  get locked(): string[] {
    return blocksAt(this.view.state).flatMap(({ node }) => this.kept.of(node) ?? []);
  }

  /** Locks the blocks that are one of these passages. */
  showLocked(passages: readonly string[]): void {
    this.view.dispatch(locking(this.view.state, (node) => passages.includes(this.kept.of(node) ?? '')));
  }

  /** Locks the blocks of the selection, or unlocks them. */
  toggleLock(): void {
    this.view.dispatch(toggled(this.view.state));
    this.view.focus();
    this.onLock();
  }

  /** Shows beside paragraphs which nobody changed where they come from, and what the checks mended in them. */
  showOrigins(origins: Origins, mends: MendsByParagraph): void {
    this.view.dispatch(this.view.state.tr.setMeta(originsKey, origins).setMeta(mendsKey, mends));
  }

  get state(): EditorState {
    return this.view.state;
  }

  /** What is on the screen, to be copied. */
  get dom(): HTMLElement {
    return this.view.dom;
  }

  /** Makes the text another one, as one step that can be undone; the rest of the history stays. */
  replace(text: string): void {
    const next = this.parse(text);
    this.kept.remember(next, text, this.blocksOf(text));
    const { doc, tr } = this.view.state;
    const [from, to] = [commonStart(doc, next), commonEnd(doc, next)];
    if (from === doc.childCount && from === next.childCount) return;
    const last = Math.min(to, doc.childCount - from, next.childCount - from);
    const nodes = Array.from({ length: next.childCount - last - from }, (_, i) => next.child(from + i));
    tr.replaceWith(startOf(doc, from), startOf(doc, doc.childCount - last), nodes);
    this.view.dispatch(closeHistory(tr).setMeta(FROM_OUTSIDE, true));
    // Whatever is done next is a step of its own, however soon.
    this.view.dispatch(closeHistory(this.view.state.tr));
  }

  /** Puts Markdown behind the block that the cursor is in, or in its place where that is empty; the cursor is behind it then. */
  insertBlocks(markdown: string): void {
    const { selection, doc, tr } = this.view.state;
    const at = Math.min(selection.$to.index(0), doc.childCount - 1);
    const current = doc.child(at);
    const isEmpty = current.isTextblock && current.content.size === 0;
    const blocks = this.parse(markdown).content;
    const start = startOf(doc, isEmpty ? at : at + 1);
    const isLast = at === doc.childCount - 1;
    const paragraph = doc.type.schema.nodes.paragraph?.create();
    const put = isLast && paragraph ? blocks.append(Fragment.from(paragraph)) : blocks;
    tr.replaceWith(start, startOf(doc, at + 1), put);
    // Only what has the cursor is scrolled to: first where the blocks begin, so that they are seen, and then behind them.
    this.view.focus();
    this.moveTo(start, tr);
    this.moveTo(start + blocks.size, this.view.state.tr);
  }

  /** The cursor comes to that place, or the next one where it can be, and into view. */
  private moveTo(at: number, tr: Transaction): void {
    const place = tr.doc.resolve(Math.min(at, tr.doc.content.size));
    this.view.dispatch(tr.setSelection(Selection.near(place, 1)).scrollIntoView());
  }

  /** Takes out what stands between two places, with the cursor there. */
  remove(from: number, to: number): void {
    this.view.dispatch(this.view.state.tr.delete(from, to));
    this.view.focus();
  }

  /** Returns false where the command is of no use at the cursor. */
  run<T>(command: CmdKey<T>, payload?: T): boolean {
    const done = this.ctx.get(commandsCtx).call(command, payload);
    this.view.focus();
    return done;
  }

  apply(command: Command): void {
    command(this.view.state, this.view.dispatch);
    this.view.focus();
  }

  focus(): void {
    this.view.focus();
  }

  async close(): Promise<void> {
    await this.editor.destroy();
  }

  private parse(text: string): Node {
    return this.ctx.get(parserCtx)(text);
  }

  private reads(text: string, doc: Node): boolean {
    return withoutEmpty(this.parse(text)).eq(withoutEmpty(doc));
  }

  /** Definitions of links stand apart from the links that need them, so such a text is kept whole or not at all. */
  private blocksOf(text: string): Blocks {
    const root = this.ctx.get(remarkCtx).parse(text) as { children: Block[] };
    if (root.children.some(({ type }) => type === 'definition')) return null;
    return root.children.map(({ position }) => ({ start: position.start.offset, end: position.end.offset }));
  }
}

interface Block {
  type: string;
  position: { start: { offset: number }; end: { offset: number } };
}

/** Marks the changes of `replace`. */
const FROM_OUTSIDE = 'devreel:from-outside';
const TIME = /^#t=(\d+)/;

const watching = ({ onChange, onMove, onTime }: RichEditorOptions) =>
  $prose(
    () =>
      new Plugin({
        appendTransaction(transactions) {
          const [first] = transactions;
          if (first?.getMeta(FROM_OUTSIDE) !== true && transactions.some(({ docChanged }) => docChanged)) onChange();
          return null;
        },
        view: () => ({ update: ({ state }) => onMove(state) }),
        props: {
          handleClick(view, at) {
            const link = view.state.doc
              .resolve(at)
              .marks()
              .find(({ type }) => type.name === 'link');
            const seconds = TIME.exec(String(link?.attrs.href ?? ''))?.[1];
            if (seconds !== undefined) onTime(Number(seconds) * 1_000);
            return false;
          },
        },
      }),
  );

/** Empty paragraphs have no Markdown. */
function withoutEmpty(doc: Node): Node {
  const blocks: Node[] = [];
  doc.forEach((node) => {
    if (!node.isTextblock || node.content.size > 0 || node.type.spec.code === true) blocks.push(node);
  });
  return doc.copy(Fragment.from(blocks));
}

/** How many first blocks are the same. */
function commonStart(a: Node, b: Node): number {
  let same = 0;
  while (same < a.childCount && same < b.childCount && a.child(same).eq(b.child(same))) same++;
  return same;
}

/** How many last blocks are the same. */
function commonEnd(a: Node, b: Node): number {
  let same = 0;
  const most = Math.min(a.childCount, b.childCount);
  while (same < most && a.child(a.childCount - 1 - same).eq(b.child(b.childCount - 1 - same))) same++;
  return same;
}

/** The position before the block at `place`, or behind the last one. */
function startOf(doc: Node, place: number): number {
  let at = 0;
  for (let i = 0; i < place; i++) at += doc.child(i).nodeSize;
  return at;
}
