/** Every timestamp and image of a Markdown draft exists in the talk, or it is repaired or removed. */
import type { Definition, Html, Image, ImageReference, Link, LinkReference, Nodes, Text } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Edit } from './edits.js';
import { applied, removal } from './edits.js';
import { escapeMarkdown } from './markdown.js';
import { OWN_PICTURE } from './own-picture-address.js';
import { imageIn, LOOKS_LIKE_TIME, timeIn } from './references.js';
import type { Known } from './references.js';
import type { Checked } from './talk.js';
import { timestamp } from '../transcript/chapters.js';

/** `![alt][ref]` without a definition is plain text in Markdown, but was meant as an image. */
const UNDEFINED_IMAGE = /(?<!\\)!\[[^\][\n]*\](?:\[[^\][\n]*\])?/g;
/** HTML tags that load something from elsewhere. The pattern ends before the next `<`, so that the search takes linear time. */
const SHOWING_TAG = /<\/?(?:img|picture|source|video|audio|iframe|object|embed|svg)\b[^<>]*>/gi;
const LINK_TAG = /<a\b[^<>]*>/gi;
const MOMENT = /\bhref\s*=\s*["']?(#t=[^"'\s<>]*)/i;

/** Nobody nests lists and quotes this deep, and the parser's time grows with the square of the depth. */
const DEEPER = /^((?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])){20})(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t]))+/gm;

/** What is left after a removal may read as another reference. No real draft needs more passes; a hostile one could need any number. */
const MOST_PASSES = 40;
/** Without these there is neither link nor image nor tag. */
const MARKS = /[[\]<>]/g;

/**
 * Checks each link `…#t=seconds` and each image of `markdown`, however it is written, against the talk. Kept or repaired
 * ones are counted as `timestamps` and `images`; what the talk does not have is removed and counted as `removed`, but the
 * link's text stays unless it is only the time. List and quote marks beyond twenty in a row are removed, and so are all
 * references when each removal brings up new ones. Everything else stays byte for byte. Pure.
 */
export function ground(markdown: string, talk: Known): Checked {
  let checked = once(markdown.replace(DEEPER, '$1'), talk);
  let { removed } = checked.grounding;
  for (let pass = 1; checked.grounding.removed > 0; pass++) {
    const { body, grounding } = checked;
    if (pass === MOST_PASSES) {
      removed += grounding.timestamps + grounding.images;
      return { body: body.replace(MARKS, ''), grounding: { timestamps: 0, images: 0, removed } };
    }
    checked = once(body, talk);
    removed += checked.grounding.removed;
  }
  return { body: checked.body, grounding: { ...checked.grounding, removed } };
}

function once(markdown: string, talk: Known): Checked {
  const grounding = { timestamps: 0, images: 0, removed: 0 };
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const check = new Check(markdown, talk, grounding);
  check.define(tree);
  check.visit(tree);
  return { body: applied(markdown, check.edits), grounding };
}

/** An alt text that tells nobody what is on the picture. */
const SAYS_NOTHING = /^\s*(?:screenshot(?: at [\d:]+)?|image|picture|slide|)\s*$/i;

class Check {
  readonly edits: Edit[] = [];
  private readonly definitions = new Map<string, Definition>();

  constructor(
    private readonly original: string,
    private readonly talk: Known,
    private readonly grounding: Checked['grounding'],
  ) {}

  define(node: Nodes): void {
    if (node.type === 'definition' && !this.definitions.has(node.identifier))
      this.definitions.set(node.identifier, node);
    if ('children' in node) for (const child of node.children) this.define(child);
  }

  visit(node: Nodes): void {
    if (node.type === 'link' || node.type === 'linkReference') this.link(node);
    else if (node.type === 'image' || node.type === 'imageReference') this.image(node);
    else if (node.type === 'definition') this.definition(node);
    else if (node.type === 'text') this.text(node);
    else if (node.type === 'html') this.html(node);
    else if ('children' in node) for (const child of node.children) this.visit(child);
  }

