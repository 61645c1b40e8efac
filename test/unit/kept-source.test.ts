/** What nobody touched of a draft comes out of the editor letter by letter. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { Schema } from '@milkdown/prose/model';
import type { Node } from '@milkdown/prose/model';
import { expect, test } from 'vitest';
import { KeptSource } from '../../client/src/features/editor/rich/kept-source.js';

const schema = new Schema({ nodes: { doc: { content: 'block+' }, block: { content: 'text*' }, text: {} } });
const block = (text: string): Node => schema.node('block', null, text === '' ? [] : [schema.text(text)]);

/** A document with a block for each of the text's. */
function open(text: string): { kept: KeptSource; blocks: Node[]; write: (blocks: Node[]) => string } {
  const places = fromMarkdown(text).children.map(({ position }) => ({
    start: position?.start.offset ?? 0,
    end: position?.end.offset ?? 0,
  }));
  const blocks = places.map(({ start, end }) => block(text.slice(start, end)));
  const kept = new KeptSource();
  kept.remember(schema.node('doc', null, blocks), text, places);
  const anew = (some: readonly Node[]): string => some.map(({ textContent }) => `<${textContent}>`).join('\n\n');
  return { kept, blocks, write: (now) => kept.write(schema.node('doc', null, now), anew) };
}

const TEXT = '\n\n# Title\n* one\n* two\n\n\n\nsome __text__\n***\n\n\tcode\n\n';

test('a text that is only opened stays as it is', () => {
  const { blocks, write } = open(TEXT);
  expect(blocks).toHaveLength(5);
  expect(write(blocks)).toBe(TEXT);
});

test('only the block that was touched is written anew', () => {
  const { blocks, write } = open(TEXT);
  const touched = [...blocks];
  touched[2] = block('mine');
  expect(write(touched)).toBe('\n\n# Title\n* one\n* two\n\n<mine>\n\n***\n\n\tcode\n\n');
});

test('blocks that are moved, left out or put in between take their Markdown along', () => {
  const { blocks, write } = open(TEXT);
  const [title, list, words, rule, code] = blocks as [Node, Node, Node, Node, Node];
  expect(write([words, title, rule])).toBe('some __text__\n\n# Title\n\n***\n');
  expect(write([title, list, block('new'), block('newer'), words, rule, code])).toBe(
    '\n\n# Title\n* one\n* two\n\n<new>\n\n<newer>\n\nsome __text__\n***\n\n\tcode\n\n',
  );
});

test('it tells what an untouched block was read from', () => {
  const { kept, blocks } = open(TEXT);
  expect(kept.of(blocks[2]!)).toBe('some __text__');
  expect(kept.of(block('some __text__'))).toBeUndefined();
});
