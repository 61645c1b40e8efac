/** Projects: one source video each, and all that is derived from it. */
import { Injectable, Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { EventLog } from '../events/event-log.js';
import type { ProjectChange, ProjectSnapshot, ProjectSummary } from '../contract/project.js';
import { MemberRow, ProjectRow, SourceRow } from '../database/entities/project.entity.js';
import { cursorAfter, exactTime, momentOf } from '../http/cursor.js';
import { problems } from '../http/problem.js';
import { projectPrefix, Storage } from '../outside/storage/storage.js';
import { requireRole } from '../members/access.js';
import { setLanguage } from './language.js';
import { readSnapshot, toProjectSummary } from './snapshot.js';

const PAGE = 50;

@Injectable()
export class Projects {
  private readonly logger = new Logger(Projects.name);

  constructor(
    private readonly log: EventLog,
    private readonly storage: Storage,
  ) {}

  async create(userId: string, title: string): Promise<ProjectSnapshot> {
    const id = randomUUID();
    await this.log.db.transaction(async (db) => {
      await db.insert(ProjectRow, { id, title });
      await db.insert(MemberRow, { projectId: id, userId, role: 'owner' });
    });
    return this.snapshot(userId, id);
  }

  /** Newest first. `cursor`: as given by the page before. Throws 422 for one that was not. */
  async page(
    userId: string,
    cursor: string | undefined,
  ): Promise<{ items: ProjectSummary[]; nextCursor: string | null }> {
    const [at, id] = momentOf(cursor);
    const { entities, raw } = await this.log.db
      .createQueryBuilder(ProjectRow, 'p')
      .innerJoin(MemberRow, 'm', 'm.project_id = p.id AND m.user_id = :userId', { userId })
      .addSelect('m.role', 'role')
      .addSelect(exactTime('p.created_at'), 'at')
      .where(at ? '(p.created_at, p.id) < (:at::timestamptz, :id::uuid)' : 'true', { at, id })
      .orderBy('p.created_at', 'DESC')
      .addOrderBy('p.id', 'DESC')
      .limit(PAGE + 1)
      .getRawAndEntities<{ role: ProjectSummary['role']; at: string }>();
    const items = await Promise.all(
      entities.slice(0, PAGE).map(async (project, i) => {
        const source = await this.log.db.manager.findOneBy(SourceRow, { projectId: project.id });
        return toProjectSummary(project, raw[i]?.role ?? 'viewer', source);
      }),
    );
    const [last, lastRaw] = [items.at(-1), raw[items.length - 1]];
    const nextCursor = entities.length > PAGE && last && lastRaw ? cursorAfter(lastRaw.at, last.id) : null;
    return { items, nextCursor };
  }

  /** Throws the problem 404 for people who may not see the project. */
  async snapshot(userId: string, projectId: string): Promise<ProjectSnapshot> {
    await requireRole(this.log.db.manager, projectId, userId, 'viewer');
    const snapshot = await this.log.db.transaction('REPEATABLE READ', (tx) => readSnapshot(tx, projectId, userId));
    if (!snapshot) throw problems.notFound('This project');
    return snapshot;
  }

  /** Gives it another title, or says what is spoken in it: what was made from another language is then marked stale. */
  async change(userId: string, projectId: string, { title, language }: ProjectChange): Promise<ProjectSnapshot> {
    await requireRole(this.log.db.manager, projectId, userId, 'editor');
    await this.log.write(projectId, async (tx) => {
      if (title !== undefined) await tx.db.update(ProjectRow, { id: projectId }, { title });
      const isOther = language !== undefined && (await setLanguage(tx, language));
      if (title !== undefined || isOther) tx.append('project.updated');
    });
    return this.snapshot(userId, projectId);
  }

  /** Running steps notice within a second that their task is gone; then the files go, too. */
  async remove(userId: string, projectId: string): Promise<void> {
    await requireRole(this.log.db.manager, projectId, userId, 'owner');
    // The event is announced but not kept: a tab that was away finds that there is no such project.
    await this.log.write(projectId, async (tx) => {
      tx.append('project.deleted');
      tx.afterCommit(() => this.removeFiles(projectId));
      await tx.removeProject();
    });
  }

  private removeFiles(projectId: string): void {
    this.storage.removeAll(projectPrefix(projectId)).catch((error: unknown) => {
      this.logger.error(`Files of the deleted project ${projectId} are left over: ${String(error)}`);
    });
  }
}
