/** Pictures that people put into drafts, and how they are called there. */
import type { EntityManager } from 'typeorm';
import { OwnPictureRow } from '../database/entities/content.entity.js';
import type { ProjectTx } from '../events/project-tx.js';
import { projectPrefix } from '../outside/storage/storage.js';

export const frameName = (atMs: number): string => `at-${atMs}.jpg`;

export const ownPictureKey = (projectId: string, name: string): string => `${projectPrefix(projectId)}pictures/${name}`;

export type NewOwnPicture = Pick<OwnPictureRow, 'name' | 'type' | 'width' | 'height' | 'sizeBytes'> & {
  atMs?: number;
};

/** One that is there already stays. */
export async function addOwnPicture(tx: ProjectTx, { atMs, ...picture }: NewOwnPicture): Promise<void> {
  const { projectId } = tx;
  const row = { projectId, ...picture, atMs: atMs ?? null, objectKey: ownPictureKey(projectId, picture.name) };
  await tx.db.createQueryBuilder().insert().into(OwnPictureRow).values(row).orIgnore().execute();
}

/** Any other name is none, such as one with a character that PostgreSQL does not keep. */
const NAME = /^[\w.-]{1,100}$/;

export const ownPicture = async (db: EntityManager, projectId: string, name: string): Promise<OwnPictureRow | null> =>
  NAME.test(name) ? db.findOneBy(OwnPictureRow, { projectId, name }) : null;
