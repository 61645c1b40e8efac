/**
 * Images from elsewhere would tell their servers who reads a text, so that in Markdown which leaves they become links, or words where a
 * link is around them. HTML in the text may hold more that is fetched, so only what needs nothing stays of it. Pure.
 */
import type { Nodes, Root } from 'mdast';
import { leadsOut, shownElements } from '../contract/shown-html.js';
import { isOwnImage } from './addresses.js';
import type { Edit } from './edits.js';

/** Elements that fetch nothing by themselves, without their attributes. */
const quiet = new Set(shownElements.filter((name) => name !== 'img' && name !== 'input'));

/** A tag, whole; or a `<` or `[` of something else. */
const MARKUP = /<(\/?)([a-z][a-z\d-]*)((?:\s[^<>]*)?)\/?>|<!--|[<[]/gi;
/** What is no text, and what ends only where it says so (CommonMark, 4.6, kinds 1, 3, 4 and 5). */
const NO_TEXT = /<(script|style|textarea|title|iframe|noscript)\b[^]*?(?:<\/\1\s*>|$)|^<(?:\?|!(?!--))[^]*/gi;
const HREF = /\shref\s*=\s*"(https?:[^"<>]*)"/i;
const SRC = /\ssrc\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))/i;
const ALT = /\salt\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')/i;

/** In place of what goes: what is left must not come together to something else, such as `!` and a link to an image. */
const NOTHING = '<!-- -->';
/** Begins what is HTML up to the next empty line, so that lines in it do not become Markdown when their tag goes. */
const STILL_HTML = '<div></div>';
/** These go on over empty lines. */
const GOES_ON = /^<(?:!--|pre\b)/i;

/** What holds blocks, not words. */
const blocks = new Set<string>(['root', 'blockquote', 'listItem', 'footnoteDefinition']);

/** What has to be edited so that no image from elsewhere is in the text. */
export function strangeEdits(tree: Root, markdown: string): Edit[] {
  const edits: Edit[] = [];
  const defined = new Map<string, string>();
  const visit = (node: Nodes, parent: Nodes | null, inLink: boolean): void => {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? 0;
    if (node.type === 'html') {
      const [before, isBlock] = [markdown.slice(start, end), parent !== null && blocks.has(parent.type)];
      const after = withoutFetches(before);
      const keeps = !isBlock || after === before || GOES_ON.test(after);
      edits.push({ start, end, text: keeps ? after : `${STILL_HTML}${after}` });
    }
    if (node.type === 'image' || node.type === 'imageReference') {
      const url = node.type === 'image' ? node.url : (defined.get(node.identifier) ?? '');
      if (isOwnImage(url)) return;
      const apart = markdown[start - 1] === '!' ? NOTHING : '';
      edits.push({ start, end, text: `${apart}${linkTo(url, node.alt ?? '', inLink)}` });
    }
    const within = inLink || node.type === 'link' || node.type === 'linkReference';
    if ('children' in node) for (const child of node.children) visit(child, node, within);
  };
  collect(tree, defined);
  visit(tree, null, false);
  return edits;
}

/** The first definition of a name is the one that counts. */
function collect(node: Nodes, defined: Map<string, string>): void {
  if (node.type === 'definition' && !defined.has(node.identifier)) defined.set(node.identifier, node.url);
  if ('children' in node) for (const child of node.children) collect(child, defined);
}

function linkTo(url: string, alt: string, inLink: boolean): string {
  const words = asWords(alt.trim() === '' ? url : alt);
  return inLink || !leadsOut(url) ? words : `[${words}](<${url.replace(/[<>\\\s]/g, encodeURIComponent)}>)`;
}

/** Nothing of it is Markdown. */
const asWords = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>()#!|~&]/g, '\\$&');

const withoutFetches = (html: string): string =>
  html
    .replace(NO_TEXT, NOTHING)
    .replace(MARKUP, (found, close: string | undefined, name: string | undefined, attributes: string | undefined) => {
      if (found === '<!--') return found;
      if (name === undefined) return found === '[' ? '&#91;' : '&lt;';
      const element = name.toLowerCase();
      if (element === 'img') return imageAsLink(attributes ?? '');
      if (!quiet.has(element)) return NOTHING;
      const href = element === 'a' && close === '' ? HREF.exec(attributes ?? '')?.[1] : undefined;
      return href === undefined ? `<${close ?? ''}${element}>` : `<a href="${href.replaceAll('[', '%5B')}">`;
    });

function imageAsLink(attributes: string): string {
  const [, ...addresses]: (string | undefined)[] = SRC.exec(attributes) ?? [];
  const [, ...words]: (string | undefined)[] = ALT.exec(attributes) ?? [];
  const src = (addresses.find((one) => one !== undefined) ?? '').replaceAll('[', '%5B').replaceAll('"', '%22');
  const said = (words.find((one) => one !== undefined && one !== '') ?? src).replaceAll('[', '&#91;');
  return leadsOut(src) ? `<a href="${src}">${said}</a>` : NOTHING;
}
