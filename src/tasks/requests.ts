/** What people ask of tasks: generate, look, retry, cancel. Each writes rows and answers; none does slow work. */
import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { LessThan } from 'typeorm';
import { EventLog } from '../events/event-log.js';
import type { ProjectTx } from '../events/project-tx.js';
import type { GenerateRequest } from '../contract/content.js';
import type { Task, TaskDetail } from '../contract/task.js';
import { unwritable } from '../content/own/stored.js';
import { IdempotencyKeyRow } from '../database/entities/content.entity.js';
import { AttemptRow, PartRow, TaskLogRow, TaskRow } from '../database/entities/task.entity.js';
import { ordinalOf } from '../http/cursor.js';
import { Problem, problems } from '../http/problem.js';
import { requireRole, writeAs } from '../members/access.js';
import { refuseTasksOver } from '../members/owner-limits.js';
import type { Settings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { contentTypeOf, draftKey } from '../steps/lookup.js';
import { canonical } from './canonical-json.js';
import { readDraftText } from './draft-text.js';
import { withOutlook } from './outlook.js';
import { changeTask, newestIn } from './rows.js';
import { acceptStaleTasks } from './stale.js';
import { toTask } from './task-view.js';
import { Tasks } from './tasks.js';
import { InvalidTransition } from './transitions.js';

const PAGE = 100;
const MOST_LOG_LINES = 500;
/** In characters; it is part of an index. */
const LONGEST_KEY = 255;

@Injectable()
export class Requests {
  constructor(
    private readonly log: EventLog,
    private readonly tasks: Tasks,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'tasksPerOwner'>,
  ) {}

  /** One task for each type, a new one or the unfinished one there is. Throws the problem 429 `task_limit` where it would be a new one. */
  async generate(
    userId: string,
    projectId: string,
    request: GenerateRequest,
    idempotencyKey: string | undefined,
  ): Promise<{ tasks: Task[] }> {
    const work = async (tx: ProjectTx): Promise<{ tasks: Task[] }> => {
      const unknown = await unwritable(tx.db, projectId, request.types);
      if (unknown.length > 0) {
        throw problems.invalidRequest(unknown.map((type) => ({ path: 'types', message: notWritable(type) })));
      }
      const tasks: Task[] = [];
      for (const type of new Set(request.types)) tasks.push(await this.generateOne(tx, userId, type, request));
      return { tasks };
    };
    return writeAs(this.log, [projectId, userId, 'editor'], (tx) =>
      idempotencyKey === undefined ? work(tx) : once(tx, userId, idempotencyKey, { projectId, ...request }, work),
    );
  }

  /** Answers those that were not fine already. */
  async acceptStale(userId: string, projectId: string, ids: readonly string[]): Promise<{ tasks: Task[] }> {
    const tasks = await writeAs(this.log, [projectId, userId, 'editor'], (tx) => acceptStaleTasks(tx, ids));
    return { tasks: tasks.map(toTask) };
  }

  private async generateOne(
    tx: ProjectTx,
    userId: string,
    type: string,
    { instructions, keepEdited: keepsEdited = false }: GenerateRequest,
  ): Promise<Task> {
    const key = draftKey(type);
    const wanted = instructions ?? null;
    const current = (await newestIn(tx)).find((task) => task.key === key);
    const unfinished = current?.status === 'queued' || current?.status === 'running' ? current : null;
    if (!unfinished) {
      await refuseTasksOver(tx.db, tx.projectId, this.settings.tasksPerOwner);
      const asked = { key, instructions: wanted, requestedBy: userId, keepsEdited };
      return toTask(await this.tasks.create(tx, asked));
    }
    if (keepsEdited) await changeTask(tx, unfinished, { keepsEdited });
    if (unfinished.instructions === wanted) return toTask(unfinished);
    if (unfinished.status === 'running') {
      throw problems.conflict(
        'already_running',
        'This draft is being written with other instructions. Wait for it, or cancel it first.',
      );
    }
    const changed = await changeTask(tx, unfinished, { instructions: wanted, requestedBy: userId });
    tx.append('task.queued', { task: toTask(changed) });
    return toTask(changed);
  }

  /**
   * Newest first. `cursor`: the `nextCursor` of the page before; throws the problem 422 for another. `forOperators`: includes
   * what only those who run this Devreel may see.
   */
  async page(
    userId: string,
    projectId: string,
    cursor: string | undefined,
    forOperators: boolean,
  ): Promise<{ items: TaskDetail[]; nextCursor: string | null }> {
    const { manager } = this.log.db;
    await requireRole(manager, projectId, userId, 'viewer');
    const before = ordinalOf(cursor);
    const where = { projectId, ...(before === null ? {} : { ordinal: LessThan(before) }) };
    const rows = await manager.find(TaskRow, { where, order: { ordinal: 'DESC' }, take: PAGE + 1 });
    const items = await Promise.all(rows.slice(0, PAGE).map((row) => this.detail(row, forOperators)));
    return { items, nextCursor: rows.length > PAGE ? (rows[PAGE - 1]?.ordinal ?? null) : null };
  }

  /** `forOperators`: as for `page`. */
  async read(userId: string, taskId: string, forOperators: boolean): Promise<TaskDetail> {
    return this.detail(await this.find(userId, taskId), forOperators);
  }

  /** Answers the new task. `keepEdited`: as for `generate`. Throws the problems 409 `invalid_transition`, `type_deleted` for a draft of a type that is gone, and 429 `task_limit`. */
  async retry(userId: string, taskId: string, keepEdited = false): Promise<Task> {
    return this.change(userId, taskId, async (tx, task) => {
      await refuseTasksOver(tx.db, tx.projectId, this.settings.tasksPerOwner);
      return this.retryIn(tx, { ...task, keepsEdited: task.keepsEdited || keepEdited });
    });
  }

  /** The same under the lock, whoever asks. */
  async retryIn(tx: ProjectTx, task: TaskRow): Promise<TaskRow> {
    const newest = (await newestIn(tx)).find((other) => other.key === task.key);
    if (newest?.id !== task.id) throw new Problem(409, 'invalid_transition', 'There is a newer task of this kind.');
    const type = contentTypeOf(task.key);
    if (type !== null && (await unwritable(tx.db, tx.projectId, [type])).length > 0) {
      throw problems.conflict('type_deleted', 'This kind of draft was deleted, so no more is written of it.');
    }
    return this.tasks.retry(tx, task);
  }

  /** Throws the problem 409 `invalid_transition` when the task has ended. */
  async cancel(userId: string, taskId: string): Promise<Task> {
    return this.change(userId, taskId, (tx, task) => this.tasks.cancel(tx, task));
  }

  private async change(
    userId: string,
    taskId: string,
    work: (tx: ProjectTx, task: TaskRow) => Promise<TaskRow>,
  ): Promise<Task> {
    const { projectId } = await this.find(userId, taskId);
    return whereItCan(() =>
      writeAs(this.log, [projectId, userId, 'editor'], async (tx) =>
        work(tx, await tx.db.findOneByOrFail(TaskRow, { id: taskId })),
      ),
    );
  }

  private async find(userId: string, taskId: string): Promise<TaskRow> {
    const { manager } = this.log.db;
    const task = await manager.findOneBy(TaskRow, { id: taskId });
    if (!task) throw problems.notFound('This task');
    await requireRole(manager, task.projectId, userId, 'viewer');
    return task;
  }

  async detail(row: TaskRow, forOperators: boolean): Promise<TaskDetail> {
    const { manager } = this.log.db;
    const [task = toTask(row)] = await withOutlook(manager, [toTask(row)]);
    const attempts = await manager.find(AttemptRow, { where: { taskId: row.id }, order: { attempt: 'ASC' } });
    const parts = await manager.find(PartRow, {
      where: { runId: row.runId, step: row.step },
      order: { doneAt: 'ASC' },
    });
    const lines = await manager.find(TaskLogRow, {
      where: { taskId: row.id },
      order: { id: 'DESC' },
      take: MOST_LOG_LINES,
    });
    return {
      ...task,
      draft: await readDraftText(manager, row),
      attempts: attempts.map(({ attempt, startedAt, finishedAt, outcome, detail }) => ({
        attempt,
        startedAt: startedAt.toISOString(),
        finishedAt: finishedAt?.toISOString() ?? null,
        outcome,
        ...(forOperators && { detail }),
      })),
      partsDone: parts.map(({ part, attempt, doneAt }) => ({ part, attempt, doneAt: doneAt.toISOString() })),
      log: lines.reverse().map(({ attempt, at, line }) => ({ attempt, at: at.toISOString(), line })),
    };
  }
}

/** The changed task as the wire has it. Throws the problem 409 `invalid_transition` where `work` throws `InvalidTransition`. */
export async function whereItCan(work: () => Promise<TaskRow>): Promise<Task> {
  try {
    return toTask(await work());
  } catch (error) {
    if (error instanceof InvalidTransition) throw problems.conflict('invalid_transition', error.message);
    throw error;
  }
}

const notWritable = (type: string): string => `${type} is no content type of this project, or was deleted`;

/**
 * Honours an Idempotency-Key: a repeated request gets the first answer again; another request with the same key, the problem
 * 422. Keys belong to a person, not to a project, so an advisory lock keeps two requests apart, not the project's lock. It is
 * taken after the project's lock, and its holder waits for no other project, so there is no deadlock.
 */
async function once<T extends object>(
  tx: ProjectTx,
  userId: string,
  key: string,
  request: unknown,
  work: (tx: ProjectTx) => Promise<T>,
): Promise<T> {
  if (key.length > LONGEST_KEY) {
    throw problems.invalidRequest([{ path: 'Idempotency-Key', message: `At most ${LONGEST_KEY} characters` }]);
  }
  const requestHash = createHash('sha256').update(canonical(request)).digest('hex');
  await tx.db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`idempotency ${userId} ${key}`]);
  const before = await tx.db.findOneBy(IdempotencyKeyRow, { userId, key });
  if (before && before.requestHash !== requestHash) {
    throw new Problem(422, 'idempotency_key_reused', 'This Idempotency-Key was used with another request.');
  }
  if (before) return before.answer as T;
  const answer = await work(tx);
  await tx.db.insert(IdempotencyKeyRow, { userId, key, requestHash, answer });
  return answer;
}
