/** The prompt budget: how steps fit long talks into what a language model can take at once. */
import type { Ledger } from '../outside/vendor/ledger.js';
import { VendorError } from '../outside/vendor/vendor-error.js';
import { likelyTokens } from '../outside/language-model/tokens.js';
import type { Prompt, Writer, WriteOptions } from '../outside/language-model/writer.js';
import type { Tools } from './step.js';

/** Less than this many tokens are too few for a prompt. */
const LEAST_PROMPT_TOKENS = 1_500;

/**
 * Does `work` with as many tokens for each prompt as the writer takes, and with half of them as often as its server finds that too
 * long, or silently leaves out a part. Throws what `work` throws.
 */
export async function withinPromptBudget<T>(
  writer: Writer,
  tools: Tools<never>,
  work: (maxTokens: number) => Promise<T>,
): Promise<T> {
  for (let maxTokens = writer.maxPromptTokens; ;) {
    try {
      return await work(maxTokens);
    } catch (error) {
      if (!(error instanceof VendorError && error.code === 'vendor_too_long')) throw error;
      // The writer may have learned meanwhile how much its server takes.
      const less = Math.min(Math.floor(maxTokens / 2), writer.maxPromptTokens);
      if (less < LEAST_PROMPT_TOKENS) throw error;
      maxTokens = less;
      await tools.log(
        `${error.message} So the talk goes to ${writer.model} in smaller pieces, of at most ${maxTokens} tokens.`,
      );
    }
  }
}

/** What counts against the prompt budget: about so many tokens. */
export const tokensIn = ({ system, user }: Prompt): number => likelyTokens(system) + likelyTokens(user);

/** All values, or the first failure, but not before all have ended: what the others are answered is kept, too. */
export async function allOf<T>(work: Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(work);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/** How the writer is to go about it: it obeys the step's signal, and its news go into the task's log. */
export const writeOptions = (tools: Tools<never>, ledger: Ledger): WriteOptions => ({
  signal: tools.signal,
  ledger,
  // A line that the database will not take is not worth the answer that is being paid for.
  onNews: (line) => void tools.log(line).catch(() => undefined),
});
