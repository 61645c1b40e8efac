/** Behind a block that the checks mended and nobody changed since: the mark that says what was there. */
import type { Node } from '@milkdown/prose/model';
import { Plugin, PluginKey } from '@milkdown/prose/state';
import { Decoration, DecorationSet } from '@milkdown/prose/view';
import { $prose } from '@milkdown/utils';
import type { Mends, MendsByParagraph } from '../mends.js';
import { mendMark, mendsIn } from '../mends.js';
import type { KeptSource } from './kept-source.js';

interface Shown {
  mends: MendsByParagraph;
  shown: DecorationSet;
}

/** Set on a transaction, the mends become others. */
export const mendsKey = new PluginKey<Shown>('devreel:mends');

export const mendsPlugin = (kept: KeptSource) =>
  $prose(
    () =>
      new Plugin<Shown>({
        key: mendsKey,
        state: {
          init: (): Shown => ({ mends: new Map<string, Mends>(), shown: DecorationSet.empty }),
          apply(transaction, before) {
            const given = transaction.getMeta(mendsKey) as MendsByParagraph | undefined;
            if (!given && !transaction.docChanged) return before;
            const mends = given ?? before.mends;
            return { mends, shown: shownIn(transaction.doc, kept, mends) };
          },
        },
        props: { decorations: (state) => mendsKey.getState(state)?.shown },
      }),
  );

function shownIn(doc: Node, kept: KeptSource, mends: MendsByParagraph): DecorationSet {
  const all: Decoration[] = [];
  if (mends.size > 0) {
    doc.forEach((node, offset) => {
      // A list whose items stand apart has several paragraphs.
      const here = mendsIn(kept.of(node) ?? '', mends);
      if (here.length === 0) return;
      all.push(Decoration.node(offset, offset + node.nodeSize, { class: 'mended-block' }));
      const key = `mend-${here.map(({ kind, was }) => `${kind} ${was}`).join(' ')}`;
      all.push(
        Decoration.widget(offset + node.nodeSize, () => mendMark(here), { side: -1, key, stopEvent: () => true }),
      );
    });
  }
  return DecorationSet.create(doc, all);
}
