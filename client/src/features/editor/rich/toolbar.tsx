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
import { insertTableCommand, toggleStrikethroughCommand } from '@milkdown/preset-gfm';
import type { KeyboardEvent, ReactNode } from 'react';
import { useId, useState } from 'react';
import { useStore } from '../../../tiny-store.js';
import { Button } from '../../../ui/button.js';
import { IconButton } from '../../../ui/icon-button.js';
import type { IconName } from '../../../ui/icon.js';
import type { Format } from './format.js';
import type { RichDraft } from './rich-draft.js';
import type { RichEditor } from './rich-editor.js';

interface Tool {
  name: string;
  icon: IconName;
  keys?: string;
  /** The mark or block that it makes, pressed while the cursor is in one. */
  makes?: string;
  run: (editor: RichEditor) => void;
}

function tool<T>(name: string, icon: IconName, command: { key: CmdKey<T> }, more: Partial<Tool> = {}): Tool {
  return { name, icon, run: (editor) => void editor.run(command.key), ...more };
}

const MARKS: readonly Tool[] = [
  tool('Bold', 'bold', toggleStrongCommand, { keys: 'Control+B', makes: 'strong' }),
  tool('Italic', 'italic', toggleEmphasisCommand, { keys: 'Control+I', makes: 'emphasis' }),
  tool('Strikethrough', 'strike', toggleStrikethroughCommand, { makes: 'strike_through' }),
  tool('Code', 'code', toggleInlineCodeCommand, { keys: 'Control+E', makes: 'inlineCode' }),
];

const BLOCKS: readonly Tool[] = [
  tool('Bulleted list', 'bullets', wrapInBulletListCommand, { makes: 'bullet_list' }),
  tool('Numbered list', 'numbers', wrapInOrderedListCommand, { makes: 'ordered_list' }),
  tool('Quotation', 'quote', wrapInBlockquoteCommand, { makes: 'blockquote' }),
  tool('Block of code', 'code-block', createCodeBlockCommand, { makes: 'code_block' }),
  tool('Table', 'table', insertTableCommand, { makes: 'table' }),
  tool('Divider', 'divider', insertHrCommand),
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
        <div className="rich-tools" role="toolbar" aria-label="Formatting" onKeyDown={moveWithin}>
          <ToolButton tool={UNDO} editor={editor} disabled={!format.canUndo} />
          <ToolButton tool={REDO} editor={editor} disabled={!format.canRedo} />
          <BlockKind editor={editor} format={format} />
          {MARKS.map(press)}
          <IconButton
            name="Link"
            icon="link"
            keys="Control+K"
            pressed={format.link !== null}
            onClick={() => setLinking(!linking)}
          />
          {BLOCKS.map(press)}
          <IconButton name="Screenshot" icon="picture" onClick={onPicture} />
          <IconButton
            name="Lock this passage"
            icon="lock"
            pressed={format.locked}
            onClick={() => editor?.toggleLock()}
          />
          <IconButton name="Find and replace" icon="search" keys="Control+F" onClick={onFind} />
        </div>
        {modes}
      </div>
      {linking && editor && <LinkForm editor={editor} link={format.link} onDone={() => setLinking(false)} />}
    </div>
  );
}

const UNDO: Tool = tool('Undo', 'undo', undoCommand, { keys: 'Control+Z' });
const REDO: Tool = tool('Redo', 'redo', redoCommand, { keys: 'Control+Shift+Z' });

interface ToolButtonProps {
  tool: Tool;
  editor: RichEditor | null;
  pressed?: boolean | undefined;
  disabled?: boolean;
}

const ToolButton = ({ tool: { name, icon, keys, run }, editor, pressed, disabled }: ToolButtonProps) => (
  <IconButton
    name={name}
    icon={icon}
    keys={keys}
    pressed={pressed}
    disabled={disabled}
    onClick={() => editor && run(editor)}
  />
);

const KINDS: readonly [value: string, words: string][] = [
  ['paragraph', 'Text'],
  ['heading-1', 'Title'],
  ['heading-2', 'Heading'],
  ['heading-3', 'Small heading'],
];

function BlockKind({ editor, format }: { editor: RichEditor | null; format: Format }) {
  const known = KINDS.some(([value]) => value === format.block);
  return (
    <select
      className="tool-kind"
      aria-label="Kind of paragraph"
      value={known ? format.block : ''}
      onChange={({ target: { value } }) => {
        const level = /^heading-(\d)$/.exec(value)?.[1];
        if (level === undefined) editor?.run(turnIntoTextCommand.key);
        else editor?.run(wrapInHeadingCommand.key, Number(level));
      }}
    >
      {!known && <option value="">{format.block === 'code_block' ? 'Code' : 'Heading'}</option>}
      {KINDS.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
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
      <label htmlFor={id}>Address</label>
      <input id={id} autoFocus value={href} placeholder="https://" onChange={(event) => setHref(event.target.value)} />
      <Button small look="primary" type="submit">
        {link === null ? 'Link it' : 'Change'}
      </Button>
      {link !== null && (
        <Button small onClick={remove}>
          Remove the link
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
