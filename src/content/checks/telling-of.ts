/** Whether a draft does what something in the material orders, or tells of the order, as one of a talk about such orders does. */
import { sentenceAround } from './finding.js';

/** What stands in quotation marks, each pair from its first mark on. */
const QUOTATIONS = /“[^”\n]*”|"[^"\n]*"|„[^“”\n]*[“”]|«[^»\n]*»|‘[^‘\n]*’(?!\p{L})|「[^」\n]*」/gu;

/** The draft with its quotations blanked, so that positions stay. */
export const withoutQuotations = (prose: string): string =>
  prose.replace(QUOTATIONS, (text) => ' '.repeat(text.length));

/** Who tells of an order says in the same sentence that it is one. */
const TELLS =
  /\b(?:ignor\w+|disregard\w*|instructions?|prompts?|inject\w*|attack\w*|hidden|tells?|told|order(?:s|ed)|orders? (?:a|the|any)|tricks?|tricked|anweisung\w*|befiehlt|befahl|sagt\w*|angriff\w*|ignorier\w*|consignes?|instruccion\w*|instruç\w*|atta(?:que|cco)\w*|ataque\w*)\b|指示|命令/iu;

/** Whether the sentence around a position tells of an order; the words of the order itself do not count. */
export function tellsOfOrder(prose: string, at: number, length: number): boolean {
  const { start, end } = sentenceAround(prose, at);
  return TELLS.test(`${prose.slice(start, at)} ${prose.slice(Math.min(end, at + length), end)}`);
}

/** Where the draft has the words without telling of them; null where it has not. */
export function obeyedAt(prose: string, words: string): number | null {
  const [text, wanted] = [prose.toLowerCase(), words.toLowerCase()];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
    if (!tellsOfOrder(prose, at, wanted.length)) return at;
  return null;
}
