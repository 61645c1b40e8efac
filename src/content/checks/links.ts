/** Addresses, files and people that neither the talk nor a document names. */
import type { FindFaults, Finding, Material } from './finding.js';
import { materialText, quoted, withoutCode } from './finding.js';
import { SpokenWords } from './said.js';

const LINK =
  /(?<!!)\[((?:[^\][\n]|\[[^\][\n]*\])*)\]\(\s*<?([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+"[^"\n]*")?\s*\)/gi;
const BARE = /<?\b((?:https?:\/\/|www\.)[^\s<>"“”)\]]+[^\s<>"“”)\].,;:!?'’])>?/gi;
/** Without `https://`, what is an address and no name such as `Node.js` or `socket.io` is told by its path, or by its end. A file is none. */
const HOST =
  /(?<![\p{L}\p{N}@/._:-])(?:[a-z0-9-]{2,40}\.){1,4}(?:(?:com|org|dev|edu|info|example)(?:\/[^\s<>"“”)\]]*)?|(?!(?:[jt]sx?|mjs|py|rb|rs|go|md|css|html|json|ya?ml|txt|sh)\/)[a-z]{2,8}\/[^\s<>"“”)\]]+)(?![\p{L}\p{N}])/gu;
const MAIL = /(?<![\p{L}\p{N}._%+-])[a-z0-9._%+-]{1,60}@(?:[a-z0-9-]{1,60}\.){1,4}[a-z]{2,10}(?![\p{L}\p{N}])/giu;
/** As wikis show a picture or a note: `![[board.png]]`. */
const WIKI = /!?\[\[[^\][\n]{1,200}\]\]/g;
/** Somebody's name on a platform. */
const HANDLE = /(?<![\p{L}\p{N}@/._-])@([a-z_][a-z0-9_]{2,30})(?![\p{L}\p{N}/@]|\.[a-z])/giu;

/** Of moments and screenshots of the talk, the grounding takes care; a mark within the draft itself leads nowhere else. */
const OWN = /^(?:#|(?:\.?\/)?screenshots\/)/i;

interface Place extends Pick<Finding, 'start' | 'end' | 'instead'> {
  url: string;
}

/** A link keeps its label, and a name its letters; a bare address goes. */
export const links: FindFaults = (draft, material) => {
  const prose = withoutCode(draft);
  const known = plain(materialText(material));
  const letters = known.replace(/[^\p{L}\p{N}]+/gu, '');
  const labelled = [...prose.matchAll(LINK)]
    .filter(({ 2: url = '' }) => !OWN.test(url))
    .map(({ 0: whole, 1: label = '', 2: url = '', index }): Place => {
      const instead = /^(?:https?:\/\/|www\.)/i.test(label) ? '' : label;
      return { start: index, end: index + whole.length, instead, url };
    });
  const bare = BARES.reduce((found, pattern) => [...found, ...outside(found, prose, pattern)], labelled);
  const handles = outside(bare, prose, HANDLE)
    .filter(({ url }) => !letters.includes(url.replace(/[@_]/g, '').toLowerCase()))
    .map((place) => ({ ...place, instead: place.url.slice(1) }));
  const unknown = bare.filter(({ url }) => !isKnown(url, known, material));
  return [...unknown, ...inCode(draft, prose, known, material), ...handles].map(({ url, ...finding }) => ({
    ...finding,
    says: `The address ${quoted(url)} is not in the material. Leave it out; invent no addresses.`,
  }));
};

/** Within code an address ends where its string, its mark or its argument does. */
const IN_CODE = /\b(?:https?:\/\/|www\.)[^\s<>"'`“”(){}[\],;\\$]+/gi;
/** What anybody can see to be made up leads nowhere: https://www.rfc-editor.org/rfc/rfc2606 */
const LEADS_NOWHERE =
  /^(?:https?:\/\/)?(?:localhost|127\.[\d.]+|0\.0\.0\.0|10\.[\d.]+|192\.168\.[\d.]+|(?:[^/@]*\.)?(?:example(?:\.(?:com|org|net))?|test|local|internal|invalid))(?::\d+)?(?:[/?#]|$)/i;
const INSTEAD_IN_CODE = 'https://example.com';

/** Addresses within code that nobody named: what is left of it has to stay code. */
function inCode(draft: string, prose: string, known: string, material: Material): Place[] {
  const found = [...draft.matchAll(IN_CODE)].flatMap(({ 0: whole, index }): Place[] => {
    const url = whole.replace(/[.:!?]+$/, '');
    const isCode = !/\S/.test(prose.slice(index, index + url.length));
    if (!isCode || LEADS_NOWHERE.test(url) || isKnown(url, known, material)) return [];
    return [{ start: index, end: index + url.length, instead: INSTEAD_IN_CODE, url }];
  });
  if (found.length === 0) return [];
  // What a machine read off a slide may have lost a letter of the path, which the model put back; a host stands there as it is.
  const spoken = new SpokenWords(materialText(material));
  return found.filter(({ url }) => {
    const [host = '', ...path] = plain(url).split('/');
    return !(known.includes(host) && path.length > 0 && spoken.has(path.join(' ')));
  });
}

const BARES = [BARE, WIKI, MAIL, HOST];

const isKnown = (url: string, known: string, { talk }: Material): boolean =>
  known.includes(plain(url.replace(/^!?\[\[|\]\]$/g, ''))) || talk.title.includes(url);

/** Where the pattern is found, but for what lies in other places. */
function outside(places: Place[], prose: string, pattern: RegExp): Place[] {
  return [...prose.matchAll(pattern)].flatMap(({ 0: whole, index }) =>
    places.some(({ start, end }) => index >= start && index < end)
      ? []
      : [{ start: index, end: index + whole.length, instead: '', url: whole.replace(/^<|>$/g, '') }],
  );
}

/** As addresses are compared: said aloud (“example dot com slash docs”) or written, with or without what is in front. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\s+(?:dot|punkt|punto|ponto|point)\s+/g, '.')
    .replace(/\s+(?:slash|schrägstrich|barra)\s+/g, '/')
    .replace(/\s+at\s+(?=[a-z0-9-]+\.)/g, '@')
    .replace(/^mailto:/, '')
    .replace(/https?:\/\/|www\./g, '')
    .replace(/[/#?]+$/, '');
