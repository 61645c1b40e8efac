/**
 * Many clients over many projects while events happen, lines are cut, a web process is killed and Redis begins anew: in the end
 * each has exactly its project's events, in order. Everything is real; a balancer stands in for the proxy in front.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { eventsAfter } from '../../src/events/event-log.js';
import { startBalancer } from '../support/balancer.js';
import type { Person } from '../support/person.js';
import { until } from '../support/until.js';
import type { WebServer, World } from '../support/world.js';
import { createWorld } from '../support/world.js';
import { digestOf, Follower } from './follower.js';

export interface SoakSize {
  sockets: number;
  projects: number;
  seconds: number;
}

export interface SoakFigures {
  sockets: number;
  events: number;
  deliveries: number;
  joins: number;
  duplicates: number;
  lagMs: { p50: number; p99: number; max: number };
  /** Resident memory of the web processes in MB: with all sockets joined, at most, and in the end. */
  memoryMb: { joined: number[]; most: number; end: number[] };
}

const PEOPLE = 10;
/** Requests under way at a time, and the pause after each. */
const WRITERS = 4;
const PAUSE_MS = 60;
const CUT_EVERY_MS = 100;
const AWAY_MS = 5_000;
/** Far more than anybody needs to be back. */
const SETTLE_MS = 180_000;

class Soak {
  readonly followers: Follower[] = [];
  readonly projects: { id: string; owner: Person }[] = [];
  webs: WebServer[] = [];
  private over = false;
  private most = 0;

  constructor(
    readonly world: World,
    readonly size: SoakSize,
  ) {}

  async makeProjects(): Promise<void> {
    const owners: Person[] = [];
    for (let i = 0; i < Math.min(PEOPLE, this.size.projects); i += 1) {
      owners.push(await this.world.signUp(this.webs[0] as WebServer));
    }
    for (let i = 0; i < this.size.projects; i += 1) {
      const owner = owners[i % owners.length] as Person;
      this.projects.push({ id: (await owner.createProject()).id, owner });
    }
  }

  async follow(url: string): Promise<void> {
    for (let i = 0; i < this.size.sockets; i += 1) {
      const { id, owner } = this.projects[i % this.projects.length] as (typeof this.projects)[number];
      this.followers.push(new Follower(url, owner.cookie, id));
      // A web process has a queue for new connections, of finite length.
      if (i % 50 === 49) await until('these to be there', () => this.followers.every(({ isThere }) => isThere));
    }
    await this.allThere();
  }

  allThere(): Promise<boolean> {
    return until('all to be there', () => this.followers.every(({ isThere }) => isThere), SETTLE_MS);
  }

