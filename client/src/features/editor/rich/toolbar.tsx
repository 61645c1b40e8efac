import type { CmdKey } from '@milkdown/core';
import { redoCommand, undoCommand } from '@milkdown/plugin-history';
import {
  createCodeBlockCommand,
  insertHrCommand,
  toggleEmphasisCommand,
  toggleInlineCodeCommand,
  toggleLinkCommand,
  toggleStrongCommand,
  turnIntoTextCommand,
  updateLinkCommand,
  wrapInBlockquoteCommand,
  wrapInBulletListCommand,
  wrapInHeadingCommand,
  wrapInOrderedListCommand,
} from '@milkdown/preset-commonmark';
import type { UpdateLinkCommandPayload } from '@milkdown/preset-commonmark';
import {
  addColAfterCommand,
  addColBeforeCommand,
  addRowAfterCommand,
  addRowBeforeCommand,
  insertTableCommand,
  toggleStrikethroughCommand,
} from '@milkdown/preset-gfm';
import { deleteColumn, deleteRow, deleteTable } from '@milkdown/prose/tables';
import type { KeyboardEvent, ReactNode } from 'react';
import { useId, useState } from 'react';
import { useStore } from '../../../tiny-store.js';
import { Button } from '../../../ui/button.js';
import { IconButton } from '../../../ui/icon-button.js';
import type { IconName } from '../../../ui/icon.js';
import type { Format } from './format.js';
import type { RichDraft } from './rich-draft.js';
import type { RichEditor } from './rich-editor.js';
import type { TableAt } from './tables.js';
import type { ToolName } from './tool-name.js';
import { t } from '../../../words/words.js';

interface Tool {
  name: ToolName;
  icon: IconName;
  keys?: string;
  /** The mark or block that it makes, pressed while the cursor is in one. */
  makes?: string;
  run: (editor: RichEditor) => void;
}

function tool<T>(name: ToolName, icon: IconName, command: { key: CmdKey<T> }, more: Partial<Tool> = {}): Tool {
  return { name, icon, run: (editor) => void editor.run(command.key), ...more };
}

const MARKS: readonly Tool[] = [
  tool('editor.tools.bold', 'bold', toggleStrongCommand, { keys: 'Control+B', makes: 'strong' }),
  tool('editor.tools.italic', 'italic', toggleEmphasisCommand, { keys: 'Control+I', makes: 'emphasis' }),
  tool('editor.tools.strike', 'strike', toggleStrikethroughCommand, { makes: 'strike_through' }),
  tool('editor.tools.code', 'code', toggleInlineCodeCommand, { keys: 'Control+E', makes: 'inlineCode' }),
];

const BLOCKS: readonly Tool[] = [
  tool('editor.tools.bullets', 'bullets', wrapInBulletListCommand, { makes: 'bullet_list' }),
  tool('editor.tools.numbers', 'numbers', wrapInOrderedListCommand, { makes: 'ordered_list' }),
  tool('editor.tools.quotation', 'quote', wrapInBlockquoteCommand, { makes: 'blockquote' }),
  tool('editor.tools.codeBlock', 'code-block', createCodeBlockCommand, { makes: 'code_block' }),
  tool('editor.tools.table', 'table', insertTableCommand, { makes: 'table' }),
  tool('editor.tools.divider', 'divider', insertHrCommand),
];

/** Those that need something of the table are off where it is not so. */
const TABLE: readonly (Tool & { needs?: keyof TableAt })[] = [
  { ...tool('editor.tools.rowAbove', 'row-above', addRowBeforeCommand), needs: 'rowAbove' },
  tool('editor.tools.rowBelow', 'row-below', addRowAfterCommand),
  tool('editor.tools.columnBefore', 'column-before', addColBeforeCommand),
  tool('editor.tools.columnAfter', 'column-after', addColAfterCommand),
  { name: 'editor.tools.rowOut', icon: 'row-out', needs: 'rowOut', run: (editor) => editor.apply(deleteRow) },
  {
    name: 'editor.tools.columnOut',
    icon: 'column-out',
    needs: 'columnOut',
    run: (editor) => editor.apply(deleteColumn),
  },
  { name: 'editor.tools.tableOut', icon: 'bin', run: (editor) => editor.apply(deleteTable) },
];

interface ToolbarProps {
  draft: RichDraft;
  onPicture: () => void;
  onFind: () => void;
  modes: ReactNode;
}

