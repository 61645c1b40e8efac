/** Beside a paragraph that nobody changed: the moment of the talk that it comes from, to be pressed. */
import type { Node } from '@milkdown/prose/model';
import { Plugin, PluginKey } from '@milkdown/prose/state';
import { Decoration, DecorationSet } from '@milkdown/prose/view';
import { $prose } from '@milkdown/utils';
import { clock } from '../../../ui/times-and-sizes.js';
import type { KeptSource } from './kept-source.js';
import { t } from '../../../words/words.js';

/** From the Markdown of a paragraph to where it begins in the talk, in ms. */
export type Origins = ReadonlyMap<string, number>;

interface Shown {
  origins: Origins;
  shown: DecorationSet;
}

/** Set on a transaction, the origins become others. */
export const originsKey = new PluginKey<Shown>('devreel:origins');

export const originsPlugin = (kept: KeptSource, onTime: (atMs: number) => void) =>
  $prose(
    () =>
      new Plugin<Shown>({
        key: originsKey,
        state: {
          init: (): Shown => ({ origins: new Map<string, number>(), shown: DecorationSet.empty }),
          apply(transaction, before) {
            const given = transaction.getMeta(originsKey) as Origins | undefined;
            if (!given && !transaction.docChanged) return before;
            const origins = given ?? before.origins;
            return { origins, shown: shownIn(transaction.doc, kept, origins, onTime) };
          },
        },
        props: {
          decorations: (state) => originsKey.getState(state)?.shown,
        },
      }),
  );

function shownIn(doc: Node, kept: KeptSource, origins: Origins, onTime: (atMs: number) => void): DecorationSet {
  const all: Decoration[] = [];
  if (origins.size > 0) {
    doc.forEach((node, offset) => {
      const atMs = node.type.name === 'paragraph' ? origins.get(kept.of(node) ?? '') : undefined;
      // A paragraph that is nothing but its time needs no other, and a picture has its own.
      if (atMs === undefined || ['', clock(atMs)].includes(node.textContent)) return;
      const end = offset + node.nodeSize - 1;
      all.push(Decoration.widget(end, () => button(atMs, onTime), { side: 1, key: `origin-${atMs}` }));
    });
  }
  return DecorationSet.create(doc, all);
}

function button(atMs: number, onTime: (atMs: number) => void): HTMLElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'paragraph-origin';
  element.contentEditable = 'false';
  element.textContent = clock(atMs);
  element.title = t('editor.origin.title');
  element.setAttribute('aria-label', t('editor.origin.from', { time: clock(atMs) }));
  element.addEventListener('mousedown', (event) => event.preventDefault());
  element.addEventListener('click', () => onTime(atMs));
  return element;
}
