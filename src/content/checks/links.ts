/** Addresses that neither the talk nor a document names. */
import type { FindFaults } from './finding.js';
import { materialText, quoted, withoutCode } from './finding.js';

const LINK =
  /(?<!!)\[((?:[^\][\n]|\[[^\][\n]*\])*)\]\(\s*<?((?:https?:\/\/|www\.|mailto:)[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+"[^"\n]*")?\s*\)/gi;
const BARE = /<?\b((?:https?:\/\/|www\.)[^\s<>"“”)\]]+[^\s<>"“”)\].,;:!?'’])>?/gi;

/** A link keeps its label; a bare address goes. */
export const links: FindFaults = (draft, material) => {
  const prose = withoutCode(draft);
  const known = plain(materialText(material));
  const labelled = [...prose.matchAll(LINK)].map(({ 0: whole, 1: label = '', 2: url = '', index }) => ({
    start: index,
    end: index + whole.length,
    instead: /^(?:https?:\/\/|www\.)/i.test(label) ? '' : label,
    url,
  }));
  const inside = (at: number): boolean => labelled.some(({ start, end }) => at >= start && at < end);
  const bare = [...prose.matchAll(BARE)]
    .filter(({ index }) => !inside(index))
    .map(({ 0: whole, 1: url = '', index }) => ({ start: index, end: index + whole.length, instead: '', url }));
  return [...labelled, ...bare]
    .filter(({ url }) => !known.includes(plain(url)))
    .map(({ url, ...finding }) => ({
      ...finding,
      says: `The address ${quoted(url)} is not in the material. Leave it out; invent no addresses.`,
    }));
};

/** As addresses are compared: said aloud (“example dot com slash docs”) or written, with or without what is in front. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\s+(?:dot|punkt|punto|ponto|point)\s+/g, '.')
    .replace(/\s+(?:slash|schrägstrich|barra)\s+/g, '/')
    .replace(/^mailto:/, '')
    .replace(/https?:\/\/|www\./g, '')
    .replace(/[/#?]+$/, '');
