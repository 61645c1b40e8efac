/** For whom how much counts: projects, bytes, and what was spent on vendors. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../auth/accounts.js';
import type { OperatorOwner, OwnersQuery } from '../contract/operators.js';
import { storedBytes } from '../members/storage-use.js';

const MOST = 100;

interface Found {
  user_id: string;
  projects: number;
  bytes: number;
  usd: number;
  unfinished: number;
}

const orders = { storage: 'bytes DESC, usd DESC', cost: 'usd DESC, bytes DESC' } satisfies Record<
  NonNullable<OwnersQuery['by']>,
  string
>;

/** Reads all projects. That is for an operator now and then, not for a page that everybody opens. */
const ownersBy = (order: string): string => `
  WITH stored AS (SELECT project_id, sum(bytes) AS bytes FROM (${storedBytes}) one GROUP BY project_id),
  under_way AS (
    SELECT project_id, count(*) AS tasks FROM tasks WHERE status IN ('queued', 'running') GROUP BY project_id)
  SELECT o.user_id, count(*)::int AS projects, coalesce(sum(s.bytes), 0)::float8 AS bytes,
    coalesce(sum(p.usd), 0)::float8 AS usd, coalesce(sum(u.tasks), 0)::int AS unfinished
  FROM (SELECT id AS project_id, counted_for AS user_id FROM projects WHERE counted_for IS NOT NULL) o LEFT JOIN stored s USING (project_id) LEFT JOIN project_spend p USING (project_id)
    LEFT JOIN under_way u USING (project_id)
  GROUP BY o.user_id ORDER BY ${order}, o.user_id LIMIT ${MOST}`;

@Injectable()
export class OperatorOwners {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: Accounts,
  ) {}

  /** The first hundred. */
  async list(by: NonNullable<OwnersQuery['by']>): Promise<OperatorOwner[]> {
    const found = await this.db.query<Found[]>(ownersBy(orders[by]));
    const people = await this.accounts.findByIds(found.map((one) => one.user_id));
    return found.map((one) => {
      const account = people.get(one.user_id);
      return {
        userId: one.user_id,
        name: account?.name ?? null,
        email: account?.email ?? null,
        projects: one.projects,
        storageBytes: one.bytes,
        spentUsd: one.usd,
        unfinishedTasks: one.unfinished,
      };
    });
  }
}
