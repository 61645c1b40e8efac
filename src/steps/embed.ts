/** Vectors of passages, where there is a model that makes them. */
import { VendorError } from '../outside/vendor/vendor-error.js';
import type { Embedded } from '../search/vectors.js';
import { packed } from '../search/vectors.js';
import type { StepTask, Tools } from './step.js';
import type { Vectors } from './vectors.js';
import { writeOptions } from './prompt-budget.js';

/** Some servers take no more at once. */
const BATCH = 32;

/**
 * Embeds the texts that have no vector yet, one part per batch. What the server refuses for good, or on the last try, stays
 * without vectors: words alone find passages, too. `partsBefore`: the step's parts before these. Throws `VendorError` for what
 * is worth another try.
 */
export async function embedded(
  task: StepTask,
  tools: Tools<never>,
  texts: string[],
  partsBefore: number,
): Promise<Vectors> {
  const { embedder } = tools;
  if (!embedder) return { made: null, missing: null };
  const batches = batchesOf(await tools.lackingVectors(texts));
  tools.expectParts(partsBefore + batches.length);
  const items: Embedded['items'] = [];
  for (const [i, batch] of batches.entries()) {
    tools.progress(30 + (65 * i) / batches.length, `Embedding ${i + 1} of ${batches.length}`);
    try {
      const vectors = await tools.part(`vectors:${i + 1}`, { embedder: embedder.identity, batch }, async (ledger) =>
        (await embedder.embed(batch, writeOptions(tools, ledger))).map(packed),
      );
      items.push(...batch.map((text, place) => ({ text, vector: vectors[place] ?? '' })));
    } catch (error) {
      const last = error instanceof VendorError && (error.permanent || task.failures + 1 >= task.maxAttempts);
      if (!last) throw error;
      await tools.log(`${error.message} So some passages are found by their words only.`);
      return { made: { model: embedder.identity, items }, missing: error.message };
    }
  }
  if (batches.length > 0) await tools.log(`${items.length} passages were embedded.`);
  return { made: { model: embedder.identity, items }, missing: null };
}

const batchesOf = (texts: string[]): string[][] =>
  Array.from({ length: Math.ceil(texts.length / BATCH) }, (_, i) => texts.slice(i * BATCH, (i + 1) * BATCH));
