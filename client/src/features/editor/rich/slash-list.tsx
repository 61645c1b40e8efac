import {
  createCodeBlockCommand,
  insertHrCommand,
  wrapInBlockquoteCommand,
  wrapInBulletListCommand,
  wrapInHeadingCommand,
  wrapInOrderedListCommand,
} from '@milkdown/preset-commonmark';
import { insertTableCommand } from '@milkdown/preset-gfm';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from '../../../tiny-store.js';
import { Icon } from '../../../ui/icon.js';
import type { IconName } from '../../../ui/icon.js';
import type { RichDraft } from './rich-draft.js';
import type { RichEditor } from './rich-editor.js';
import type { Slash, SlashKey } from './slash.js';
import type { ToolName } from './tool-name.js';
import { t } from '../../../words/words.js';

interface Item {
  /** In words.ts. */
  name: ToolName;
  icon: IconName;
  /** What else people may call it. */
  also: string;
  run: (editor: RichEditor) => void;
}

const ITEMS: readonly Item[] = [
  {
    name: 'editor.tools.heading',
    icon: 'bold',
    also: 'h2 title',
    run: (editor) => editor.run(wrapInHeadingCommand.key, 2),
  },
  {
    name: 'editor.tools.smallHeading',
    icon: 'bold',
    also: 'h3',
    run: (editor) => editor.run(wrapInHeadingCommand.key, 3),
  },
  {
    name: 'editor.tools.bullets',
    icon: 'bullets',
    also: 'ul',
    run: (editor) => editor.run(wrapInBulletListCommand.key),
  },
  {
    name: 'editor.tools.numbers',
    icon: 'numbers',
    also: 'ol',
    run: (editor) => editor.run(wrapInOrderedListCommand.key),
  },
  {
    name: 'editor.tools.quotation',
    icon: 'quote',
    also: 'cite',
    run: (editor) => editor.run(wrapInBlockquoteCommand.key),
  },
  {
    name: 'editor.tools.codeBlock',
    icon: 'code-block',
    also: 'pre',
    run: (editor) => editor.run(createCodeBlockCommand.key),
  },
  { name: 'editor.tools.table', icon: 'table', also: 'grid', run: (editor) => editor.run(insertTableCommand.key) },
  { name: 'editor.tools.divider', icon: 'divider', also: 'hr line', run: (editor) => editor.run(insertHrCommand.key) },
];

interface SlashListProps {
  draft: RichDraft;
  onPicture: () => void;
}

/** What a slash offers, below it. The cursor stays in the text; arrows and Enter choose. */
export function SlashList({ draft, onPicture }: SlashListProps) {
  const slash = useStore(draft.slash, (state) => state);
  return slash && <Open key={slash.from} draft={draft} slash={slash} onPicture={onPicture} />;
}

function Open({ draft, slash, onPicture }: SlashListProps & { slash: Slash }) {
  const [at, setAt] = useState(0);
  const picture: Item = {
    name: 'editor.tools.picture',
    icon: 'picture',
    also: 'image screenshot frame',
    run: onPicture,
  };
  const items = [...ITEMS, picture].filter((item) => isMeant(item, slash.query));
  const selected = items[Math.min(at, items.length - 1)];
  const choose = (item: Item): void => {
    const editor = draft.editor.get();
    if (!editor) return;
    editor.remove(slash.from, slash.to);
    item.run(editor);
  };
  useEffect(() =>
    draft.onSlashKey((key: SlashKey) => {
      if (!selected) return false;
      if (key === 'ArrowDown') setAt((items.indexOf(selected) + 1) % items.length);
      else if (key === 'ArrowUp') setAt((items.indexOf(selected) + items.length - 1) % items.length);
      else if (key === 'Escape') draft.closeSlash();
      else choose(selected);
      return true;
    }),
  );
  if (!selected) return null;
  const { left, top } = placeOf(slash, items.length);
  return createPortal(
    <div className="slash-list" style={{ left, top }}>
      <ul role="listbox" aria-label={t('editor.tools.insert')}>
        {items.map((item) => (
          <li
            key={item.name}
            role="option"
            aria-selected={item === selected}
            onMouseDown={(event) => {
              event.preventDefault();
              choose(item);
            }}
          >
            <Icon name={item.icon} /> {t(item.name)}
          </li>
        ))}
      </ul>
      <span className="slash-spoken" role="status">
        {t(selected.name)}
      </span>
    </div>,
    // Above all that the editor cuts off at its edges, and still a part of what the page is about.
    document.getElementById('main') ?? document.body,
  );
}

/** By any of its words, or by its name as a whole. */
function isMeant({ name, also }: Item, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  const called = `${t(name)} ${also}`.toLowerCase();
  return called.startsWith(wanted) || called.split(' ').some((word) => word.startsWith(wanted));
}

/** In pixels, as the style has them. */
const [ROW, WIDTH, EDGE] = [36, 224, 8];

/** Within the window: above the line where there is no room below. */
function placeOf({ left, bottom }: Slash, rows: number): { left: number; top: number } {
  const height = rows * ROW + EDGE;
  const fits = bottom + height < window.innerHeight;
  return {
    left: Math.max(EDGE, Math.min(left, window.innerWidth - WIDTH - EDGE)),
    top: fits ? bottom + 4 : Math.max(EDGE, bottom - height - 30),
  };
}
