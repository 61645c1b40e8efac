/** Replaces the addresses of a talk's moments and pictures in a Markdown text. */
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Edit } from './edits.js';
import { applied } from './edits.js';
import { OWN_PICTURE } from './own-picture-address.js';

export interface Addresses {
  moment(seconds: string): string;
  screenshot(index: number): string;
  /** Of those that people put in. */
  picture(name: string): string;
}

/** Whether the address of an image is one of the project's own. */
export const isOwnImage = (url: string): boolean => SCREENSHOT.test(url) || OWN_PICTURE.test(url);

const MOMENT = /^#t=(\d+(?:\.\d+)?)$/;
const SCREENSHOT = /^screenshots\/(\d{1,9})\.jpg$/;

/**
 * The text with these addresses instead, and which screenshots and pictures it shows, each once. `more`: what else is to be edited of
 * the same tree.
 */
export function readdressed(
  markdown: string,
  to: Addresses,
  more: (tree: Root, markdown: string) => Edit[],
): { markdown: string; screenshots: number[]; pictures: string[] } {
  const edits: Edit[] = [];
  const shown = new Set<number>();
  const pictures = new Set<string>();
  const visit = (node: Nodes): void => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
      const seconds = MOMENT.exec(node.url)?.[1];
      const index = SCREENSHOT.exec(node.url)?.[1];
      const picture = OWN_PICTURE.exec(node.url)?.[1];
      if (index !== undefined) shown.add(Number(index));
      if (picture !== undefined) pictures.add(picture);
      const address =
        seconds !== undefined
          ? to.moment(seconds)
          : index !== undefined
            ? to.screenshot(Number(index))
            : picture !== undefined && to.picture(picture);
      if (address) edits.push(addressEdit(markdown, node, node.url, address));
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const others = more(tree, markdown);
  visit(tree);
  return { markdown: applied(markdown, [...edits, ...others]), screenshots: [...shown], pictures: [...pictures] };
}

/** The position of the address in a link: the last place where it occurs; only a title may follow. */
function addressEdit(markdown: string, { position }: Nodes, url: string, address: string): Edit {
  const [from, to] = [position?.start.offset ?? 0, position?.end.offset ?? 0];
  const at = from + markdown.slice(from, to).lastIndexOf(url);
  return at < from ? { start: to, end: to, text: '' } : { start: at, end: at + url.length, text: address };
}
