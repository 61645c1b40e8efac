/** The embedder on a server that speaks OpenAI's API. */
import { z } from 'zod';
import type { Embedder, EmbeddingModel, EmbedOptions } from './embedder.js';
import { likelyTokens, mostTokens } from './tokens.js';
import type { Receipt } from '../vendor/vendor.js';
import { Vendor } from '../vendor/vendor.js';

/** `index`: of the text. Servers may answer in any order. */
const embeddings = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1) })),
  usage: z.object({ prompt_tokens: z.int().min(0).nullish() }).nullish(),
});

export class OpenAiEmbedder implements Embedder {
  private readonly model: string;
  private readonly vendor: Vendor;

  constructor(
    readonly identity: string,
    { baseUrl, apiKey, model, reach }: EmbeddingModel,
    timeoutMs: number,
    concurrency: number,
  ) {
    this.vendor = new Vendor({
      name: 'The embedding model',
      baseUrl,
      apiKey,
      keySetting: 'OPENAI_API_KEY',
      timeoutMs,
      concurrency,
      ...(reach && { reach }),
    });
    this.model = model;
  }

  embed(texts: string[], { signal, ledger, onNews }: EmbedOptions): Promise<number[][]> {
    // Without a format the library asks for base64, which not all servers know.
    const request = { model: this.model, input: texts, encoding_format: 'float' as const };
    const maxTokensIn = mostTokens(texts.join(' '));
    return this.vendor.call(
      async (client, stop, receipt) => {
        const answer = await this.vendor.inTime(stop, (signal) => client.embeddings.create(request, { signal }));
        return this.read(answer, texts, receipt);
      },
      {
        signal,
        ledger,
        ask: { kind: 'embedding', model: this.model, maxTokensIn, maxTokensOut: 0, audioMs: 0 },
        onNews,
        onRetry: (error, ms) => onNews?.(`${error.message} Trying again in ${Math.ceil(ms / 1_000)} s.`),
      },
    );
  }

  private read(body: unknown, texts: string[], receipt: Receipt): number[][] {
    receipt.answered = true;
    const parsed = embeddings.safeParse(body);
    const counted = parsed.data?.usage?.prompt_tokens ?? 0;
    receipt.estimated = counted === 0;
    receipt.tokensIn = counted || likelyTokens(texts.join(' '));
    receipt.tokensOut = 0;
    if (!parsed.success) throw this.vendor.nonsense(z.prettifyError(parsed.error));
    const byIndex = new Map(parsed.data.data.map(({ index, embedding }) => [index, embedding]));
    const vectors = texts.map((_, i) => byIndex.get(i) ?? []);
    const lengths = new Set(vectors.map(({ length }) => length));
    if (lengths.size === 1 && !lengths.has(0) && byIndex.size === texts.length) return vectors;
    throw this.vendor.nonsense(
      `${byIndex.size} vectors of lengths ${[...lengths].join(', ')} for ${texts.length} texts.`,
    );
  }
}
