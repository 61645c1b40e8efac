/** Rechecks in the database whether people connected here still have access: an announcement of its end may have been lost. */
import type { DataSource } from 'typeorm';
import type { Accounts } from '../auth/accounts.js';
import type { Following, Rooms } from './rooms.js';
import { rooms } from './rooms.js';

const NO_LONGER_MEMBERS = `
  SELECT f.project_id AS "projectId", f.user_id AS "userId", p.id IS NULL AS "isEnded"
  FROM unnest($1::uuid[], $2::text[]) AS f (project_id, user_id)
  LEFT JOIN members m USING (project_id, user_id)
  LEFT JOIN projects p ON p.id = f.project_id AND p.binned_at IS NULL
  WHERE m.user_id IS NULL`;

/** In so many checks in a row a project may be found ended before its room is closed. */
const GRACE_CHECKS = 3;

export class AccessRecheck {
  /** In how many checks in a row each project that is followed here was found ended. */
  private readonly ended = new Map<string, number>();

  constructor(
    private readonly db: Pick<DataSource, 'query'>,
    private readonly accounts: Pick<Accounts, 'ended'>,
    private readonly out: Pick<Rooms, 'following' | 'local' | 'expel' | 'disconnectHere'>,
  ) {}

  /**
   * Ends open sockets and streams of these projects whose people are not, or no longer, members. Where the project itself is at
   * its end, its last event may still be on its way: it comes first. Meanwhile there is nothing else to hear of it.
   */
  async checkMembers(projectIds: readonly string[]): Promise<void> {
    const following = this.out.following(projectIds);
    this.forgetUnfollowed();
    if (following.length === 0) return;
    const gone: (Following & { isEnded: boolean })[] = await this.db.query(NO_LONGER_MEMBERS, [
      following.map(({ projectId }) => projectId),
      following.map(({ userId }) => userId),
    ]);
    const ended = new Set(gone.flatMap(({ projectId, isEnded }) => (isEnded ? [projectId] : [])));
    for (const id of projectIds) {
      if (ended.has(id)) this.ended.set(id, (this.ended.get(id) ?? 0) + 1);
      // It may have come back from the bin: its next end has its own last event.
      else this.ended.delete(id);
    }
    for (const one of gone) {
      if (!one.isEnded || (this.ended.get(one.projectId) ?? 0) > GRACE_CHECKS) this.out.expel(one);
    }
  }

  private forgetUnfollowed(): void {
    const followed = new Set(this.out.local('project'));
    for (const id of this.ended.keys()) if (!followed.has(id)) this.ended.delete(id);
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
