/** A slash at the beginning of a paragraph asks what to put there. */
import type { EditorState } from '@milkdown/prose/state';
import { Plugin } from '@milkdown/prose/state';
import type { EditorView } from '@milkdown/prose/view';
import { $prose } from '@milkdown/utils';

/** What was typed behind the slash, and where that stands: in the text, and on the screen. */
export interface Slash {
  query: string;
  from: number;
  to: number;
  left: number;
  bottom: number;
}

/** Letters only: whoever writes a path or a date wants no menu. */
const ASKED = /^\/([\p{L} ]{0,20})$/u;

const KEYS = ['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'] as const;
export type SlashKey = (typeof KEYS)[number];

export interface SlashOptions {
  /** Null where there is no slash at the cursor. */
  onSlash: (slash: Slash | null) => void;
  /** A key while the menu is open; answers whether the menu has taken it. */
  onSlashKey: (key: SlashKey) => boolean;
}

export const slashMenu = ({ onSlash, onSlashKey }: SlashOptions) =>
  $prose(
    () =>
      new Plugin({
        view: () => ({
          update: (view, before: EditorState | undefined) => {
            if (before?.doc.eq(view.state.doc) === true && before.selection.eq(view.state.selection)) return;
            onSlash(view.hasFocus() ? slashAt(view) : null);
          },
          destroy: () => onSlash(null),
        }),
        props: {
          handleKeyDown: (_, { key, isComposing }) => !isComposing && isSlashKey(key) && onSlashKey(key),
          handleDOMEvents: {
            blur: () => {
              onSlash(null);
              return false;
            },
          },
        },
      }),
  );

const isSlashKey = (key: string): key is SlashKey => KEYS.some((one) => one === key);

function slashAt(view: EditorView): Slash | null {
  const asked = askedIn(view.state);
  if (!asked) return null;
  const { left, bottom } = view.coordsAtPos(asked.from);
  return { ...asked, left, bottom };
}

export function askedIn({ selection }: EditorState): Pick<Slash, 'query' | 'from' | 'to'> | null {
  const { $from, empty } = selection;
  if (!empty || $from.parent.type.name !== 'paragraph') return null;
  const query = ASKED.exec($from.parent.textBetween(0, $from.parentOffset, undefined, '\ufffc'))?.[1];
  return query === undefined ? null : { query, from: $from.start(), to: $from.pos };
}
