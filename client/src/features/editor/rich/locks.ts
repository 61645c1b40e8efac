/** Blocks that are locked: they stay as they are when the draft is written again. People may change them all the same. */
import type { Node } from '@milkdown/prose/model';
import type { EditorState } from '@milkdown/prose/state';
import { Plugin, PluginKey } from '@milkdown/prose/state';
import type { Mapping } from '@milkdown/prose/transform';
import { Decoration, DecorationSet } from '@milkdown/prose/view';
import { $prose } from '@milkdown/utils';
import { t } from '../../../words/words.js';

/** Where locked blocks begin; they are followed through changes. */
type Places = readonly number[];

/** Set on a transaction, these places are the locked ones. */
const key = new PluginKey<Places>('devreel:locks');

export const locks = $prose(
  () =>
    new Plugin<Places>({
      key,
      state: {
        init: (): Places => [],
        apply(transaction, before) {
          const given = transaction.getMeta(key) as Places | undefined;
          if (given) return given;
          return transaction.docChanged ? mapped(before, transaction.mapping, transaction.doc) : before;
        },
      },
      props: {
        decorations(state) {
          const all = blocksAt(state).map(({ at, node }) =>
            Decoration.node(at, at + node.nodeSize, {
              class: 'locked-block',
              title: t('editor.lock.title'),
            }),
          );
          return DecorationSet.create(state.doc, all);
        },
      },
    }),
);

function mapped(places: Places, mapping: Mapping, doc: Node): Places {
  const kept = places.flatMap((at) => {
    const { pos, deletedAfter } = mapping.mapResult(at, 1);
    return deletedAfter || doc.resolve(pos).depth > 0 || !doc.nodeAt(pos) ? [] : [pos];
  });
  return [...new Set(kept)];
}

/** The locked blocks that there are. */
export function blocksAt(state: EditorState): { at: number; node: Node }[] {
  return (key.getState(state) ?? []).flatMap((at) => {
    const node = state.doc.nodeAt(at);
    return node ? [{ at, node }] : [];
  });
}

/** Whether the block of the cursor is locked. */
export const isLockedAt = (state: EditorState): boolean => (key.getState(state) ?? []).includes(blockOf(state));

/** Locks the blocks of the selection, or unlocks them where the first is locked. */
export function toggled(state: EditorState) {
  const places = key.getState(state) ?? [];
  const { $from, $to } = state.selection;
  const chosen: number[] = [];
  state.doc.forEach((_, at, index) => {
    if (index >= $from.index(0) && index <= $to.index(0)) chosen.push(at);
  });
  const isLocked = places.includes(blockOf(state));
  const next = isLocked ? places.filter((at) => !chosen.includes(at)) : [...new Set([...places, ...chosen])];
  return state.tr.setMeta(key, next);
}

/** Locks the blocks of which this is true, too. */
export function locking(state: EditorState, isLocked: (node: Node) => boolean) {
  const before = key.getState(state) ?? [];
  const places: number[] = [];
  state.doc.forEach((node, at) => {
    if (before.includes(at) || isLocked(node)) places.push(at);
  });
  return state.tr.setMeta(key, places);
}

function blockOf({ doc, selection }: EditorState): number {
  let found = -1;
  doc.forEach((_, at, index) => {
    if (index === selection.$from.index(0)) found = at;
  });
  return found;
}
