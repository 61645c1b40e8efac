/** What a draft may draw on: short documents whole, and of long ones the passages that bear on its questions. */
import type { EntityManager } from 'typeorm';
import { fused } from './fuse.js';
import { anyOf, toTsquery } from './query.js';
import { cosine, unpacked } from './vectors.js';
import { plain } from './tokenizer.js';

export interface Asked {
  projectId: string;
  questions: string[];
  /** The most characters that all passages together may have. */
  maxChars: number;
  /** The vectors of the questions, in their order, and the model that made them; null: full-text search only. */
  vectors: { model: string; items: Float32Array[] } | null;
}

export interface Related {
  document: string;
  text: string;
}

/**
 * When not all documents fit, one of at most a quarter of `maxChars` is taken whole, as long as all of these together stay
 * below half of it.
 */
const WHOLE_SHARE = 1 / 4;
const ALL_WHOLE_SHARE = 1 / 2;
/** The most passages for each question. */
const PLACES = 50;
/** The most vectors that are compared: 30 MB of them, with 1,536 dimensions. */
const MOST_COMPARED = 5_000;
const BETWEEN = '\n\n';

interface Sized {
  id: string;
  filename: string;
  chars: number;
}

interface Piece {
  id: string;
  source: string;
  text: string;
}

/** Whole documents in the order they were given, then passages of the others. The same documents and questions give the same. */
export async function contextFor(db: EntityManager, asked: Asked): Promise<Related[]> {
  const documents: Sized[] = await db.query(
    `SELECT d.id, d.filename, sum(length(p.text) + ${BETWEEN.length})::int AS chars FROM documents d
     JOIN passages p ON p.project_id = d.project_id AND p.kind = 'document' AND p.source = d.id::text
     WHERE d.project_id = $1 GROUP BY d.id ORDER BY d.uploaded_at, d.id`,
    [asked.projectId],
  );
  const whole = wholeOnes(documents, asked.maxChars);
  const related = await Promise.all(
    whole.map(async ({ id, filename }) => ({ document: filename, text: await wholeText(db, asked.projectId, id) })),
  );
  const rest = documents.filter((document) => !whole.includes(document));
  if (rest.length === 0) return related;
  const left = asked.maxChars - related.reduce((sum, { text }) => sum + text.length, 0);
  return [...related, ...chosen(await ranked(db, asked, rest), rest, left)];
}

/** All documents if all fit; otherwise short ones, chosen from the shortest on. In the order they were given. */
function wholeOnes(documents: Sized[], maxChars: number): Sized[] {
  const total = documents.reduce((sum, { chars }) => sum + chars, 0);
  if (total <= maxChars) return documents;
  const short = new Set<Sized>();
  let charsLeft = maxChars * ALL_WHOLE_SHARE;
  for (const document of documents.toSorted((a, b) => a.chars - b.chars)) {
    if (document.chars > maxChars * WHOLE_SHARE || document.chars > charsLeft) break;
    short.add(document);
    charsLeft -= document.chars;
  }
  return documents.filter((document) => short.has(document));
}

async function wholeText(db: EntityManager, projectId: string, documentId: string): Promise<string> {
  const rows: { text: string }[] = await db.query(
    `SELECT text FROM passages WHERE project_id = $1 AND kind = 'document' AND source = $2 ORDER BY ordinal`,
    [projectId, documentId],
  );
  return rows.map(({ text }) => text).join(BETWEEN);
}

/** Of the passages, in their order, each that still fits as a whole; none twice. */
function chosen(pieces: Piece[], documents: Sized[], maxChars: number): Related[] {
  const names = new Map(documents.map(({ id, filename }) => [id, filename]));
  const seen = new Set<string>();
  let charsLeft = maxChars;
  return pieces.flatMap(({ source, text }) => {
    if (text.length > charsLeft || seen.has(text)) return [];
    seen.add(text);
    charsLeft -= text.length;
    return [{ document: names.get(source) ?? '', text }];
  });
}

/** The best first. After those that bear on a question come the beginnings of documents, as a best guess. */
async function ranked(db: EntityManager, asked: Asked, documents: Sized[]): Promise<Piece[]> {
  const ids = documents.map(({ id }) => id);
  const byWords = await rankedByWords(db, asked, ids);
  const byVectors = await rankedByVectors(db, asked, ids);
  const beginnings: { id: string }[] = await db.query(
    `SELECT p.id FROM passages p JOIN unnest($2::text[]) WITH ORDINALITY AS d (id, place) ON p.source = d.id
     WHERE project_id = $1 AND kind = 'document' ORDER BY ordinal, d.place LIMIT ${PLACES}`,
    [asked.projectId, ids],
  );
  const order = [...new Set([...fused([...byWords, ...byVectors]), ...beginnings.map(({ id }) => id)])];
  const pieces: Piece[] = await db.query(
    `SELECT p.id, source, text FROM passages p JOIN unnest($1::bigint[]) WITH ORDINALITY AS o (id, place) USING (id)
     ORDER BY place`,
    [order],
  );
  return pieces;
}

/** For each question the ids of the passages that have any of its words, except stop words. */
async function rankedByWords(db: EntityManager, { projectId, questions }: Asked, ids: string[]): Promise<string[][]> {
  const wanted = questions.map((question) => toTsquery(anyOf([question]), plain));
  const rows: { question: string; id: string }[] = await db.query(
    `WITH configs AS (SELECT DISTINCT config FROM passages WHERE project_id = $1 AND kind = 'document'),
     asked AS (SELECT question, config, to_tsquery(config::regconfig, words) AS wanted
       FROM unnest($3::text[]) WITH ORDINALITY AS q (words, question), configs),
     found AS (SELECT question, p.id, row_number() OVER (
         PARTITION BY question ORDER BY ts_rank_cd(p.words, wanted, 1) DESC, p.source, p.ordinal) AS place
       FROM asked JOIN passages p ON p.config = asked.config AND p.words @@ wanted
       WHERE p.project_id = $1 AND p.kind = 'document' AND p.source = ANY ($2::text[]))
     SELECT question, id FROM found WHERE place <= ${PLACES} ORDER BY question, place`,
    [projectId, ids, wanted],
  );
  return questions.map((_, i) => rows.filter(({ question }) => Number(question) === i + 1).map(({ id }) => id));
}

/** For each question the ids of the passages whose vectors are nearest to its own. */
async function rankedByVectors(db: EntityManager, { projectId, vectors }: Asked, ids: string[]): Promise<string[][]> {
  if (!vectors) return [];
  const rows: { id: string; vector: Buffer }[] = await db.query(
    `SELECT id, vector FROM passages WHERE project_id = $1 AND kind = 'document' AND source = ANY ($2::text[])
       AND model = $3 AND vector IS NOT NULL ORDER BY source, ordinal LIMIT ${MOST_COMPARED}`,
    [projectId, ids, vectors.model],
  );
  const passages = rows.map(({ id, vector }) => ({ id, vector: unpacked(vector) }));
  return vectors.items.map((question) =>
    passages
      .map(({ id, vector }) => ({ id, score: cosine(question, vector) }))
      .toSorted((a, b) => b.score - a.score)
      .slice(0, PLACES)
      .map(({ id }) => id),
  );
}
