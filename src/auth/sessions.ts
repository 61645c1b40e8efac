/** Where a person is signed in. */
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { Session } from '../contract/account.js';
import { problems } from '../http/problem.js';
import { Endings } from './caller.js';
import { AUTH_POOL } from './tokens.js';

/** How exactly it is known when a session was last used. */
const NOTED_EACH_MS = 60_000;
/** Sessions of which it is remembered that they were noted; the oldest are forgotten first, and then noted again. */
const MOST_REMEMBERED = 10_000;

interface Row {
  id: string;
  user_agent: string | null;
  address: string | null;
  created_at: Date;
  seen_at: Date;
}

@Injectable()
export class Sessions {
  private readonly noted = new Map<string, number>();

  constructor(
    @Inject(AUTH_POOL) private readonly pool: Pool,
    private readonly endings: Endings,
  ) {}

  /** The person's, the one used last first. `own`: by which they ask. */
  async list(userId: string, own: string | null): Promise<Session[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT s.id, s."userAgent" AS user_agent, s."ipAddress" AS address, s."createdAt" AS created_at,
         coalesce(n.seen_at, s."updatedAt") AS seen_at
       FROM session s LEFT JOIN session_seen n ON n.session_id = s.id
       WHERE s."userId" = $1 AND s."expiresAt" > now() ORDER BY seen_at DESC, s.id`,
      [userId],
    );
    return rows.map(({ id, user_agent, address, created_at, seen_at }) => ({
      id,
      userAgent: user_agent ?? '',
      address: address ?? '',
      createdAt: created_at.toISOString(),
      lastSeenAt: seen_at.toISOString(),
      isThis: id === own,
    }));
  }

  /** Its sockets and streams end, too. Throws 404 for a session that is not theirs. */
  async end(userId: string, id: string): Promise<void> {
    const { rowCount } = await this.pool.query('DELETE FROM session WHERE id = $1 AND "userId" = $2', [id, userId]);
    if (rowCount === 0) throw problems.notFound('This session');
    this.endings.announce({ sessionId: id });
  }

  /** All but `own`. */
  async endOthers(userId: string, own: string | null): Promise<void> {
    const { rows } = await this.pool.query<{ id: string }>(
      'DELETE FROM session WHERE "userId" = $1 AND ($2::uuid IS NULL OR id <> $2) RETURNING id',
      [userId, own],
    );
    for (const { id } of rows) this.endings.announce({ sessionId: id });
  }

  /** Notes that it was used, at most once a minute in each process. */
  async noteSeen(id: string): Promise<void> {
    const now = performance.now();
    const before = this.noted.get(id);
    if (before !== undefined && now - before < NOTED_EACH_MS) return;
    this.noted.delete(id);
    this.noted.set(id, now);
    const [oldest] = this.noted.keys();
    if (this.noted.size > MOST_REMEMBERED && oldest !== undefined) this.noted.delete(oldest);
    await this.pool.query(
      `INSERT INTO session_seen (session_id, seen_at) SELECT id, now() FROM session WHERE id = $1
       ON CONFLICT (session_id) DO UPDATE SET seen_at = excluded.seen_at`,
      [id],
    );
  }
}
