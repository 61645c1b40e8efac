/** Counts tokens by the table of OpenAI's models since GPT-4o. It takes 60 MB and half a second to load, so only what needs it does. */

/** The table's time grows with the square of what has no blank in it; nothing that is written is longer than this. */
const LONGEST_RUN = 200;
const LONG_RUNS = new RegExp(`\\S{${LONGEST_RUN}}(?=\\S)`, 'gu');

/** The tokens of a text in o200k_base. Linear in its length. */
export async function tableTokens(text: string): Promise<number> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  // Words that look like one of its orders (“<|endoftext|>”) are words here.
  return countTokens(text.replace(LONG_RUNS, '$& '), { disallowedSpecial: new Set() });
}
