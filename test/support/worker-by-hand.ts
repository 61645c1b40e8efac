/** The test takes the place of a worker: real web processes hear of tasks that change when the test says so. */
import { randomUUID } from 'node:crypto';
import { announceBy, createPublisher } from '../../src/events/announce.js';
import { addVersion } from '../../src/content/versions.js';
import type { TaskError, TaskKey } from '../../src/contract/task.js';
import { TaskRow } from '../../src/database/entities/task.entity.js';
import { descriptorOf, stepOf } from '../../src/steps/lookup.js';
import { toTask } from '../../src/tasks/task-view.js';
import { Ledger } from './ledger.js';
import type { Person } from './person.js';
import type { World } from './world.js';

export class WorkerByHand extends Ledger {
  private constructor(
    world: World,
    private readonly redis: ReturnType<typeof createPublisher>,
  ) {
    super(world.db, announceBy(redis));
  }

  static async in(world: World): Promise<WorkerByHand> {
    const redis = createPublisher(world.redis.url);
    await new Promise((resolve) => redis.once('ready', resolve));
    return new WorkerByHand(world, redis);
  }

  end(): void {
    this.redis.disconnect();
  }

  /** A project of this person's, with a source, so that its tasks can be claimed. */
  async projectOf(person: Person, title?: string): Promise<string> {
    const { id } = await person.createProject(title);
    await this.addSource(id);
    return id;
  }

  /** A task of this key that needs nothing and waits for its turn. */
  queue(projectId: string, key: TaskKey): Promise<TaskRow> {
    return this.log.write(projectId, async (tx) => {
      const [id, step] = [randomUUID(), stepOf(key)];
      const { lane } = descriptorOf(key);
      await tx.db.insert(TaskRow, { id, projectId, key, step, lane, runId: randomUUID(), status: 'queued' });
      const task = await tx.db.findOneByOrFail(TaskRow, { id });
      tx.append('task.queued', { task: toTask(task) });
      return task;
    });
  }

  /** Stores progress, as the heartbeat does. */
  async progress({ id }: TaskRow, percent: number, message: string): Promise<void> {
    await this.db.manager.update(TaskRow, { id }, { percent, message });
  }

  /** The task succeeds, with a version of its content. */
  succeedWithDraft(task: TaskRow): Promise<TaskRow> {
    return this.log.write(task.projectId, async (tx) => {
      const grounding = { timestamps: 0, images: 0, removed: 0 };
      await addVersion(tx, task.key.slice('draft:'.length), { body: 'A draft.\n', origin: 'offline', grounding });
      return this.tasks.end(tx, task, 'succeeded', { percent: 100, message: '2 words' });
    });
  }

  failWith(task: TaskRow, message: string): Promise<TaskRow> {
    const error: TaskError = { code: 'vendor_refused', message, retryable: true, step: task.step };
    return this.log.write(task.projectId, (tx) => this.tasks.end(tx, task, 'failed', { error, message }));
  }
}
