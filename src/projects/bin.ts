/** Deleted projects lie in the bin for a while: gone for everybody, and brought back by who owned them. */
import { Injectable, Logger } from '@nestjs/common';
import { BIN_DAYS } from '../contract/bin-days.js';
import type { Binned, ProjectSnapshot } from '../contract/project.js';
import { EventLog } from '../events/event-log.js';
import { ProjectGone } from '../events/project-tx.js';
import { problems } from '../http/problem.js';
import { writeAs } from '../members/access.js';
import { projectPrefix, Storage } from '../outside/storage/storage.js';
import { cancelForBin, goOnAfterBin } from '../tasks/binned.js';
import { Tasks } from '../tasks/tasks.js';
import { Projects } from './projects.js';

/** Nobody needs more of them at once: what was deleted long ago is gone for good. */
const MOST_SHOWN = 500;

const IN_BIN = `
  SELECT p.id, p.title, p.binned_at AS "binnedAt", p.binned_at + make_interval(days => $2) AS "goneAt",
    (SELECT (s.media->>'durationMs')::float8 FROM sources s WHERE s.project_id = p.id) AS "durationMs",
    (coalesce((SELECT s.size_bytes FROM sources s WHERE s.project_id = p.id), 0)
      + coalesce((SELECT sum(d.size_bytes) FROM documents d WHERE d.project_id = p.id), 0)
      + coalesce((SELECT sum(o.size_bytes) FROM own_pictures o WHERE o.project_id = p.id), 0)
      + coalesce((SELECT sum(d.size_bytes) FROM deleted_things d WHERE d.project_id = p.id), 0)
      + coalesce((SELECT sum(u.size_bytes) FROM uploads u
          WHERE u.project_id = p.id AND u.state IN ('receiving', 'stored')), 0)
      + p.screenshots_bytes)::float8 AS "sizeBytes"
  FROM projects p JOIN binned_members m ON m.project_id = p.id
  WHERE m.user_id = $1 AND m.role = 'owner' ORDER BY p.binned_at DESC, p.id LIMIT ${MOST_SHOWN}`;

@Injectable()
export class Bin {
  private readonly logger = new Logger(Bin.name);

  constructor(
    private readonly log: EventLog,
    private readonly storage: Storage,
    private readonly tasks: Tasks,
    private readonly projects: Projects,
  ) {}

  /** What this person has deleted, the latest first. */
  async list(userId: string): Promise<Binned[]> {
    const rows: (Omit<Binned, 'binnedAt' | 'goneAt'> & { binnedAt: Date; goneAt: Date })[] = await this.log.db.query(
      IN_BIN,
      [userId, BIN_DAYS],
    );
    return rows.map((row) => ({ ...row, binnedAt: row.binnedAt.toISOString(), goneAt: row.goneAt.toISOString() }));
  }

  /** What is under way in it is cancelled; running steps notice within a second. */
  async put(userId: string, projectId: string): Promise<void> {
    await unlessGone(
      writeAs(this.log, [projectId, userId, 'owner'], async (tx) => {
        await cancelForBin(tx);
        await tx.putIntoBin();
      }),
    );
  }

  /** With all its people; what was cancelled when it was deleted goes on. Throws the problem 404 for what is not in this person's bin. */
  async restore(userId: string, projectId: string): Promise<ProjectSnapshot> {
    await this.requireMine(userId, projectId);
    await unlessGone(
      this.log.writeInBin(projectId, async (tx) => {
        await tx.takeFromBin();
        await goOnAfterBin(tx, this.tasks);
      }),
    );
    return this.projects.snapshot(userId, projectId);
  }

  /** With all its files. Throws as `restore`. */
  async removeForGood(userId: string, projectId: string): Promise<void> {
    await this.requireMine(userId, projectId);
    await unlessGone(
      this.log.writeInBin(projectId, async (tx) => {
        tx.afterCommit(() => this.removeFiles(projectId));
        await tx.removeProject();
      }),
    );
  }

  private async requireMine(userId: string, projectId: string): Promise<void> {
    const found: unknown[] = await this.log.db.query(
      "SELECT FROM binned_members WHERE project_id = $1 AND user_id = $2 AND role = 'owner'",
      [projectId, userId],
    );
    if (found.length === 0) throw problems.notFound('This project');
  }

  private removeFiles(projectId: string): void {
    this.storage.removeAll(projectPrefix(projectId)).catch((error: unknown) => {
      this.logger.error(`Files of the deleted project ${projectId} are left over: ${String(error)}`);
    });
  }
}

/** Somebody else has moved it meanwhile. */
async function unlessGone(written: Promise<void>): Promise<void> {
  try {
    await written;
  } catch (error) {
    throw error instanceof ProjectGone ? problems.notFound('This project') : error;
  }
}
