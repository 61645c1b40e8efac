/** What is read for tabs that join, once for all who join a project within a moment: after a web process died they all come at once. */
import type { DataSource, EntityManager } from 'typeorm';
import type { ProjectSnapshot, Role } from '../contract/project.js';
import type { Joined } from '../contract/realtime.js';
import { eventsAfter, missedAfter } from '../events/event-log.js';
import { rolesIn } from '../members/access.js';
import { readShared } from '../projects/snapshot.js';
import { Together } from './together.js';

interface Asked {
  userId: string;
  /** The `seq` up to which the tab knows the project's events, if it says so. */
  after: number | undefined;
}

export class Joins {
  private readonly roles: Together<string, Role | null>;
  private readonly readings: Together<Asked, Joined | null>;

  constructor(db: DataSource) {
    this.roles = new Together(async (projectId, userIds) => {
      const roles = await rolesIn(db.manager, projectId, userIds);
      return userIds.map((userId) => roles.get(userId) ?? null);
    });
    this.readings = new Together((projectId, asked) =>
      db.transaction('REPEATABLE READ', (tx) => readJoined(tx, projectId, asked)),
    );
  }

  /** Each person's own role, asked for all who ask at the same time in one statement. Null when they may not see the project. */
  roleIn(projectId: string, userId: string): Promise<Role | null> {
    return this.roles.ask(projectId, userId);
  }

  /**
   * Call it when the socket is in the project's room: the view of the database that the answer is read in is newer than that. Null
   * when this person is not a member, or no longer one.
   */
  read(projectId: string, asked: Asked): Promise<Joined | null> {
    return this.readings.ask(projectId, asked);
  }
}

async function readJoined(tx: EntityManager, projectId: string, asked: readonly Asked[]): Promise<(Joined | null)[]> {
  const userIds = asked.map(({ userId }) => userId);
  const roles = await rolesIn(tx, projectId, userIds);
  const shared = roles.size > 0 ? await readShared(tx, projectId) : null;
  if (!shared) return asked.map(() => null);
  const missed = await readMissed(tx, shared, asked);
  return asked.map(({ userId, after }) => {
    const role = roles.get(userId);
    return role ? { snapshot: { ...shared, role }, lastSeq: shared.lastSeq, ...missed(after) } : null;
  });
}

/** The log is read once, for the one who knows least of it. */
async function readMissed(
  tx: EntityManager,
  { id, lastSeq }: Pick<ProjectSnapshot, 'id' | 'lastSeq'>,
  asked: readonly Asked[],
): Promise<(after: number | undefined) => Pick<Joined, 'events' | 'reset'>> {
  const behind = asked.flatMap(({ after }) => (after !== undefined && after < lastSeq ? [after] : []));
  const events = behind.length > 0 ? await eventsAfter(tx, id, Math.min(...behind)) : [];
  const known = new Map<number, Pick<Joined, 'events' | 'reset'>>();
  return (after) => {
    if (after === undefined) return { events: [], reset: false };
    const missed = known.get(after) ?? missedAfter(after, lastSeq, events);
    known.set(after, missed);
    return missed;
  };
}
