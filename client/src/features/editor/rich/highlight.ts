/** Colours for blocks of code. What knows the languages is large: it is fetched when there is a block with one of them. */
import { $prose } from '@milkdown/utils';
import type { Parser } from 'prosemirror-highlight';
import { createHighlightPlugin } from 'prosemirror-highlight';

let parser: Parser | undefined;

/** Longer blocks stay plain, so that a key in them costs no time. */
const LONGEST = 20_000;

/** A promise says: ask again once it is kept. */
const lazily: Parser = (options) => {
  const { content, language } = options;
  if (!language || content.length > LONGEST) return [];
  return parser ? parser(options) : load();
};

async function load(): Promise<void> {
  const [{ createLowlight, common }, { createParser }] = await Promise.all([
    import('lowlight'),
    import('prosemirror-highlight/lowlight'),
  ]);
  const lowlight = createLowlight(common);
  const colour = createParser(lowlight);
  parser = (options) => (options.language && lowlight.registered(options.language) ? colour(options) : []);
}

export const highlight = $prose(() => createHighlightPlugin({ parser: lazily }));
