/** Random histories of a project, as a server would write them: its events, and a snapshot of it after each commit. */
import fc from 'fast-check';
import type { ContentSummary, ProjectSnapshot } from '../../src/contract/project.js';
import type { EventType } from '../../src/contract/event-types.js';
import type { ProjectEvent } from '../../src/contract/realtime.js';
import type { Task, TaskKey } from '../../src/contract/task.js';

export const projectId = 'p1';
const at = (minute: number): string => new Date(Date.UTC(2030, 0, 1, 0, minute)).toISOString();

export interface History {
  /** The event with `seq` n is at the index n - 1. */
  events: ProjectEvent[];
  /** After each commit, oldest first; the first one is empty. */
  snapshots: ProjectSnapshot[];
}

const keys: TaskKey[] = ['probe', 'transcribe', 'draft:blog'];
const next = {
  queued: [
    ['task.started', 'running'],
    ['task.started', 'running'],
    ['task.cancelled', 'cancelled'],
  ],
  running: [
    ['task.succeeded', 'succeeded'],
    ['task.failed', 'failed'],
    ['task.retrying', 'queued'],
  ],
} as const satisfies Record<string, readonly (readonly [EventType, Task['status']])[]>;

type Move =
  | { kind: 'task'; key: TaskKey; choice: 0 | 1 | 2; minute: number }
  /** An event tells something of the task that was replaced last. */
  | { kind: 'late' }
  | { kind: 'content' }
  | { kind: 'rename' };

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('task' as const),
      key: fc.constantFrom(...keys),
      choice: fc.constantFrom(0 as const, 1 as const, 2 as const),
      // The database's clock may be set back.
      minute: fc.nat(60),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'late' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'content' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'rename' as const }) },
);

/** Several moves are one commit: no snapshot shows only some of them. */
export const history: fc.Arbitrary<History> = fc
  .array(fc.array(move, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12, size: 'max' })
  .map((commits) => {
    const server = new Server();
    for (const moves of commits) server.commit(moves);
    return server;
  });

class Server implements History {
  readonly events: ProjectEvent[] = [];
  readonly snapshots: ProjectSnapshot[] = [];
  private replaced: Task | undefined;
  private now: ProjectSnapshot = {
    id: projectId,
    title: 'A talk',
    role: 'owner',
    createdAt: at(0),
    updatedAt: at(0),
    lastSeq: 0,
    durationMs: null,
    tags: [],
    language: null,
    source: null,
    captions: null,
    transcript: null,
    chapters: null,
    tasks: [],
    contents: [],
    documents: [],
  };

  constructor() {
    this.snapshots.push(this.now);
  }

  commit(moves: readonly Move[]): void {
    for (const one of moves) {
      if (one.kind === 'task') this.moveTask(one);
      else if (one.kind === 'late') this.tellLate();
      else if (one.kind === 'content') this.write();
      else this.append('project.updated', {}, { title: `Renamed at ${this.now.lastSeq}` });
    }
    this.snapshots.push(this.now);
  }

  private moveTask({ key, choice, minute }: Extract<Move, { kind: 'task' }>): void {
    const current = this.now.tasks.find((task) => task.key === key);
    const others = this.now.tasks.filter((task) => task.key !== key);
    if (current?.status !== 'queued' && current?.status !== 'running') {
      const queued = newTask(key, this.now.lastSeq, at(minute));
      this.replaced = current ?? this.replaced;
      return this.append('task.queued', { task: queued }, { tasks: [...others, queued] });
    }
    const [type, status] = next[current.status][choice];
    const task = { ...current, status, attempt: current.attempt + (status === 'running' ? 1 : 0), percent: 0 };
    this.append(type, { task }, { tasks: [...others, task] });
  }

  private tellLate(): void {
    if (!this.replaced) return this.write();
    this.append('task.cancelled', { task: { ...this.replaced, status: 'cancelled' } }, {});
  }

  private write(): void {
    const version = (this.now.contents[0]?.version ?? 0) + 1;
    const content: ContentSummary = {
      type: 'blog',
      version,
      origin: 'offline',
      stale: false,
      state: 'draft',
      published: null,
      updatedAt: at(version),
    };
    this.append('content.updated', { content }, { contents: [content] });
  }

  private append(
    type: EventType,
    carried: Pick<ProjectEvent, 'task' | 'content'>,
    change: Partial<ProjectSnapshot>,
  ): void {
    const seq = this.now.lastSeq + 1;
    this.now = { ...this.now, ...change, lastSeq: seq, updatedAt: at(seq) };
    this.events.push({ projectId, seq, type, at: at(seq), ...carried });
  }
}

function newTask(key: TaskKey, seq: number, queuedAt: string): Task {
  return {
    id: `t${seq}`,
    projectId,
    key,
    runId: `r${seq}`,
    status: 'queued',
    percent: 0,
    message: '',
    waitingFor: [],
    attempt: 0,
    failures: 0,
    maxAttempts: 5,
    parts: { done: 0, total: 0 },
    error: null,
    stale: false,
    queuedAt,
    startedAt: null,
    finishedAt: null,
    runAt: queuedAt,
    etaMs: null,
    position: null,
  };
}

/** The snapshot without progress, which comes between events, and with its lists in a fixed order. */
export function settled({ tasks, contents, ...project }: ProjectSnapshot): unknown {
  const still = tasks.map(({ percent: _p, message: _m, parts: _d, etaMs: _e, ...task }) => task);
  return { ...project, contents, tasks: still.sort((a, b) => (a.key < b.key ? -1 : 1)) };
}
