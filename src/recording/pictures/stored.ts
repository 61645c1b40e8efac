/** Where it is kept what is to be seen and read on the distinct screenshots. */
import type { EntityManager } from 'typeorm';
import { PictureRow, ScreenshotRow } from '../../database/entities/content.entity.js';
import type { ProjectTx } from '../../events/project-tx.js';
import type { Described } from './describe.js';

/** A distinct screenshot, and what is on it. `sinceMs`: from when on it is to be seen, perhaps not yet all of it. */
export interface Picture extends Described {
  index: number;
  atMs: number;
  sinceMs: number;
  alt: string;
}

/** In place of those there were. */
export async function storePictures(tx: ProjectTx, pictures: Omit<Picture, 'atMs' | 'sinceMs'>[]): Promise<void> {
  const { projectId } = tx;
  await tx.db.delete(PictureRow, { projectId });
  if (pictures.length === 0) return;
  const columns = pictures.map(({ index, kind, text, title, code, alt }) => ({ index, kind, text, title, code, alt }));
  await tx.db.query(
    `INSERT INTO pictures (project_id, index, kind, text, title, code, alt)
     SELECT $1, p.* FROM jsonb_to_recordset($2::jsonb) AS p (index int, kind text, text text, title text, code text, alt text)`,
    [projectId, JSON.stringify(columns)],
  );
}

/** In order; none before they were read. */
export async function readPictures(db: EntityManager, projectId: string): Promise<Picture[]> {
  const rows = await db.find(PictureRow, { where: { projectId }, order: { index: 'ASC' } });
  if (rows.length === 0) return [];
  const shots = await db.find(ScreenshotRow, {
    select: { index: true, atMs: true, sinceMs: true },
    where: { projectId, distinct: true },
  });
  const times = new Map(shots.map(({ index, atMs, sinceMs }) => [index, { atMs, sinceMs }]));
  return rows.map(({ projectId: _, ...picture }) => ({
    ...picture,
    ...(times.get(picture.index) ?? { atMs: 0, sinceMs: 0 }),
  }));
}
