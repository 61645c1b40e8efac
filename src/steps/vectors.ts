/** What a step hands over that has embedded passages. */
import type { Embedded } from '../search/vectors.js';
import type { Outcome } from './step.js';
import { done } from './step.js';

export interface Vectors {
  /** Null where there was nothing to embed, or nobody to do it. */
  made: Embedded | null;
  /** Why some passages have none; null where they all have one, or there is no embedder. */
  missing: string | null;
}

/** Done, or partial where passages that should have vectors have none. `of`: how many passages there are. */
export function indexed<Result extends { vectors: Vectors }>(result: Result, of: number): Outcome<Result> {
  const { made, missing } = result.vectors;
  if (missing === null) return done(result);
  return { kind: 'partial', result, coverage: (made?.items.length ?? 0) / Math.max(1, of) };
}

/** What a summary adds where some passages have no vectors. */
export const byWordsOnly = ({ missing }: Vectors): string =>
  missing === null ? '' : `, some of which are found by their words only: ${missing.replace(/\.$/, '')}`;
