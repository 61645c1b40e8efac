/** Rows and columns of a table. In Markdown its first row is its head: nothing stands above it, and something below. */
import { addRowAfterCommand } from '@milkdown/preset-gfm';
import { commandsCtx } from '@milkdown/core';
import { keymap } from '@milkdown/prose/keymap';
import type { Command, EditorState } from '@milkdown/prose/state';
import { goToNextCell, isInTable, selectedRect } from '@milkdown/prose/tables';
import { $prose } from '@milkdown/utils';

/** What can be done to the table that the cursor is in. */
export interface TableAt {
  inTable: boolean;
  /** A row can be put above this one. */
  rowAbove: boolean;
  /** The rows of the selection can be taken out. */
  rowOut: boolean;
  /** The columns of the selection can be taken out. */
  columnOut: boolean;
}

export const NO_TABLE: TableAt = { inTable: false, rowAbove: false, rowOut: false, columnOut: false };

export function tableAt(state: EditorState): TableAt {
  if (!isInTable(state)) return NO_TABLE;
  const { top, bottom, left, right, map } = selectedRect(state);
  const below = map.height - 1;
  return {
    inTable: true,
    rowAbove: top > 0,
    rowOut: top > 0 && bottom - top < below,
    columnOut: right - left < map.width,
  };
}

const inLastCell: Command = (state) => isInTable(state) && !goToNextCell(1)(state);

/** Tab in the last cell makes a row more, as in other programs. */
export const tabAddsRow = $prose((ctx) =>
  keymap({
    Tab: (state, dispatch, view) => {
      if (!view || !inLastCell(state)) return false;
      ctx.get(commandsCtx).call(addRowAfterCommand.key);
      return goToNextCell(1)(view.state, dispatch);
    },
  }),
);
