/** Projects: one source video each, and all that is derived from it. */
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { EventLog } from '../events/event-log.js';
import type { ProjectCard, ProjectChange, ProjectQuery, ProjectSnapshot, TagInUse } from '../contract/project.js';
import { MemberRow, ProjectRow } from '../database/entities/project.entity.js';
import { problems } from '../http/problem.js';
import { requireRole, writeAs } from '../members/access.js';
import { refuseProjectsOver } from '../members/owner-limits.js';
import type { Settings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { Search } from '../search/search.js';
import { pageOfCards } from './cards.js';
import { setLanguage } from './language.js';
import { readSnapshot } from './snapshot.js';

@Injectable()
export class Projects {
  constructor(
    private readonly log: EventLog,
    private readonly search: Search,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'projectsPerOwner'>,
  ) {}

  /** Throws the problem 507 `project_limit`. */
  async create(userId: string, title: string): Promise<ProjectSnapshot> {
    const id = randomUUID();
    await this.log.db.transaction(async (db) => {
      await refuseProjectsOver(db, userId, this.settings.projectsPerOwner);
      await db.insert(ProjectRow, { id, title, countedFor: userId });
      await db.insert(MemberRow, { projectId: id, userId, role: 'owner' });
    });
    return this.snapshot(userId, id);
  }

  /** A page of what the query asks for. Throws the problem 422 for a cursor that no page gave. */
  async page(
    userId: string,
    { q, sort, cursor, state, tag }: ProjectQuery,
  ): Promise<{ items: ProjectCard[]; nextCursor: string | null }> {
    const words = q === undefined ? null : { q, ids: await this.search.projectIds(userId, q) };
    return pageOfCards(this.log.db, userId, { sort, cursor, state, tag, words });
  }

  /** By name. */
  tags(userId: string): Promise<TagInUse[]> {
    return this.log.db.query(
      `SELECT tag, count(*)::int AS projects FROM members m JOIN projects p ON p.id = m.project_id, unnest(p.tags) AS tag
       WHERE m.user_id = $1 GROUP BY tag ORDER BY lower(tag), tag`,
      [userId],
    );
  }

  /** Throws the problem 404 for people who may not see the project. */
  async snapshot(userId: string, projectId: string): Promise<ProjectSnapshot> {
    await requireRole(this.log.db.manager, projectId, userId, 'viewer');
    const snapshot = await this.log.db.transaction('REPEATABLE READ', (tx) => readSnapshot(tx, projectId, userId));
    if (!snapshot) throw problems.notFound('This project');
    return snapshot;
  }

  /** Gives it another title or other tags, or says what is spoken in it: what was made from another language is then marked stale. */
  async change(userId: string, projectId: string, { title, language, tags }: ProjectChange): Promise<ProjectSnapshot> {
    await writeAs(this.log, [projectId, userId, 'editor'], async (tx) => {
      const written = { ...(title !== undefined && { title }), ...(tags !== undefined && { tags }) };
      const isWritten = Object.keys(written).length > 0;
      if (isWritten) await tx.db.update(ProjectRow, { id: projectId }, written);
      const isOther = language !== undefined && (await setLanguage(tx, language));
      if (isWritten || isOther) tx.append('project.updated');
    });
    return this.snapshot(userId, projectId);
  }
}
