/** What Milkdown's own nodes would lose, or stumble over, of a draft's Markdown. */
import { codeBlockSchema, imageSchema } from '@milkdown/preset-commonmark';
import type { MarkdownNode } from '@milkdown/transformer';

/** A picture without a title has none; Markdown's parser says null, and the node wants a string. */
const image = imageSchema.extendSchema((before) => (ctx) => {
  const schema = before(ctx);
  return {
    ...schema,
    parseMarkdown: {
      ...schema.parseMarkdown,
      runner(state, { url, alt, title }, type) {
        state.addNode(type, { src: textOf(url), alt: textOf(alt), title: textOf(title) });
      },
    },
    toMarkdown: {
      ...schema.toMarkdown,
      runner(state, { attrs }) {
        const { src, alt, title } = attrs as Record<'src' | 'alt' | 'title', string>;
        state.addNode('image', undefined, undefined, { url: src, alt, title: title === '' ? null : title });
      },
    },
  };
});

/** What stands behind the language of a block of code, such as a file's name, is kept. */
const codeBlock = codeBlockSchema.extendSchema((before) => (ctx) => {
  const schema = before(ctx);
  return {
    ...schema,
    attrs: { ...schema.attrs, meta: { default: '', validate: 'string' } },
    parseMarkdown: {
      ...schema.parseMarkdown,
      runner(state, node, type) {
        state.openNode(type, { language: textOf(node.lang), meta: textOf(node.meta) });
        const code = textOf(node.value);
        if (code !== '') state.addText(code);
        state.closeNode();
      },
    },
    toMarkdown: {
      ...schema.toMarkdown,
      runner(state, node) {
        const { language, meta } = node.attrs as Record<'language' | 'meta', string>;
        const lang = language === '' ? null : language;
        state.addNode('code', undefined, node.textContent, { lang, meta: lang === null || meta === '' ? null : meta });
      },
    },
  };
});

export const nodes = [image, codeBlock].flat();

const textOf = (value: MarkdownNode[string]): string => (typeof value === 'string' ? value : '');
