/** A project's documents as they are stored, and as they are answered. */
import type { EntityManager } from 'typeorm';
import type { ContextDocument } from '../contract/context-document.js';
import { DocumentRow } from '../database/entities/document.entity.js';

export const toDocument = (row: DocumentRow): ContextDocument => ({
  id: row.id,
  filename: row.filename,
  kind: row.kind,
  sizeBytes: row.sizeBytes,
  passages: row.passages,
  uploadedAt: row.uploadedAt.toISOString(),
});

/** In the order in which they were given. */
export async function documentsOf(db: EntityManager, projectId: string): Promise<ContextDocument[]> {
  const rows = await db.find(DocumentRow, { where: { projectId }, order: { uploadedAt: 'ASC', id: 'ASC' } });
  return rows.map(toDocument);
}
