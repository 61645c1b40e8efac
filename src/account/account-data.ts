/** All that is kept of a person, for themselves, as one file. */
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { ApiKeys } from '../auth/api-keys.js';
import type { Caller } from '../auth/caller.js';
import { accountOf } from '../auth/caller.js';
import { Sessions } from '../auth/sessions.js';
import { PROVIDER } from '../auth/single-sign-on.js';
import { toInfo } from '../content/own/stored.js';
import type { AccountData } from '../contract/account-data.js';
import { ContentTypeRow } from '../database/entities/content.entity.js';
import { NoticeRow } from '../database/entities/event.entity.js';
import { toNotice } from '../events/event-log.js';
import { Webhooks } from '../webhooks/webhooks.js';

const PROJECTS = `
  SELECT p.id, p.title, m.role, p.tags, p.created_at AS "createdAt", p.updated_at AS "updatedAt",
    p.binned_at AS "binnedAt", s.filename AS recording,
    coalesce((SELECT jsonb_agg(jsonb_build_object('type', v.type, 'body', v.body) ORDER BY v.type)
      FROM (SELECT DISTINCT ON (type) type, body FROM content_versions WHERE project_id = p.id
        ORDER BY type, version DESC) v), '[]') AS drafts
  FROM (SELECT project_id, role FROM members WHERE user_id = $1
    UNION ALL SELECT project_id, role FROM binned_members WHERE user_id = $1 AND role = 'owner') m
  JOIN projects p ON p.id = m.project_id LEFT JOIN sources s ON s.project_id = p.id ORDER BY p.created_at, p.id`;

@Injectable()
export class AccountDataReader {
  constructor(
    private readonly db: DataSource,
    private readonly sessions: Sessions,
    private readonly apiKeys: ApiKeys,
    private readonly webhooks: Webhooks,
  ) {}

  /** Keys and webhooks without their secrets; of projects the current drafts, and no files. */
  async read(caller: Caller): Promise<AccountData> {
    const { userId } = caller;
    const voices: { posts: unknown; keepTo: string }[] = await this.db.query(
      'SELECT posts, keep_to AS "keepTo" FROM voices WHERE user_id = $1',
      [userId],
    );
    const mails: { drafts: string; language: string }[] = await this.db.query(
      'SELECT drafts, language FROM mail_choices WHERE user_id = $1',
      [userId],
    );
    const projects: (Omit<AccountData['projects'][number], 'createdAt' | 'updatedAt' | 'binnedAt'> &
      Record<'createdAt' | 'updatedAt', Date> & { binnedAt: Date | null })[] = await this.db.query(PROJECTS, [userId]);
    return {
      account: accountOf(caller),
      sessions: await this.sessions.list(userId, caller.sessionId),
      apiKeys: await this.apiKeys.list(userId),
      identityProvider: await this.identitiesOf(userId),
      mails: mails[0] ?? null,
      voice: voices[0] ?? null,
      ...(await this.madeBy(userId)),
      projects: projects.map((project) => ({
        ...project,
        createdAt: project.createdAt.toISOString(),
        updatedAt: project.updatedAt.toISOString(),
        binnedAt: project.binnedAt?.toISOString() ?? null,
      })),
    };
  }

  private async identitiesOf(userId: string): Promise<AccountData['identityProvider']> {
    const rows: { sub: string; at: Date }[] = await this.db.query(
      'SELECT "accountId" AS sub, "createdAt" AS at FROM auth.account WHERE "userId" = $1 AND "providerId" = $2',
      [userId, PROVIDER],
    );
    return rows.map(({ sub, at }) => ({ sub, connectedAt: at.toISOString() }));
  }

  /** Webhooks also of the installation, whoever administers it by now. */
  private async madeBy(userId: string): Promise<Pick<AccountData, 'contentTypes' | 'webhooks' | 'notices'>> {
    const types = await this.db.manager.find(ContentTypeRow, {
      where: { ownerId: userId, deletedAt: IsNull() },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    const notices = await this.db.manager.find(NoticeRow, { where: { userId }, order: { at: 'ASC', id: 'ASC' } });
    return {
      contentTypes: types.map((row) => toInfo(row, userId)),
      webhooks: await this.webhooks.list({ userId, isAdministrator: true }),
      notices: notices.map(toNotice),
    };
  }
}
