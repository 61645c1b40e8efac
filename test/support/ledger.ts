/** Tasks on a real database, without processes: the transport is left out, and what is handed to it is noted. */
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Announce } from '../../src/events/event-log.js';
import { EventLog } from '../../src/events/event-log.js';
import type { Announcement } from '../../src/events/project-tx.js';
import type { TaskKey } from '../../src/contract/task.js';
import { ProjectRow, SourceRow } from '../../src/database/entities/project.entity.js';
import { TaskRow } from '../../src/database/entities/task.entity.js';
import { claimTask } from './claim.js';
import type { Queue } from '../../src/tasks/queue.js';
import { newestTasks } from '../../src/tasks/rows.js';
import { Tasks } from '../../src/tasks/tasks.js';

export class Ledger {
  readonly announced: Announcement[] = [];
  /** `<task>.<attempt>` of each task that was handed to the queue. */
  readonly handed: { job: string }[] = [];
  readonly log: EventLog;
  readonly tasks: Tasks;

  /** `announce`: is told of events, too, such as a Redis that real web processes listen to. */
  constructor(
    readonly db: DataSource,
    announce: Announce = () => undefined,
  ) {
    this.log = new EventLog(db, (announcement) => {
      this.announced.push(announcement);
      announce(announcement);
    });
    const add = ({ id, attempt }: TaskRow): void => {
      this.handed.push({ job: `${id}.${attempt}` });
    };
    this.tasks = new Tasks({ add } as unknown as Queue);
  }

  /** A project with a source, so that its tasks can be claimed. `owner`: for whom it counts. */
  async newProject(owner: string | null = null): Promise<string> {
    const id = randomUUID();
    await this.db.manager.insert(ProjectRow, { id, title: 'A talk', countedFor: owner });
    await this.addSource(id);
    return id;
  }

  async addSource(projectId: string): Promise<void> {
    const source = { filename: 'a.mp4', objectKey: 'k', sizeBytes: 1, sha256: 'x' };
    await this.db.manager.insert(SourceRow, { projectId, ...source });
  }

  create(projectId: string, key: TaskKey): Promise<TaskRow> {
    return this.log.write(projectId, (tx) => this.tasks.create(tx, { key }));
  }

  read(id: string): Promise<TaskRow> {
    return this.db.manager.findOneByOrFail(TaskRow, { id });
  }

  async newest(projectId: string, key: TaskKey): Promise<TaskRow | undefined> {
    return (await newestTasks(this.db.manager, projectId)).find((task) => task.key === key);
  }

  /** Claims it for a worker of its own. */
  async start(task: TaskRow): Promise<TaskRow> {
    const claimed = await claimTask(this.log, randomUUID(), { taskId: task.id, attempt: task.attempt });
    if (!claimed) throw new Error(`${task.key} could not be claimed`);
    return claimed;
  }

  succeed(task: TaskRow): Promise<TaskRow> {
    return this.log.write(task.projectId, (tx) => this.tasks.end(tx, task, 'succeeded', { percent: 100 }));
  }

  fail(task: TaskRow): Promise<TaskRow> {
    const error = { code: 'no_transcriber', message: 'No captions.', retryable: false, step: task.step };
    return this.log.write(task.projectId, (tx) => this.tasks.end(tx, task, 'failed', { error }));
  }

  async succeedAll(projectId: string, keys: TaskKey[]): Promise<void> {
    for (const key of keys) {
      const task = (await this.newest(projectId, key)) ?? (await this.create(projectId, key));
      await this.succeed(await this.start(task));
    }
  }
}
