/** Rechecks in the database whether people connected here still have access: an announcement of its end may have been lost. */
import type { DataSource } from 'typeorm';
import type { Accounts } from '../auth/accounts.js';
import type { Following, Rooms } from './rooms.js';
import { rooms } from './rooms.js';

const NO_LONGER_MEMBERS = `
  SELECT f.project_id AS "projectId", f.user_id AS "userId"
  FROM unnest($1::uuid[], $2::text[]) AS f (project_id, user_id)
  LEFT JOIN members m USING (project_id, user_id) WHERE m.user_id IS NULL`;

export class AccessRecheck {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: Pick<Accounts, 'ended'>,
    private readonly out: Rooms,
  ) {}

  /** Ends open sockets and streams of these projects whose people are not, or no longer, members. */
  async checkMembers(projectIds: readonly string[]): Promise<void> {
    const following = this.out.following(projectIds);
    if (following.length === 0) return;
    const gone: Following[] = await this.db.query(NO_LONGER_MEMBERS, [
      following.map(({ projectId }) => projectId),
      following.map(({ userId }) => userId),
    ]);
    for (const one of gone) this.out.expel(one);
  }

  /** Ends open sockets and streams of sessions and API keys that have ended or expired. */
  async checkSessions(): Promise<void> {
    const ended = await this.accounts.ended(this.out.local('session'), this.out.local('apiKey'));
    for (const one of ended) this.out.disconnectHere(roomOf(one));
  }
}

/** The room of all sockets and streams that this session or API key has opened. */
export const roomOf = (ended: { sessionId: string } | { apiKeyId: string }): string =>
  'sessionId' in ended ? rooms.session(ended.sessionId) : rooms.apiKey(ended.apiKeyId);
