/** Who has which project open, and on which draft: what tabs tell of themselves, shown to all who follow the project. Kept in memory only. */
import type { Redis } from 'ioredis';
import type { PresenceTell, PresentPerson } from '../contract/realtime.js';
import type { Seen } from '../draft-mails/seen.js';
import type { Joins } from './joins.js';
import { PresenceElsewhere } from './presence-elsewhere.js';
import type { Told } from './present-people.js';
import { isSame, presentPeople } from './present-people.js';
import type { DevreelSocket, Rooms } from './rooms.js';
import { rooms } from './rooms.js';

/** What changes within this time is told at once: a person who goes from draft to draft tells several things. */
const TOGETHER_MS = 100;

interface Tools {
  seen: Pick<Seen, 'comes' | 'goes'>;
  joins: Pick<Joins, 'roleIn'>;
  out: Pick<Rooms, 'sendVolatile'>;
  redis: Pick<Redis, 'publish'>;
}

export class Presence {
  /** By project, what the tabs on this process told, by the id of their sockets. */
  private readonly tabs = new Map<string, Map<string, Told>>();
  /** By project, who was announced and shown last; nobody where there is no entry. */
  private readonly announced = new Map<string, PresentPerson[]>();
  private readonly shown = new Map<string, PresentPerson[]>();
  private changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  readonly elsewhere: PresenceElsewhere;

  constructor(private readonly tools: Tools) {
    this.elsewhere = new PresenceElsewhere({
      redis: tools.redis,
      own: () => this.announced,
      onChange: (projectId) => this.change(projectId),
    });
  }

  start(): void {
    this.elsewhere.start();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.elsewhere.stop();
  }

  /** Answers who is in the project that the tab shows. Null where its person may not see that project: then they are in none. */
  async tell(socket: DevreelSocket, { visible, projectId, draft }: PresenceTell): Promise<PresentPerson[] | null> {
    const { userId, name } = socket.data.caller;
    // Asked each time: who was removed keeps a socket that never joined.
    const mayBeThere = projectId === null || (await this.tools.joins.roleIn(projectId, userId));
    // Closed meanwhile: nobody would say that it went.
    if (!socket.connected) return [];
    this.look(socket, visible);
    const place = mayBeThere ? projectId : null;
    if (socket.data.presentIn !== place) this.goFrom(socket);
    if (place === null) return projectId === null ? [] : null;
    socket.data.presentIn = place;
    const here = this.tabs.get(place) ?? new Map<string, Told>();
    this.tabs.set(place, here);
    here.set(socket.id, { userId, name, inSight: visible, drafts: draft === null ? [] : [draft] });
    this.change(place);
    return this.peopleIn(place);
  }

  /** The tab is closed, or its line is lost. */
  leave(socket: DevreelSocket): void {
    this.look(socket, false);
    this.goFrom(socket);
  }

  /** Whoever may not see the project any more is in none. */
  expel(projectId: string, userId: string): void {
    const here = this.tabs.get(projectId);
    for (const [socketId, told] of here ?? []) if (told.userId === userId) here?.delete(socketId);
    if (here?.size === 0) this.tabs.delete(projectId);
    this.change(projectId);
  }

  private look(socket: DevreelSocket, visible: boolean): void {
    const { caller, isInSight = false } = socket.data;
    if (visible === isInSight) return;
    socket.data.isInSight = visible;
    if (visible) this.tools.seen.comes(caller.userId);
    else this.tools.seen.goes(caller.userId);
  }

  private goFrom(socket: DevreelSocket): void {
    const { presentIn } = socket.data;
    if (presentIn === undefined) return;
    delete socket.data.presentIn;
    const here = this.tabs.get(presentIn);
    here?.delete(socket.id);
    if (here?.size === 0) this.tabs.delete(presentIn);
    this.change(presentIn);
  }

  private peopleIn(projectId: string): PresentPerson[] {
    return presentPeople([...(this.tabs.get(projectId)?.values() ?? []), ...this.elsewhere.in(projectId)]);
  }

  private change(projectId: string): void {
    this.changed.add(projectId);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const projectIds = this.changed;
      this.changed = new Set();
      for (const one of projectIds) this.tellOf(one);
    }, TOGETHER_MS);
  }

  private tellOf(projectId: string): void {
    const here = presentPeople(this.tabs.get(projectId)?.values() ?? []);
    if (remember(this.announced, projectId, here)) this.elsewhere.announce(projectId, here);
    const people = this.peopleIn(projectId);
    // A tab that misses it hears of the next change, and of all when it tells of itself again.
    if (remember(this.shown, projectId, people))
      this.tools.out.sendVolatile(rooms.project(projectId), 'presence', { projectId, people });
  }
}

/** False when it is as it was. */
function remember(known: Map<string, PresentPerson[]>, projectId: string, people: PresentPerson[]): boolean {
  if (isSame(known.get(projectId) ?? [], people)) return false;
  if (people.length > 0) known.set(projectId, people);
  else known.delete(projectId);
  return true;
}
