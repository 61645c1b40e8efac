/** The thread in which a draft is laid out: it receives one, answers, and ends. See `layout.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import sanitizeHtml from 'sanitize-html';
import type { ContentFormat } from '../contract/content.js';
import { leadsOut, shownAttributes, shownElements, shownSchemes } from '../contract/shown-html.js';
import { readdressed } from './addresses.js';
import { escaped } from '../contract/text.js';
import type { FromLayout, Layout } from './layout.js';
import { strangeEdits } from './strange-images.js';
import { postsOf } from './thread.js';

const STYLE =
  'body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.0625rem/1.6 system-ui,sans-serif}img{max-width:100%}pre{overflow:auto;padding:1rem;background:#f4f4f4}';

const insideOf = ({ format, screenshots, pictures }: Layout, text: string): string =>
  format === 'markdown' ? fromMarkdown(text, [screenshots, pictures]) : insides[format](text);

function pageOf({ title }: Layout, inside: string): string {
  return `<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${escaped(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n${inside}\n</body>\n</html>\n`;
}

/** Within the page: to a moment, or to a note. */
const isWithin = (href: string): boolean => href.startsWith('#');

/**
 * HTML inside Markdown is let through by the converter, and cleaned by the sanitiser. Of images only the project's own stay: any other one
 * would tell its server who reads the page, so that it becomes a link.
 */
const fromMarkdown = (text: string, own: readonly string[]): string =>
  sanitizeHtml(micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] }), {
    allowedTags: shownElements,
    allowedAttributes: {
      ...shownAttributes,
      input: [{ name: 'type', values: ['checkbox'] }, 'checked', 'disabled'],
    },
    allowedSchemes: shownSchemes,
    transformTags: {
      a: (tagName, { href = '', ...attribs }) => ({
        tagName,
        attribs: leadsOut(href) || isWithin(href) ? { href, ...attribs } : attribs,
      }),
      img: (tagName, attribs) => {
        const { src = '', alt = '' } = attribs;
        if (own.some((address) => src.startsWith(address))) return { tagName, attribs };
        const link = leadsOut(src) ? [['href', src]] : [];
        return {
          tagName: 'a',
          attribs: Object.fromEntries(link) as sanitizeHtml.Attributes,
          text: alt === '' ? src : alt,
        };
      },
    },
  });

const plain = (text: string): string =>
  text
    .trim()
    .split(/\n{2,}/)
    .map((block) => (/^-{3,}$/.test(block.trim()) ? '<hr>' : `<p>${escaped(block).replace(/\n/g, '<br>\n')}</p>`))
    .join('\n');

const insides: Record<Exclude<ContentFormat, 'markdown'>, (text: string) => string> = {
  // A divider may stand between the lines of two posts without an empty line around it.
  thread: (text) => postsOf(text).map(plain).join('\n<hr>\n'),
  text: plain,
};

function layOut(layout: Layout): FromLayout {
  const { format, body, moments, screenshots, pictures, html } = layout;
  const readable =
    format === 'markdown'
      ? readdressed(
          body,
          {
            moment: (seconds) => `${moments}${seconds}`,
            screenshot: (index) => `${screenshots}${index}.jpg`,
            picture: (name) => `${pictures}${name}`,
          },
          // Of a page the sanitiser sees to it.
          html ? () => [] : strangeEdits,
        )
      : { markdown: body, screenshots: [], pictures: [] };
  const text = readable.markdown;
  const inside = html ? insideOf(layout, text) : '';
  return {
    kind: 'done',
    text,
    shown: readable.screenshots,
    pictures: readable.pictures,
    page: html ? pageOf(layout, inside) : '',
    inside,
  };
}

parentPort?.postMessage(layOut(workerData as Layout));
