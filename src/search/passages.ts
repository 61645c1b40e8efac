/** The search index. Written in the transaction that changes the text, so that no search finds an old one. */
import type { EntityManager } from 'typeorm';
import { DocumentRow } from '../database/entities/document.entity.js';
import type { ProjectTx } from '../events/project-tx.js';
import type { Transcript } from '../contract/content.js';
import type { TalkPassage } from './cut.js';
import { cutText, cutTranscript } from './cut.js';
import { configFor } from './language.js';
import { folded, plain, spoken } from './tokenizer.js';

export type PassageKind = 'transcript' | 'draft' | 'document' | 'slide';

/** `vectorsLost`: there were vectors before, and some passages have none now. */
export interface Reindexed {
  vectorsLost: boolean;
}

/** `source`: of a draft its content type, of a document its id; a project has one transcript. */
export const THE_TRANSCRIPT = { kind: 'transcript', source: '' } as const;

export async function indexTranscript(
  tx: ProjectTx,
  { language, segments }: Pick<Transcript, 'language' | 'segments'>,
): Promise<Reindexed> {
  return replace(tx, { ...THE_TRANSCRIPT, language, passages: cutTranscript(segments) });
}

/** `body`: as plain text. */
export async function indexDraft(tx: ProjectTx, type: string, body: string): Promise<void> {
  await replace(tx, { kind: 'draft', source: type, language: null, passages: withoutMoments(cutText(body)) });
}

/** From here on it can be found, by these passages. */
export async function indexDocument(tx: ProjectTx, documentId: string, texts: string[]): Promise<void> {
  await replace(tx, { kind: 'document', source: documentId, language: null, passages: withoutMoments(texts) });
  await tx.db.update(DocumentRow, { id: documentId }, { passages: texts.length });
}

/** What is to be read on the slides of a recording, each with when it is shown. `language`: BCP 47; null where nobody knows. */
export async function indexSlides(
  tx: ProjectTx,
  language: string | null,
  slides: { text: string; atMs: number }[],
): Promise<void> {
  const passages = slides.flatMap(({ text, atMs }) =>
    cutText(text).map((piece): TalkPassage => ({ text: piece, moments: [[0, atMs]] })),
  );
  await replace(tx, { kind: 'slide', source: '', language, passages });
}

export async function removePassages(db: EntityManager, projectId: string, documentId: string): Promise<void> {
  await db.query("DELETE FROM passages WHERE project_id = $1 AND kind = 'document' AND source = $2", [
    projectId,
    documentId,
  ]);
}

/** Of so many passages each has 1,500 characters or so: a book. */
const MOST_PASSAGES = 400;

/** The passages of the documents of a project, in order. */
export async function readDocumentTexts(db: EntityManager, projectId: string): Promise<string[]> {
  const rows = await db.query<{ text: string }[]>(
    `SELECT text FROM passages WHERE project_id = $1 AND kind = 'document' ORDER BY source, ordinal LIMIT $2`,
    [projectId, MOST_PASSAGES],
  );
  return rows.map(({ text }) => text);
}

interface Written {
  kind: PassageKind;
  source: string;
  /** BCP 47; null where nobody said. */
  language: string | null;
  passages: { text: string; moments: TalkPassage['moments'] | null }[];
}

const withoutMoments = (texts: string[]): Written['passages'] => texts.map((text) => ({ text, moments: null }));

/** Vectors of unchanged passages are kept, because they were paid for. */
const REPLACE = `
  WITH old AS (
    DELETE FROM passages WHERE project_id = $1 AND kind = $2 AND source = $3 RETURNING text, model, vector),
  known AS (SELECT DISTINCT ON (text) text, model, vector FROM old WHERE vector IS NOT NULL ORDER BY text),
  written AS (
    INSERT INTO passages (project_id, kind, source, ordinal, text, moments, config, words, model, vector)
    SELECT $1, $2, $3, n.ordinal - 1, n.text, n.moments::jsonb, $4::text,
      to_tsvector('simple', n.folded) || to_tsvector($4::text::regconfig, n.plain), known.model, known.vector
    FROM unnest($5::text[], $6::text[], $7::text[], $8::text[])
      WITH ORDINALITY AS n (text, moments, folded, plain, ordinal)
    LEFT JOIN known USING (text) RETURNING vector)
  SELECT EXISTS (SELECT FROM known) AND EXISTS (SELECT FROM written WHERE vector IS NULL) AS "vectorsLost"`;

async function replace(tx: ProjectTx, { kind, source, language, passages }: Written): Promise<Reindexed> {
  const texts = passages.map(({ text }) => text);
  const config = await configFor(tx.db, language, texts.join(' '));
  const [reindexed] = await tx.db.query<Reindexed[]>(REPLACE, [
    tx.projectId,
    kind,
    source,
    config,
    texts,
    passages.map(({ moments }) => moments && JSON.stringify(moments)),
    texts.map((text) => spoken(text, folded)),
    texts.map((text) => spoken(text, plain)),
  ]);
  return reindexed ?? { vectorsLost: false };
}
