/** How many tokens a text has, for those who cannot ask its model. Pure. */

const NOT_ASCII = /[^\0-\x7f]/g;

/**
 * About as many as there are: English has four characters to a token (https://platform.openai.com/tokenizer), other
 * scripts about one.
 */
export function likelyTokens(text: string): number {
  const others = text.match(NOT_ASCII)?.length ?? 0;
  return Math.ceil((text.length - others) / 4 + others);
}

/**
 * As many as there may be. A token is at least one byte of UTF-8, but to count each byte would put four times aside what
 * English needs: two ASCII characters to a token is what its worst material here has, times and code. Of others each byte
 * counts.
 */
export function mostTokens(text: string): number {
  const ascii = text.length - (text.match(NOT_ASCII)?.length ?? 0);
  return Math.ceil(ascii / 2 + Buffer.byteLength(text) - ascii);
}
