/** Where screenshots are kept. */
import type { EntityManager } from 'typeorm';
import type { Screenshot } from '../contract/content.js';
import { ScreenshotRow } from '../database/entities/content.entity.js';
import type { ProjectTx } from '../events/project-tx.js';

/** A finished screenshot: `key` is its object in the storage. */
export type StoredScreenshot = Omit<Screenshot, 'url'> & { key: string; sizeBytes?: number };

/** PostgreSQL takes at most 65,535 parameters in a statement. */
const ROWS_PER_INSERT = 1_000;

/** In place of those there were. */
export async function storeScreenshots(tx: ProjectTx, shots: StoredScreenshot[]): Promise<void> {
  const { projectId } = tx;
  await tx.db.delete(ScreenshotRow, { projectId });
  for (let start = 0; start < shots.length; start += ROWS_PER_INSERT) {
    const rows = shots.slice(start, start + ROWS_PER_INSERT);
    await tx.db.insert(
      ScreenshotRow,
      rows.map(({ key, sizeBytes = 0, ...shot }) => ({ projectId, objectKey: key, sizeBytes, ...shot })),
    );
  }
}

/** In order. */
export async function readScreenshots(db: EntityManager, projectId: string): Promise<StoredScreenshot[]> {
  const rows = await db.find(ScreenshotRow, { where: { projectId }, order: { index: 'ASC' } });
  return rows.map(({ objectKey: key, projectId: _, ...shot }) => ({ ...shot, key }));
}