  /** What it defined for a moment or a picture now stands where it is used. */
  private definition(node: Definition): void {
    if (/^#t=/i.test(node.url) || imageIn(node.url, this.talk)) this.remove(node);
  }

  private urlOf(node: Link | LinkReference | Image | ImageReference): string {
    return 'url' in node ? node.url : (this.definitions.get(node.identifier)?.url ?? '');
  }

  private link(node: Link | LinkReference): void {
    const url = this.urlOf(node);
    const [first, last] = [node.children.at(0), node.children.at(-1)];
    if (!/^#t=/i.test(url)) {
      for (const child of node.children) this.visit(child);
      return;
    }
    const [start, end] = rangeOf(node);
    const seconds = timeIn(url.slice('#t='.length), this.talk);
    const label = first && last ? this.original.slice(rangeOf(first)[0], rangeOf(last)[1]) : '';
    if (seconds === null) this.grounding.removed++;
    else this.grounding.timestamps++;
    if (seconds === null && (label === '' || LOOKS_LIKE_TIME.test(label))) return this.remove(node);
    const text = seconds !== null && (label === '' || LOOKS_LIKE_TIME.test(label)) ? timestamp(seconds * 1_000) : null;
    const [from, to] = first && last ? [rangeOf(first)[0], rangeOf(last)[1]] : [end, end];
    this.edits.push({ start, end: from, text: seconds === null ? '' : '[' });
    if (text !== null) this.edits.push({ start: from, end: to, text });
    else for (const child of node.children) this.visit(child);
    this.edits.push({ start: to, end, text: seconds === null ? '' : `](#t=${seconds})` });
  }

  private image(node: Image | ImageReference): void {
    const url = this.urlOf(node);
    if (this.isPictureOfTheirs(url)) {
      this.grounding.images++;
      return;
    }
    const found = imageIn(url, this.talk);
    if (!found) {
      this.grounding.removed++;
      this.remove(node);
      return;
    }
    this.grounding.images++;
    const [start, end] = rangeOf(node);
    const raw = /^!\[((?:\\.|[^\]\\])*)\]/.exec(this.original.slice(start, end))?.[1] ?? '';
    const alt = found.moved || SAYS_NOTHING.test(raw) ? escapeMarkdown(found.alt) : raw;
    this.edits.push({ start, end, text: `![${alt}](screenshots/${found.index}.jpg)` });
  }

  /** People put it into a passage that they locked, so a model may repeat it. Of others it knows nothing: it would invent them. */
  private isPictureOfTheirs(url: string): boolean {
    const name = OWN_PICTURE.exec(url)?.[1];
    return name !== undefined && (this.talk.locked ?? []).some((passage) => passage.includes(`pictures/${name}`));
  }

  private text(node: Text): void {
    const [start, end] = rangeOf(node);
    for (const match of this.original.slice(start, end).matchAll(UNDEFINED_IMAGE)) {
      this.grounding.removed++;
      this.edits.push(removal(this.original, start + match.index, start + match.index + match[0].length));
    }
  }

  private html(node: Html): void {
    const [start, end] = rangeOf(node);
    const html = this.original.slice(start, end);
    for (const match of html.matchAll(SHOWING_TAG)) {
      if (!match[0].startsWith('</')) this.grounding.removed++;
      this.edits.push(removal(this.original, start + match.index, start + match.index + match[0].length));
    }
    for (const match of html.matchAll(LINK_TAG)) {
      const address = MOMENT.exec(match[0])?.[1];
      if (address === undefined) continue;
      const seconds = timeIn(address.slice('#t='.length), this.talk);
      this.grounding[seconds === null ? 'removed' : 'timestamps']++;
      const tag = seconds === null ? '<a>' : match[0].replace(address, `#t=${seconds}`);
      this.edits.push({ start: start + match.index, end: start + match.index + match[0].length, text: tag });
    }
  }

  private remove(node: Nodes): void {
    this.edits.push(removal(this.original, ...rangeOf(node)));
  }
}

function rangeOf({ position }: Nodes): [number, number] {
  return [position?.start.offset ?? 0, position?.end.offset ?? 0];
}
