/** The vectors of passages, which are stored beside their words. */
import type { EntityManager } from 'typeorm';
import type { ProjectTx } from '../events/project-tx.js';
import type { PassageKind } from './passages.js';
import type { Embedded } from './vectors.js';

/** The passages of one text of a project. */
export interface PassageOwner {
  projectId: string;
  kind: PassageKind;
  source: string;
}

/** Those of the texts for which these passages have no vector by this model. */
export async function lackingVectors(
  db: EntityManager,
  { projectId, kind, source }: PassageOwner,
  model: string,
  texts: string[],
): Promise<string[]> {
  const rows: { text: string }[] = await db.query(
    `SELECT text FROM passages WHERE project_id = $1 AND kind = $2 AND source = $3 AND model = $4 AND vector IS NOT NULL`,
    [projectId, kind, source, model],
  );
  const known = new Set(rows.map(({ text }) => text));
  return [...new Set(texts)].filter((text) => !known.has(text));
}

/** Stores vectors; passages whose text has changed meanwhile get none. */
export async function storeVectors(tx: ProjectTx, { kind, source }: Omit<PassageOwner, 'projectId'>, made: Embedded) {
  await tx.db.query(
    `UPDATE passages p SET model = $4, vector = decode(v.vector, 'base64')
     FROM unnest($5::text[], $6::text[]) AS v (text, vector)
     WHERE p.project_id = $1 AND p.kind = $2 AND p.source = $3 AND p.text = v.text`,
    [
      tx.projectId,
      kind,
      source,
      made.model,
      made.items.map(({ text }) => text),
      made.items.map(({ vector }) => vector),
    ],
  );
}
