/** Where it is kept what the recording is. */
import type { Media } from '../contract/project.js';
import { SourceRow } from '../database/entities/project.entity.js';
import type { ProjectTx } from '../events/project-tx.js';

export async function storeMedia(tx: ProjectTx, media: Media): Promise<void> {
  await tx.db.update(SourceRow, { projectId: tx.projectId }, { media });
}
