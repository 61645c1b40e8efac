/** The cheapest question: whether a language model answers at all. */
import type { Reach } from '../public-addresses.js';
import type { Ledger } from '../vendor/ledger.js';
import { Vendor } from '../vendor/vendor.js';

export interface AskedModel {
  baseUrl: string | undefined;
  apiKey: string;
  model: string;
  reach: Reach;
}

/** Streamed, as drafts are, and left after its first piece. Throws `VendorError`, or the reason of the signal. */
export async function sayWord(
  { baseUrl, apiKey, model, reach }: AskedModel,
  ledger: Ledger,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  const vendor = new Vendor({
    name: 'The language model',
    baseUrl,
    apiKey,
    reach,
    keySetting: 'OPENAI_API_KEY',
    timeoutMs,
    concurrency: 1,
    tries: 1,
  });
  await vendor.call(
    async (client, stop, receipt) => {
      const messages = [{ role: 'user' as const, content: 'Answer with the one word “ready”.' }];
      const stream = await client.chat.completions.create({ model, messages, stream: true }, { signal: stop });
      for await (const _piece of stream) {
        receipt.answered = true;
        return;
      }
      throw vendor.nonsense('A stream without a single piece.');
    },
    { signal, ledger, ask: { kind: 'chat', model, maxTokensIn: 20, maxTokensOut: 20, audioMs: 0 } },
  );
}
