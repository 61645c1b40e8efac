/** Where screenshots are kept. */
import type { EntityManager } from 'typeorm';
import type { Screenshot } from '../contract/content.js';
import type { SmallWidth } from '../contract/small-widths.js';
import { PictureRow, ScreenshotRow } from '../database/entities/content.entity.js';
import { ProjectRow } from '../database/entities/project.entity.js';
import type { ProjectTx } from '../events/project-tx.js';

/** A finished screenshot: `key` is its object in the storage; `sizeBytes` counts its smaller pictures, too. */
export type StoredScreenshot = Omit<Screenshot, 'url' | 'text' | 'alt' | 'kind'> & {
  key: string;
  sizeBytes?: number;
  /** From when on what a distinct one shows is to be seen, perhaps not yet all of it. */
  sinceMs?: number;
};

/** Where the smaller picture of this width is, of a screenshot at `key`. The nightly sweep knows them by the same ending. */
export const smallKey = (key: string, width: SmallWidth): string => key.replace(/\.jpg$/, `-w${width}.jpg`);

/** PostgreSQL takes at most 65,535 parameters in a statement. */
const ROWS_PER_INSERT = 1_000;

/** In place of those there were. */
export async function storeScreenshots(tx: ProjectTx, shots: StoredScreenshot[]): Promise<void> {
  const { projectId } = tx;
  await tx.db.delete(ScreenshotRow, { projectId });
  // They told of those there were.
  await tx.db.delete(PictureRow, { projectId });
  for (let start = 0; start < shots.length; start += ROWS_PER_INSERT) {
    const rows = shots.slice(start, start + ROWS_PER_INSERT);
    await tx.db.insert(
      ScreenshotRow,
      rows.map(({ key, sizeBytes = 0, sinceMs, ...shot }) => ({
        projectId,
        objectKey: key,
        sizeBytes,
        ...shot,
        sinceMs: sinceMs ?? shot.atMs,
      })),
    );
  }
  await tx.db.update(ProjectRow, { id: projectId }, { screenshotsBytes: bytesOf(shots) });
}

/** Equal pictures are one object. */
function bytesOf(shots: StoredScreenshot[]): number {
  const sizes = new Map(shots.map(({ key, sizeBytes = 0 }) => [key, sizeBytes]));
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** In order. */
export async function readScreenshots(db: EntityManager, projectId: string): Promise<StoredScreenshot[]> {
  const rows = await db.find(ScreenshotRow, { where: { projectId }, order: { index: 'ASC' } });
  return rows.map(({ objectKey: key, projectId: _, ...shot }) => ({ ...shot, key }));
}
