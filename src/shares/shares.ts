/** Shares: what of a project is to be read by whoever has a link. */
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { NewShare, Share, ShareWithLink } from '../contract/shares.js';
import { shownType } from '../content/own/stored.js';
import type { DeletedRow } from '../events/deleted-things.js';
import { moveBack, moveToBin } from '../events/deleted-things.js';
import type { ProjectTx } from '../events/project-tx.js';
import type { Problem } from '../http/problem.js';
import { problems } from '../http/problem.js';
import { hashOf, newSecret } from '../http/secrets.js';
import { requireRole } from '../members/access.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';

const MOST_EACH = 100;

/** A share as it is used: what may be seen by it, and nothing else. */
export interface Opened {
  id: string;
  projectId: string;
  contents: string[];
  recording: boolean;
  transcript: boolean;
}

interface ShareRow {
  id: string;
  project_id: string;
  contents: string[];
  recording: boolean;
  transcript: boolean;
  created_at: Date;
  expires_at: Date | null;
  views: number;
  last_viewed_at: Date | null;
}

@Injectable()
export class Shares {
  constructor(
    private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'publicUrl'>,
  ) {}

  /** Throws 403, 404, 409 `too_many_shares`, 422 for a type of drafts that there is not. */
  async create(userId: string, projectId: string, wanted: NewShare): Promise<ShareWithLink> {
    const { manager } = this.db;
    await requireRole(manager, projectId, userId, 'editor');
    const known = await Promise.all(wanted.contents.map((type) => shownType(manager, type)));
    const unknown = known.findIndex((type) => type === null);
    if (unknown !== -1)
      throw problems.invalidRequest([{ path: `contents.${unknown}`, message: 'There is no such draft' }]);
    const token = newSecret();
    const { contents, recording, transcript, expiresAt } = wanted;
    const [row] = await manager.query<ShareRow[]>(
      `INSERT INTO shares (id, project_id, token_hash, contents, recording, transcript, expires_at, created_by)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE (SELECT count(*) FROM shares WHERE project_id = $2) < $9 RETURNING *`,
      [
        randomUUID(),
        projectId,
        hashOf(token),
        [...new Set(contents)],
        recording,
        transcript,
        expiresAt,
        userId,
        MOST_EACH,
      ],
    );
    if (!row) throw tooMany();
    return { ...view(row), link: `${this.settings.publicUrl}/s/${token}` };
  }

  /** Oldest first. Throws the problem 404 for people who may not see the project. */
  async list(userId: string, projectId: string): Promise<Share[]> {
    await requireRole(this.db.manager, projectId, userId, 'viewer');
    const sql = 'SELECT * FROM shares WHERE project_id = $1 ORDER BY created_at, id';
    return (await this.db.query<ShareRow[]>(sql, [projectId])).map(view);
  }

  /** From then on its link leads nowhere; it lies in the bin. Throws 403, 404. */
  async remove(userId: string, projectId: string, id: string): Promise<void> {
    const { manager } = this.db;
    await requireRole(manager, projectId, userId, 'editor');
    if (!(await moveToBin(manager, 'share', { projectId, of: id }))) throw problems.notFound('This link');
  }

  /** Throws the problem 404 for a token of no share, or of one that has ended. */
  async open(token: string): Promise<Opened> {
    const [row] = await this.db.query<ShareRow[]>(
      `SELECT s.* FROM shares s JOIN projects p ON p.id = s.project_id AND p.binned_at IS NULL
       WHERE s.token_hash = $1 AND (s.expires_at IS NULL OR s.expires_at > now())`,
      [hashOf(token)],
    );
    if (!row) throw problems.notFound('This page');
    const { id, project_id: projectId, contents, recording, transcript } = row;
    return { id, projectId, contents, recording, transcript };
  }

  /** Counts that its page was opened. */
  async count({ id }: Pick<Opened, 'id'>): Promise<void> {
    await this.db.query('UPDATE shares SET views = views + 1, last_viewed_at = now() WHERE id = $1', [id]);
  }
}

/** Its link is good again. Throws the problem 409 `too_many_shares`. */
export async function restoreShare({ db, projectId }: ProjectTx, deleted: DeletedRow): Promise<void> {
  const [row] = await db.query<{ full: boolean }[]>('SELECT count(*) >= $2 AS full FROM shares WHERE project_id = $1', [
    projectId,
    MOST_EACH,
  ]);
  if (row?.full === true) throw tooMany();
  await moveBack(db, 'share', deleted);
}

const tooMany = (): Problem =>
  problems.conflict('too_many_shares', `This project has ${MOST_EACH} links. Delete one first.`);

const view = (row: ShareRow): Share => ({
  id: row.id,
  contents: row.contents,
  recording: row.recording,
  transcript: row.transcript,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  views: row.views,
  lastViewedAt: row.last_viewed_at?.toISOString() ?? null,
});
