/**
 * Who is present on other web processes. Each announces a change of its own with a number, and every few seconds only that it is alive and
 * how far its numbers go: at rest nothing is said of any tab. Who missed a change asks for all of that process. One that is not heard of
 * any more is forgotten with its people.
 */
import type { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { presentPerson } from '../contract/realtime.js';
import type { PresentPerson } from '../contract/realtime.js';
import { Logger } from '@nestjs/common';

export const PRESENCE_CHANNEL = 'devreel:presence';

const BEAT_MS = 2_000;
/** Three beats that did not come. */
const GONE_MS = 6_500;

const people = z.array(presentPerson);
const from = { from: z.uuid(), version: z.int().min(0) };
const announced = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('change'), ...from, projectId: z.uuid(), people }),
  z.object({ kind: z.literal('beat'), ...from }),
  z.object({ kind: z.literal('all'), ...from, projects: z.record(z.string(), people) }),
  z.object({ kind: z.literal('ask'), of: z.uuid() }),
  z.object({ kind: z.literal('gone'), from: z.uuid() }),
]);
type Announced = z.infer<typeof announced>;

interface Process {
  /** -1 while nothing is known but that it is there. */
  version: number;
  heardAt: number;
  /** Asked for all of it since its last beat. */
  isAsked: boolean;
  projects: Map<string, PresentPerson[]>;
}

interface Tools {
  /** Publishes; a failure is no matter: the next beat says what was missed. */
  redis: Pick<Redis, 'publish'>;
  /** All that is present on this process. */
  own: () => Map<string, PresentPerson[]>;
  /** Somebody came or went elsewhere. */
  onChange: (projectId: string) => void;
  /** Milliseconds that only go on. */
  now?: () => number;
}

export class PresenceElsewhere {
  private readonly logger = new Logger('Presence');
  private readonly self = randomUUID();
  private version = 0;
  private readonly others = new Map<string, Process>();
  private timer: NodeJS.Timeout | undefined;
  private readonly now: () => number;

  constructor(private readonly tools: Tools) {
    this.now = tools.now ?? (() => performance.now());
  }

  start(): void {
    this.timer = setInterval(() => this.beat(), BEAT_MS);
    this.beat();
  }

  /** The others need not wait for beats that do not come. */
  stop(): void {
    clearInterval(this.timer);
    this.publish({ kind: 'gone', from: this.self });
  }

  /** On this process others are present in a project than before. */
  announce(projectId: string, here: PresentPerson[]): void {
    this.version += 1;
    this.publish({ kind: 'change', from: this.self, version: this.version, projectId, people: here });
  }

  /** Those on other processes; somebody may be in it more than once. */
  in(projectId: string): PresentPerson[] {
    return [...this.others.values()].flatMap(({ projects }) => projects.get(projectId) ?? []);
  }

  /** What came over the channel. Throws for what no process says. */
  hear(said: unknown): void {
    const heard = announced.parse(said);
    if (heard.kind === 'ask') {
      if (heard.of === this.self) this.tellAll();
    } else if (heard.from !== this.self) this.hearOf(heard);
  }

  private hearOf(heard: Exclude<Announced, { kind: 'ask' }>): void {
    if (heard.kind === 'gone') return this.forget(heard.from);
    const process = this.others.get(heard.from) ?? {
      version: -1,
      heardAt: 0,
      isAsked: false,
      projects: new Map<string, PresentPerson[]>(),
    };
    this.others.set(heard.from, process);
    process.heardAt = this.now();
    if (heard.kind === 'all') this.replace(process, heard.version, new Map(Object.entries(heard.projects)));
    // Where nothing was ever said, there is nothing to ask for.
    else if (heard.version === 0) process.version = 0;
    else if (heard.kind === 'change' && heard.version === process.version + 1 && process.version >= 0) {
      process.version = heard.version;
      put(process.projects, heard.projectId, heard.people);
      this.tools.onChange(heard.projectId);
    } else if (heard.version !== process.version && (heard.kind === 'beat' || !process.isAsked)) {
      process.isAsked = true;
      this.publish({ kind: 'ask', of: heard.from });
    }
  }

  private replace(process: Process, version: number, projects: Map<string, PresentPerson[]>): void {
    const touched = new Set([...process.projects.keys(), ...projects.keys()]);
    process.version = version;
    process.isAsked = false;
    process.projects = projects;
    for (const projectId of touched) this.tools.onChange(projectId);
  }

  private forget(id: string): void {
    const process = this.others.get(id);
    this.others.delete(id);
    for (const projectId of process?.projects.keys() ?? []) this.tools.onChange(projectId);
  }

  private beat(): void {
    const now = this.now();
    for (const [id, { heardAt }] of this.others) if (now - heardAt > GONE_MS) this.forget(id);
    this.publish({ kind: 'beat', from: this.self, version: this.version });
  }

  private tellAll(): void {
    const projects = Object.fromEntries(this.tools.own());
    this.publish({ kind: 'all', from: this.self, version: this.version, projects });
  }

  private publish(said: Announced): void {
    this.tools.redis.publish(PRESENCE_CHANNEL, JSON.stringify(said)).catch((error: unknown) => {
      this.logger.debug(`Not said to others, the next beat says so: ${String(error)}`);
    });
  }
}

function put(projects: Map<string, PresentPerson[]>, projectId: string, here: PresentPerson[]): void {
  if (here.length > 0) projects.set(projectId, here);
  else projects.delete(projectId);
}
