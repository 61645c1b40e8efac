/** A draft, or a part of one, that came as HTML, although Markdown or plain text was asked for. */
import { Parser } from 'htmlparser2';
import type { FindFaults } from './finding.js';
import { withoutCode } from './finding.js';

const BLOCKS = 'html|body|head|main|article|section|header|footer|div|p|h[1-6]|[uo]l|table|blockquote|pre|script|style';
/** A block begins a line, and its end ends one: within a sentence a tag is only spoken of, as in a talk about HTML. */
const BLOCK = new RegExp(`^[ \\t]*<(${BLOCKS})\\b[^<>]*>`, 'gim');
const BLOCK_END = new RegExp(`</(${BLOCKS})>[ \\t]*$`, 'gim');
/** Nothing of these is shown. */
const UNSHOWN = new Set(['script', 'style', 'head', 'title', 'template', 'noscript']);
const INLINE = 'a abbr b br code em font hr i img li mark s small span strong sub sup td th tr tbody thead u'.split(
  ' ',
);
const KNOWN = new Set([
  ...'html body main article section header footer div p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre'.split(' '),
  ...INLINE,
  ...UNSHOWN,
]);
/** What a tag becomes, where it is more than the end of a paragraph. */
const OPENING: Record<string, string> = { li: '\n- ', br: '\n', hr: '\n\n---\n\n', td: ' ', th: ' ', tr: '\n' };

/** What stands there instead is the same in Markdown, so that nothing but scripts and styles is lost. */
export const markup: FindFaults = (draft) => {
  const prose = withoutCode(draft);
  const lastEnds = new Map(
    [...prose.matchAll(BLOCK_END)].map(({ 1: name = '', index }) => [name.toLowerCase(), index]),
  );
  const isHtml = [...prose.matchAll(BLOCK)].some(
    ({ 1: name = '', index }) => (lastEnds.get(name.toLowerCase()) ?? -1) > index,
  );
  if (!isHtml) return [];
  const says = 'It is written in HTML. Write it in the form that was asked for, without tags.';
  return [{ start: 0, end: draft.length, instead: asMarkdown(draft, prose), says }];
};

/** `prose`: the draft with its code blanked: that is no markup, and stays. */
function asMarkdown(draft: string, prose: string): string {
  const written: string[] = [];
  const hrefs: string[] = [];
  let hidden = 0;
  const write = (text: string): void => {
    if (hidden === 0) written.push(text);
  };
  const raw = (from: number, to: number): void => write(draft.slice(from, to));
  const parser: Parser = new Parser(
    {
      onopentag(name, { href = '', src = '', alt = '' }) {
        if (!KNOWN.has(name)) return raw(parser.startIndex, parser.endIndex + 1);
        if (UNSHOWN.has(name)) hidden++;
        if (/^h[1-6]$/.test(name)) write(`\n\n${'#'.repeat(Number(name[1]))} `);
        else if (name === 'a') write(hrefs.push(href) && href !== '' ? '[' : '');
        else if (name === 'img') write(`![${alt}](${src})`);
        else write(OPENING[name] ?? (INLINE.includes(name) ? '' : '\n\n'));
      },
      ontext: () => raw(parser.startIndex, parser.endIndex + 1),
      onclosetag(name, implied) {
        if (!KNOWN.has(name)) return implied ? undefined : raw(parser.startIndex, parser.endIndex + 1);
        if (UNSHOWN.has(name)) hidden--;
        const href = name === 'a' ? hrefs.pop() : undefined;
        if (href) write(`](${href})`);
        else if (!INLINE.includes(name)) write('\n\n');
      },
    },
    { decodeEntities: false, recognizeSelfClosing: true },
  );
  parser.write(prose);
  parser.end();
  return `${readable(written.join(''))}\n`;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '’', '#39': '’', nbsp: ' ' };

const readable = (text: string): string =>
  text
    .replace(/&(amp|lt|gt|quot|apos|#39|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
