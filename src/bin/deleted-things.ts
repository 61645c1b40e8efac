/** Documents, pictures, links and kinds of drafts that were deleted: shown to who may bring them back, and brought back. */
import { Injectable, Logger } from '@nestjs/common';
import { OwnTypes } from '../content-types/own-types.js';
import { BIN_DAYS } from '../contract/bin-days.js';
import type { DeletedKind, DeletedThing } from '../contract/deleted-things.js';
import { restoreDocument } from '../documents/documents.js';
import type { DeletedRow, MovedKind } from '../events/deleted-things.js';
import { deleteFromBin } from '../events/deleted-things.js';
import { EventLog } from '../events/event-log.js';
import type { ProjectTx } from '../events/project-tx.js';
import { ProjectGone } from '../events/project-tx.js';
import { problems } from '../http/problem.js';
import { writeAs } from '../members/access.js';
import { Storage } from '../outside/storage/storage.js';
import { restorePicture } from '../pictures/own-pictures.js';
import { restoreShare } from '../shares/shares.js';
import { Tasks } from '../tasks/tasks.js';

/** Nobody needs more of them at once. */
const MOST_SHOWN = 500;

const SHOWN = `
  SELECT d.id, d.kind, d.of, d.name, CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('id', p.id, 'title', p.title) END AS project,
    d.size_bytes::float8 AS "sizeBytes", d.binned_at AS "binnedAt", d.binned_at + make_interval(days => $2) AS "goneAt"
  FROM deleted_things d LEFT JOIN projects p ON p.id = d.project_id
  WHERE d.user_id = $1
    OR d.project_id IN (SELECT project_id FROM members WHERE user_id = $1 AND role IN ('owner', 'editor'))
  ORDER BY d.binned_at DESC, d.id LIMIT ${MOST_SHOWN}`;

/** How what was a project's comes back; total, so that a new kind says it. */
const RESTORED = {
  document: (tx, deleted, tasks) => restoreDocument(tx, tasks, deleted),
  picture: (tx, deleted) => restorePicture(tx, deleted),
  share: (tx, deleted) => restoreShare(tx, deleted),
} satisfies Record<MovedKind, (tx: ProjectTx, deleted: DeletedRow, tasks: Tasks) => Promise<void>>;

type Found =
  | { kind: MovedKind; projectId: string }
  /** Of this person. */
  | { kind: Exclude<DeletedKind, MovedKind>; projectId: null };

@Injectable()
export class DeletedThings {
  private readonly logger = new Logger(DeletedThings.name);

  constructor(
    private readonly log: EventLog,
    private readonly storage: Storage,
    private readonly tasks: Tasks,
    private readonly types: OwnTypes,
  ) {}

  async list(userId: string): Promise<DeletedThing[]> {
    const rows: (Omit<DeletedThing, 'binnedAt' | 'goneAt'> & { binnedAt: Date; goneAt: Date })[] =
      await this.log.db.query(SHOWN, [userId, BIN_DAYS]);
    return rows.map((row) => ({ ...row, binnedAt: row.binnedAt.toISOString(), goneAt: row.goneAt.toISOString() }));
  }

  /** Throws the problems 403, 404, and 409 where there is no more room for it. */
  async restore(userId: string, id: string): Promise<void> {
    const found = await this.find(userId, id);
    if (found.projectId === null) return this.types.restore(userId, id);
    const restored = RESTORED[found.kind];
    await this.write(userId, found.projectId, async (tx) => {
      const sql = 'SELECT id, of, was FROM deleted_things WHERE id = $1 AND project_id = $2';
      const [deleted] = await tx.db.query<DeletedRow[]>(sql, [id, tx.projectId]);
      if (!deleted) throw notThere();
      await restored(tx, deleted, this.tasks);
    });
  }

  /** With its file. Throws the problems 403 and 404. */
  async removeForGood(userId: string, id: string): Promise<void> {
    const { projectId } = await this.find(userId, id);
    if (projectId === null) {
      await deleteFromBin(this.log.db.manager, 'id = $1 AND user_id = $2', [id, userId]);
      return;
    }
    await this.write(userId, projectId, async (tx) => {
      const files = await deleteFromBin(tx.db, 'id = $1 AND project_id = $2', [id, projectId]);
      tx.afterCommit(() => files.forEach((key) => this.removeFile(key)));
    });
  }

  /** Throws the problem 404 for what is neither this person's nor a project's of theirs. */
  private async find(userId: string, id: string): Promise<Found> {
    const [found] = await this.log.db.query<Found[]>(
      `SELECT kind, project_id AS "projectId" FROM deleted_things WHERE id = $1
         AND (user_id = $2 OR project_id IN (SELECT project_id FROM members WHERE user_id = $2))`,
      [id, userId],
    );
    if (!found) throw notThere();
    return found;
  }

  private async write(userId: string, projectId: string, work: (tx: ProjectTx) => Promise<void>): Promise<void> {
    try {
      await writeAs(this.log, [projectId, userId, 'editor'], work);
    } catch (error) {
      throw error instanceof ProjectGone ? notThere() : error;
    }
  }

  private removeFile(key: string): void {
    this.storage.remove(key).catch((error: unknown) => {
      this.logger.error(`A file that was deleted for good is left over until the night: ${String(error)}`);
    });
  }
}

const notThere = () => problems.notFound('What you deleted');
