/** The prompt budget: how steps fit long talks into what a language model can take at once. */
import type { Ledger } from '../outside/vendor/ledger.js';
import { VendorError } from '../outside/vendor/vendor-error.js';
import type { Writer, WriteOptions } from '../outside/language-model/writer.js';
import type { Tools } from './step.js';

/** Less than this many characters are too few for a prompt. */
const LEAST_PROMPT_CHARS = 6_000;

/**
 * Does `work` with as many characters for each prompt as the writer takes, and with half of them as often as its server
 * finds that too long. Throws what `work` throws.
 */
export async function withinPromptBudget<T>(
  writer: Writer,
  tools: Tools<never>,
  work: (maxChars: number) => Promise<T>,
): Promise<T> {
  for (let maxChars = writer.maxPromptChars; ; maxChars = Math.floor(maxChars / 2)) {
    try {
      return await work(maxChars);
    } catch (error) {
      const tooLong = error instanceof VendorError && error.code === 'vendor_too_long';
      if (!tooLong || maxChars / 2 < LEAST_PROMPT_CHARS) throw error;
      await tools.log(
        `${writer.model} takes less text at once than expected, so the talk goes to it in smaller pieces.`,
      );
    }
  }
}

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
