/** What the text at the cursor is, for the toolbar. */
import { redoDepth, undoDepth } from '@milkdown/prose/history';
import type { EditorState } from '@milkdown/prose/state';
import { isLockedAt } from './locks.js';
import type { TableAt } from './tables.js';
import { NO_TABLE, tableAt } from './tables.js';

export interface Format extends TableAt {
  /** `paragraph`, `heading-2`, `code_block`, … */
  block: string;
  /** The names of the marks, and of the lists and quotes around: `strong`, `bullet_list`, … */
  active: string;
  canUndo: boolean;
  canRedo: boolean;
  /** The address of the link at the cursor. */
  link: string | null;
  /** It stays as it is when the draft is written again. */
  locked: boolean;
}

export const NO_FORMAT: Format = {
  block: 'paragraph',
  active: '',
  canUndo: false,
  canRedo: false,
  link: null,
  locked: false,
  ...NO_TABLE,
};

/** Answers `before` where nothing changed, so that nothing is drawn again. */
export function formatAt(state: EditorState, before: Format): Format {
  const { $from, from, to, empty } = state.selection;
  const names = new Set<string>();
  for (let depth = $from.depth; depth > 0; depth--) names.add($from.node(depth).type.name);
  const marks = empty ? (state.storedMarks ?? $from.marks()) : [];
  for (const { type } of marks) names.add(type.name);
  if (!empty) {
    for (const [name, type] of Object.entries(state.schema.marks))
      if (state.doc.rangeHasMark(from, to, type)) names.add(name);
  }
  const link =
    $from.marks().find(({ type }) => type.name === 'link') ??
    $from.nodeAfter?.marks.find(({ type }) => type.name === 'link');
  const { type, attrs } = $from.parent;
  const now: Format = {
    block: type.name === 'heading' ? `heading-${String(attrs.level)}` : type.name,
    active: [...names].sort().join(' '),
    canUndo: undoDepth(state) > 0,
    canRedo: redoDepth(state) > 0,
    link: link ? String(link.attrs.href) : null,
    locked: isLockedAt(state),
    ...tableAt(state),
  };
  return (Object.keys(now) as (keyof Format)[]).every((key) => now[key] === before[key]) ? before : now;
}
