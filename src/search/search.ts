/** Full-text search over transcripts, drafts and documents of the projects that a person is a member of. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SearchHits, SearchQuery } from '../contract/search.js';
import { cursorAt, offsetOf } from '../http/cursor.js';
import { requireRole } from '../members/access.js';
import type { Found } from './hit.js';
import { FOUND, toHit } from './hit.js';
import type { Query } from './query.js';
import { parseQuery, toTsquery } from './query.js';
import { folded, plain, wordsOf } from './tokenizer.js';

const PAGE = 20;
/** Nobody reads more pages: they search for another word instead. */
const MOST_HITS = 1_000;

@Injectable()
export class Search {
  constructor(private readonly db: DataSource) {}

  /** The best first. Throws the problems 404 for a project that is not the person's, 422 for a cursor that no page gave. */
  async page(userId: string, { q, projectId, cursor }: SearchQuery): Promise<SearchHits> {
    if (projectId !== undefined) await requireRole(this.db.manager, projectId, userId, 'viewer');
    const query = parseQuery(q);
    if (query.all.length === 0) return { items: [], nextCursor: null };
    const offset = offsetOf(cursor, MOST_HITS);
    const found = await this.find(userId, projectId ?? null, query, offset);
    const stems = await this.stems(found.slice(0, PAGE), query);
    const items = found.slice(0, PAGE).map((passage) => toHit(passage, query, (word) => stems(passage.config, word)));
    const next = offset + PAGE;
    return { items, nextCursor: found.length > PAGE && next < MOST_HITS ? cursorAt(next) : null };
  }

  /** In which of the person's projects something is found. */
  async projectIds(userId: string, q: string): Promise<string[]> {
    const query = parseQuery(q);
    if (query.all.length === 0) return [];
    const found = await this.find(userId, null, query, 0, MOST_HITS);
    return [...new Set(found.map(({ project_id }) => project_id))];
  }

  /** One more than a page. */
  private async find(
    userId: string,
    projectId: string | null,
    query: Query,
    offset: number,
    most = PAGE + 1,
  ): Promise<Found[]> {
    const configs: { config: string }[] = await this.db.query(
      `SELECT DISTINCT config FROM passages p JOIN members m USING (project_id)
       WHERE m.user_id = $1 AND ($2::uuid IS NULL OR p.project_id = $2)`,
      [userId, projectId],
    );
    if (configs.length === 0) return [];
    // Words as they are written, or stemmed as any language in question stems them.
    const stemmed = configs.map((_, i) => `|| to_tsquery($${i + 7}::regconfig, $4)`).join(' ');
    return this.db.query(
      `WITH query AS (SELECT to_tsquery('simple', $3) ${stemmed} AS wanted)
       ${FOUND} JOIN members m ON m.project_id = p.project_id CROSS JOIN query
       WHERE m.user_id = $1 AND ($2::uuid IS NULL OR p.project_id = $2) AND p.words @@ wanted
       ORDER BY ts_rank_cd(p.words, wanted, 1) DESC, j.created_at DESC, p.id LIMIT $5 OFFSET $6`,
      [
        userId,
        projectId,
        toTsquery(query, folded),
        toTsquery(query, plain),
        most,
        offset,
        ...configs.map(({ config }) => config),
      ],
    );
  }

  /** How PostgreSQL stems each word of the passages and of the query. */
  private async stems(passages: Found[], query: Query): Promise<(config: string, word: string) => readonly string[]> {
    const wanted = query.all.flat().flatMap(({ words }) => words.map(plain));
    const byConfig = new Map<string, Set<string>>();
    for (const { config, text } of passages) {
      const words = byConfig.get(config) ?? new Set(wanted);
      for (const word of wordsOf(text)) words.add(plain(word.text));
      byConfig.set(config, words);
    }
    const pairs = [...byConfig].flatMap(([config, words]) => [...words].map((word) => [config, word] as const));
    const rows: { config: string; word: string; stems: string[] }[] = await this.db.query(
      `SELECT config, word, tsvector_to_array(to_tsvector(config::regconfig, word)) AS stems
       FROM unnest($1::text[], $2::text[]) AS w (config, word)`,
      [pairs.map(([config]) => config), pairs.map(([, word]) => word)],
    );
    const known = new Map(rows.map(({ config, word, stems }) => [`${config} ${word}`, stems]));
    return (config, word) => known.get(`${config} ${plain(word)}`) ?? [];
  }
}
