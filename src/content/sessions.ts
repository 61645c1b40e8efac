/** Versions as people understand them: what one person wrote without a long pause is one session of writing. Pure. */
import type { ContentOrigin } from '../contract/project.js';

/** Somebody who comes back later than this begins another session. */
const PAUSE_MS = 15 * 60_000;

export interface Saved {
  version: number;
  origin: ContentOrigin;
  createdAt: Date;
  /** The id of who saved it; null where nobody did, or before that was kept. */
  savedBy: string | null;
  name: string | null;
}

/** The first and the last version of a session, and how many there are. */
export interface Session {
  first: Saved;
  last: Saved;
  saves: number;
}

/** `versions`: ascending. A version with a name ends its session, so that it is found by it; sessions come ascending, too. */
export function sessionsOf(versions: readonly Saved[]): Session[] {
  const sessions: Session[] = [];
  for (const version of versions) {
    const session = sessions.at(-1);
    if (session && goesOn(session.last, version)) {
      session.last = version;
      session.saves++;
    } else sessions.push({ first: version, last: version, saves: 1 });
  }
  return sessions;
}

const goesOn = (before: Saved, now: Saved): boolean =>
  before.origin === 'edited' &&
  now.origin === 'edited' &&
  before.savedBy === now.savedBy &&
  before.name === null &&
  now.createdAt.getTime() - before.createdAt.getTime() < PAUSE_MS;