/** One stop for the tab key; arrows go from tool to tool. */
export function Toolbar({ draft, onPicture, onFind, modes }: ToolbarProps) {
  const editor = useStore(draft.editor, (state) => state);
  const format = useStore(draft.format, (state) => state);
  const [linking, setLinking] = useState(false);
  const active = format.active.split(' ');
  const press = (one: Tool): ReactNode => (
    <ToolButton
      key={one.name}
      tool={one}
      editor={editor}
      pressed={one.makes ? active.includes(one.makes) : undefined}
    />
  );
  return (
    <div className="rich-tools-place">
      <div className="rich-tools-row">
        <div className="rich-tools" role="toolbar" aria-label={t('editor.tools.label')} onKeyDown={moveWithin}>
          <ToolButton tool={UNDO} editor={editor} disabled={!format.canUndo} />
          <ToolButton tool={REDO} editor={editor} disabled={!format.canRedo} />
          {format.inTable ? (
            <TableTools editor={editor} format={format} />
          ) : (
            <BlockKind editor={editor} format={format} />
          )}
          {MARKS.map(press)}
          <IconButton
            name={t('editor.tools.link')}
            icon="link"
            keys="Control+K"
            pressed={format.link !== null}
            onClick={() => setLinking(!linking)}
          />
          {!format.inTable && BLOCKS.map(press)}
          <IconButton name={t('editor.tools.screenshot')} icon="picture" onClick={onPicture} />
          <IconButton
            name={t('editor.lock.passage')}
            icon="lock"
            pressed={format.locked}
            onClick={() => editor?.toggleLock()}
          />
          <IconButton name={t('editor.tools.find')} icon="search" keys="Control+F" onClick={onFind} />
        </div>
        {modes}
      </div>
      {linking && editor && <LinkForm editor={editor} link={format.link} onDone={() => setLinking(false)} />}
    </div>
  );
}

const UNDO: Tool = tool('editor.tools.undo', 'undo', undoCommand, { keys: 'Control+Z' });
const REDO: Tool = tool('editor.tools.redo', 'redo', redoCommand, { keys: 'Control+Shift+Z' });

interface ToolButtonProps {
  tool: Tool;
  editor: RichEditor | null;
  pressed?: boolean | undefined;
  disabled?: boolean;
}

const ToolButton = ({ tool: { name, icon, keys, run }, editor, pressed, disabled }: ToolButtonProps) => (
  <IconButton
    name={t(name)}
    icon={icon}
    keys={keys}
    pressed={pressed}
    disabled={disabled}
    onClick={() => editor && run(editor)}
  />
);

/** A cell is neither a heading nor a list: in a table its own tools stand where those of blocks do. */
const TableTools = ({ editor, format }: { editor: RichEditor | null; format: Format }) => (
  <span className="table-tools" role="group" aria-label={t('editor.tools.table')}>
    {TABLE.map((one) => (
      <ToolButton key={one.name} tool={one} editor={editor} disabled={one.needs !== undefined && !format[one.needs]} />
    ))}
  </span>
);

const KINDS: readonly [value: string, words: ToolName][] = [
  ['paragraph', 'editor.tools.text'],
  ['heading-1', 'editor.tools.title'],
  ['heading-2', 'editor.tools.heading'],
  ['heading-3', 'editor.tools.smallHeading'],
];

function BlockKind({ editor, format }: { editor: RichEditor | null; format: Format }) {
  const known = KINDS.some(([value]) => value === format.block);
  return (
    <select
      className="tool-kind"
      aria-label={t('editor.tools.kind')}
      value={known ? format.block : ''}
      onChange={({ target: { value } }) => {
        const level = /^heading-(\d)$/.exec(value)?.[1];
        if (level === undefined) editor?.run(turnIntoTextCommand.key);
        else editor?.run(wrapInHeadingCommand.key, Number(level));
      }}
    >
      {!known && (
        <option value="">{t(format.block === 'code_block' ? 'editor.tools.code' : 'editor.tools.heading')}</option>
      )}
      {KINDS.map(([value, words]) => (
        <option key={value} value={value}>
          {t(words)}
        </option>
      ))}
    </select>
  );
}

interface LinkFormProps {
  editor: RichEditor;
  link: string | null;
  onDone: () => void;
}

function LinkForm({ editor, link, onDone }: LinkFormProps) {
  const id = useId();
  const [href, setHref] = useState(link ?? '');
  function apply(): void {
    const address = /^[a-z][a-z0-9+.-]*:|^[#/]/i.test(href.trim()) ? href.trim() : `https://${href.trim()}`;
    if (href.trim() !== '')
      editor.run<UpdateLinkCommandPayload>(link === null ? toggleLinkCommand.key : updateLinkCommand.key, {
        href: address,
      });
    onDone();
  }
  function remove(): void {
    editor.run<UpdateLinkCommandPayload>(toggleLinkCommand.key, { href: link ?? '' });
    onDone();
  }
  return (
    <form
      className="rich-link"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        editor.focus();
        onDone();
      }}
    >
      <label htmlFor={id}>{t('editor.tools.address')}</label>
      <input id={id} autoFocus value={href} placeholder="https://" onChange={(event) => setHref(event.target.value)} />
      <Button small look="primary" type="submit">
        {t(link === null ? 'editor.tools.linkIt' : 'editor.tools.changeLink')}
      </Button>
      {link !== null && (
        <Button small onClick={remove}>
          {t('editor.tools.removeLink')}
        </Button>
      )}
    </form>
  );
}

/** Left and right go from tool to tool, Home and End to the first and last. */
function moveWithin(event: KeyboardEvent<HTMLElement>): void {
  const tools = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled), select')];
  const at = tools.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tools.length - 1 }[event.key];
  if (
    to === undefined ||
    at < 0 ||
    (event.target instanceof HTMLSelectElement && event.key !== 'ArrowRight' && event.key !== 'ArrowLeft')
  )
    return;
  event.preventDefault();
  tools[(to + tools.length) % tools.length]?.focus();
}
