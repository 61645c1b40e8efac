import { t } from '../words/words.js';
import { Icon } from './icon.js';
import type { IconName } from './icon.js';

interface IconButtonProps {
  /** For screen readers, and shown while the pointer rests on it. */
  name: string;
  icon: IconName;
  /** As in `aria-keyshortcuts`: `Control+B`. */
  keys?: string | undefined;
  pressed?: boolean | undefined;
  disabled?: boolean | undefined;
  onClick: () => void;
}

/** A small tool beside a text: the cursor and the selection stay in the text while it is pressed. */
export const IconButton = ({ name, icon, keys, pressed, disabled, onClick }: IconButtonProps) => (
  <button
    type="button"
    className="tool"
    aria-label={name}
    title={
      keys ? `${name} (${keys.replaceAll('Control', t('keys.control')).replaceAll('Shift', t('keys.shift'))})` : name
    }
    aria-keyshortcuts={keys}
    aria-pressed={pressed}
    disabled={disabled}
    onMouseDown={(event) => event.preventDefault()}
    onClick={onClick}
  >
    <Icon name={icon} />
  </button>
);
