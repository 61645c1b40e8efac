/** Whether a text names somebody. Pure. */

/** Scripts that put no blanks between words: a name stands in the middle of others there. */
const WITHOUT_BLANKS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
/** In characters: shorter parts of a name, such as “de” or “Mr”, name nobody. */
const SHORTEST_PART = 3;

/** The whole name, or one word of it as it is written there: “Lovelace” names “Ada Lovelace”. */
export const mentions = (text: string, name: string): boolean =>
  [name, ...name.split(/[^\p{L}\p{M}\p{N}'’-]+/u).filter((part) => [...part].length >= SHORTEST_PART)].some((part) =>
    standsIn(text, part),
  );

function standsIn(text: string, part: string): boolean {
  if (WITHOUT_BLANKS.test(part)) return text.includes(part);
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at);
    const after = text.slice(at + part.length, at + part.length + 2);
    if (!/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{M}\p{N}]/u.test(after)) return true;
  }
  return false;
}
