import { IconButton } from '../../ui/icon-button.js';
import { t } from '../../words/words.js';

interface UndoButtonsProps {
  draft: { undo: () => void; redo: () => void };
  canUndo: boolean;
  canRedo: boolean;
}

/** For drafts that keep their own history. */
export const UndoButtons = ({ draft, canUndo, canRedo }: UndoButtonsProps) => (
  <>
    <IconButton
      name={t('editor.tools.undo')}
      icon="undo"
      keys="Control+Z"
      disabled={!canUndo}
      onClick={() => draft.undo()}
    />
    <IconButton
      name={t('editor.tools.redo')}
      icon="redo"
      keys="Control+Shift+Z"
      disabled={!canRedo}
      onClick={() => draft.redo()}
    />
  </>
);