  /** Things happen in the projects, until `stop`: most of them asked of a web process, some done by the worker. */
  async write(url: string): Promise<void> {
    const writer = async (n: number): Promise<void> => {
      for (let i = n; !this.over; i += WRITERS) {
        const { id, owner } = this.projects[(i * 7) % this.projects.length] as (typeof this.projects)[number];
        const path = i % 10 === 0 ? `/documents?filename=${i}.md` : '';
        const body = path ? `# Notes ${i}\n\nWhat was said about topic ${i}.` : JSON.stringify({ title: `Talk ${i}` });
        const headers = { cookie: owner.cookie, ...(path ? {} : { 'content-type': 'application/json' }) };
        const options = { method: path ? 'POST' : 'PATCH', headers, body };
        // Some are asked of a process that is just being killed; what it stored nevertheless counts.
        await fetch(`${url}/api/projects/${id}${path}`, options).then(
          (answer) => answer.text(),
          () => undefined,
        );
        await wait(PAUSE_MS);
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, n) => writer(n)));
  }

  /** Lines are cut at random; every third one stays away for a while. */
  async cut(): Promise<void> {
    for (let i = 0; !this.over; i += 1) {
      const one = this.followers[Math.floor(Math.random() * this.followers.length)];
      if (one?.isThere && i % 3 === 0) {
        one.goAway();
        setTimeout(() => one.comeBack(), Math.random() * AWAY_MS);
      } else if (one?.isThere) one.cut();
      await wait(CUT_EVERY_MS);
    }
  }

  /** A web process is killed after a third of the time, and Redis is gone and comes back empty after two. */
  async accidents(): Promise<void> {
    const third = (this.size.seconds * 1_000) / 3;
    const down = Math.min(5_000, third / 3);
    await wait(third);
    const [victim, other] = this.webs as [WebServer, WebServer];
    await victim.end('SIGKILL');
    await wait(down);
    this.webs = [await this.world.startWeb(Number(new URL(victim.url).port)), other];
    await wait(third - down);
    await this.world.redis.stop();
    await wait(down);
    await this.world.startRedis();
    await wait(third - down);
    this.over = true;
  }

  async watchMemory(): Promise<void> {
    while (!this.over) {
      this.most = Math.max(this.most, ...(await this.memory()));
      await wait(1_000);
    }
  }

  /** In MB, of each web process; 0 for one that does not answer. */
  memory(): Promise<number[]> {
    return Promise.all(
      this.webs.map(async ({ url }) => {
        const text = await fetch(`${url}/metrics`).then(
          (answer) => answer.text(),
          () => '',
        );
        const [, bytes = '0'] = /^process_resident_memory_bytes\{[^}]*process="web"[^}]*\} (\S+)$/m.exec(text) ?? [];
        return Math.round(Number(bytes) / 1e6);
      }),
    );
  }

  /** Everybody has exactly the events of its project, in order. Returns how many events there are. */
  async compare(): Promise<number> {
    const { db } = this.world;
    const unfinished = "SELECT 1 FROM tasks WHERE status IN ('queued', 'running')";
    await until('the worker to be done', async () => (await db.query<unknown[]>(unfinished)).length === 0, SETTLE_MS);
    const logs = new Map(
      await Promise.all(this.projects.map(async ({ id }) => [id, await eventsAfter(db.manager, id, 0)] as const)),
    );
    const isRight = ({ position, projectId }: Follower): boolean => position === (logs.get(projectId)?.length ?? 0);
    await until('everybody to have everything', () => this.followers.every(isRight), SETTLE_MS);
    expect(this.followers.flatMap(({ faults }) => faults)).toEqual([]);
    const digests = new Map([...logs].map(([id, events]) => [id, digestOf(events)]));
    for (const one of this.followers) expect(one.digest()).toBe(digests.get(one.projectId));
    return [...logs.values()].reduce((sum, events) => sum + events.length, 0);
  }

  async figures(events: number, joined: number[]): Promise<SoakFigures> {
    const lags = this.followers.flatMap((one) => one.lags).sort((a, b) => a - b);
    const at = (share: number): number => lags[Math.min(lags.length - 1, Math.floor(lags.length * share))] ?? NaN;
    const sum = (what: 'deliveries' | 'joins' | 'duplicates'): number =>
      this.followers.reduce((all, one) => all + one[what], 0);
    return {
      sockets: this.followers.length,
      events,
      deliveries: sum('deliveries'),
      joins: sum('joins'),
      duplicates: sum('duplicates'),
      lagMs: { p50: at(0.5), p99: at(0.99), max: at(1) },
      memoryMb: { joined, most: this.most, end: await this.memory() },
    };
  }
}

/** Throws where anybody lacks an event, has one too many, or had them in another order. */
export async function soak(size: SoakSize): Promise<SoakFigures> {
  const world = await createWorld({ LOG_LEVEL: 'error' });
  const run = new Soak(world, size);
  const balancer = await startBalancer(() => run.webs.map(({ url }) => Number(new URL(url).port)));
  try {
    run.webs = [await world.startWeb(), await world.startWeb()];
    await world.startWorker();
    await run.makeProjects();
    await run.follow(balancer.url);
    const joined = await run.memory();
    await Promise.all([run.write(balancer.url), run.cut(), run.accidents(), run.watchMemory()]);
    await wait(AWAY_MS);
    await run.allThere();
    return await run.figures(await run.compare(), joined);
  } finally {
    for (const one of run.followers) one.goAway();
    await balancer.close();
    await world.end();
  }
}
