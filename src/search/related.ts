/** Related passages: near to a query in meaning, by the vectors (embeddings) of a project's passages. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RelatedHits, RelatedQuery } from '../contract/search.js';
import { requireRole } from '../members/access.js';
import { Problem } from '../http/problem.js';
import type { Embedder } from '../outside/language-model/embedder.js';
import { VendorError } from '../outside/vendor/vendor-error.js';
import type { CallLedger, CallOwner, KeptAnswers } from '../usage/call-ledger.js';
import type { Found } from './hit.js';
import { FOUND, toHit } from './hit.js';
import { parseQuery, toTsquery } from './query.js';
import { cosine, unpacked } from './vectors.js';
import { folded, plain } from './tokenizer.js';

export interface ByMeaning {
  /** Resolves to null where no embedding model is set. */
  embedder: () => Promise<Embedder | null>;
  calls: CallLedger;
}
export const BY_MEANING = Symbol('by meaning');

const MOST_RELATED = 6;
/** The most passages of one project that are compared: 30 MB of vectors. A talk of two hours has about 200. */
const MOST_COMPARED = 5_000;
/** Short, because people wait for it. */
const LONGEST_WAIT_MS = 8_000;
/** How many queries' vectors this process caches: a few megabytes. */
const MOST_REMEMBERED = 500;

/** Nothing builds on the answer but what is shown. */
const NOTHING_KEPT: KeptAnswers = { recall: () => Promise.resolve(null), keep: () => Promise.resolve() };

@Injectable()
export class Related {
  private readonly logger = new Logger(Related.name);
  private readonly remembered = new Map<string, Promise<Float32Array>>();

  constructor(
    private readonly db: DataSource,
    @Inject(BY_MEANING) private readonly meaning: ByMeaning,
  ) {}

  /**
   * The nearest first, without those that the search finds by their words. None where no model for it is set, or nothing
   * was embedded. Throws the problems 404 for a project that is not the person's, 503 when the model gives no answer.
   */
  async to(userId: string, { q, projectId }: RelatedQuery): Promise<RelatedHits> {
    await requireRole(this.db.manager, projectId, userId, 'viewer');
    const embedder = await this.meaning.embedder();
    const passages = embedder ? await this.passages(projectId, embedder.identity, q) : [];
    if (!embedder || passages.length === 0) return { items: [] };
    const vector = await this.vectorOf(embedder, projectId, q);
    const nearest = passages
      .map(({ id, vector: other }) => ({ id, score: cosine(vector, unpacked(other)) }))
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, MOST_RELATED);
    const found: Found[] = await this.db.query(
      `${FOUND} JOIN unnest($1::bigint[]) WITH ORDINALITY AS o (id, place) ON o.id = p.id ORDER BY o.place`,
      [nearest.map(({ id }) => id)],
    );
    return { items: found.map((passage) => toHit(passage)) };
  }

  private async passages(projectId: string, model: string, q: string): Promise<{ id: string; vector: Buffer }[]> {
    const query = parseQuery(q);
    if (query.all.length === 0) return [];
    return this.db.query(
      `SELECT id, vector FROM passages
       WHERE project_id = $1 AND model = $2 AND vector IS NOT NULL
         AND NOT words @@ (to_tsquery('simple', $3) || to_tsquery(config::regconfig, $4))
       ORDER BY kind, source, ordinal LIMIT ${MOST_COMPARED}`,
      [projectId, model, toTsquery(query, folded), toTsquery(query, plain)],
    );
  }

  /** One call for each query, however many people ask it; a failed call is not cached. */
  private vectorOf(embedder: Embedder, projectId: string, q: string): Promise<Float32Array> {
    const query = `${embedder.identity} ${q}`;
    const before = this.remembered.get(query);
    if (before) return before;
    const vector = this.embed(embedder, projectId, q);
    this.remembered.set(query, vector);
    vector.catch(() => this.remembered.delete(query));
    for (const oldest of this.remembered.keys()) {
      if (this.remembered.size <= MOST_REMEMBERED) break;
      this.remembered.delete(oldest);
    }
    return vector;
  }

  private async embed(embedder: Embedder, projectId: string, q: string): Promise<Float32Array> {
    const ledger = this.meaning.calls.forPart(await this.payer(projectId), NOTHING_KEPT);
    const signal = AbortSignal.timeout(LONGEST_WAIT_MS);
    try {
      const [vector = []] = await embedder.embed([q], { signal, ledger });
      return Float32Array.from(vector);
    } catch (error) {
      if (!(error instanceof VendorError) && !signal.aborted) throw error;
      this.logger.warn(`Nothing is found by its meaning: ${String(error)}`);
      throw new Problem(503, 'vendor_unavailable', 'The embedding model gave no answer. Please try again later.');
    }
  }

  /** The task that embedded what is compared: in the ledger the question stands with it. */
  private async payer(projectId: string): Promise<CallOwner> {
    const rows: { id: string; run_id: string; attempt: number; step: string }[] = await this.db.query(
      `SELECT id, run_id, attempt, step FROM tasks WHERE project_id = $1 AND step IN ('index', 'document')
       ORDER BY step = 'index' DESC, queued_at DESC LIMIT 1`,
      [projectId],
    );
    const [task] = rows;
    if (!task) throw new Error('Passages have vectors, and no task made them.');
    const { id: taskId, run_id: runId, attempt, step } = task;
    return { projectId, taskId, runId, attempt, step, part: 'search', inputHash: null, whileHeld: false };
  }
}
