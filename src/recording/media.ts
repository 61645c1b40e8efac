/** Where it is kept what the recording is. */
import type { StoredMedia } from '../database/entities/inside.js';
import { SourceRow } from '../database/entities/project.entity.js';
import type { ProjectTx } from '../events/project-tx.js';

export async function storeMedia(tx: ProjectTx, media: StoredMedia): Promise<void> {
  await tx.db.update(SourceRow, { projectId: tx.projectId }, { media });
}
