/** Tasks of all projects, for who runs this Devreel: listed by state and age, retried, cancelled, let out of quarantine. */
import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { In } from 'typeorm';
import { Accounts } from '../auth/accounts.js';
import type { OperatorTask, OperatorTasksQuery } from '../contract/operators.js';
import { isEnded } from '../contract/task-status.js';
import type { Task, TaskDetail } from '../contract/task.js';
import { TaskRow } from '../database/entities/task.entity.js';
import { EventLog } from '../events/event-log.js';
import { ProjectGone } from '../events/project-tx.js';
import type { ProjectTx } from '../events/project-tx.js';
import { cursorAfter, exactTime, momentOf } from '../http/cursor.js';
import { problems } from '../http/problem.js';
import { changeTask } from '../tasks/rows.js';
import { Requests, whereItCan } from '../tasks/requests.js';
import { Tasks } from '../tasks/tasks.js';
import { toTask } from '../tasks/task-view.js';
import { MAX_CRASHES } from '../tasks/poison.js';

const PAGE = 50;

interface Found {
  id: string;
  at: string;
  title: string;
  binned: boolean;
  owners: string[];
  attempt: number | null;
  outcome: string | null;
  detail: string | null;
}

/** An ended task that was tried again, or made anew, is of no interest any more. */
const IS_NEWEST = `NOT EXISTS (
  SELECT FROM tasks n WHERE n.project_id = t.project_id AND n.key = t.key AND n.ordinal > t.ordinal)`;

/** By their age: those that are unfinished from the oldest on, those that ended from the newest on. */
const page = (isEndState: boolean): string => {
  const [column, order, beyond] = isEndState ? ['finished_at', 'DESC', '<'] : ['queued_at', 'ASC', '>'];
  return `
  SELECT t.id, ${exactTime(`t.${column}`)} AS at, p.title, p.binned_at IS NOT NULL AS binned,
    ARRAY(SELECT user_id FROM owners o WHERE o.project_id = p.id) AS owners, a.attempt, a.outcome, a.detail
  FROM tasks t JOIN projects p ON p.id = t.project_id LEFT JOIN LATERAL (
    SELECT attempt, outcome, detail FROM attempts WHERE task_id = t.id AND detail IS NOT NULL
    ORDER BY attempt DESC LIMIT 1) a ON true
  WHERE t.status = $1 AND ${IS_NEWEST} AND ($2::timestamptz IS NULL OR (t.${column}, t.id) ${beyond} ($2::timestamptz, $3::uuid))
  ORDER BY t.${column} ${order}, t.id ${order} LIMIT ${PAGE + 1}`;
};

@Injectable()
export class OperatorTasks {
  private readonly db: DataSource;

  constructor(
    private readonly log: EventLog,
    private readonly requests: Requests,
    private readonly tasks: Tasks,
    private readonly accounts: Accounts,
  ) {
    this.db = log.db;
  }

  /** Throws the problem 422 for a cursor that is none. */
  async list({ status, cursor }: OperatorTasksQuery): Promise<{ items: OperatorTask[]; nextCursor: string | null }> {
    const [at = null, id = null] = momentOf(cursor);
    const found = await this.db.query<Found[]>(page(isEnded(status)), [status, at, id]);
    const shown = found.slice(0, PAGE);
    const last = shown.at(-1);
    return {
      items: await this.told(shown),
      nextCursor: found.length > PAGE && last ? cursorAfter(last.at, last.id) : null,
    };
  }

  private async told(found: Found[]): Promise<OperatorTask[]> {
    const rows = await this.db.manager.findBy(TaskRow, { id: In(found.map(({ id }) => id)) });
    const byId = new Map(rows.map((row) => [row.id, row]));
    const people = await this.accounts.findByIds([...new Set(found.flatMap(({ owners }) => owners))]);
    return found.flatMap((one) => {
      const row = byId.get(one.id);
      if (!row) return [];
      const owners = one.owners.flatMap((owner) => people.get(owner)?.email ?? []);
      const { lane, workerId, crashes } = row;
      return {
        ...toTask(row),
        lane,
        workerId: row.status === 'running' ? workerId : null,
        crashes,
        isQuarantined: isQuarantined(row),
        project: { title: one.title, owners, isBinned: one.binned },
        lastError:
          one.attempt === null || one.detail === null
            ? null
            : { attempt: one.attempt, outcome: one.outcome, detail: one.detail },
      };
    });
  }

  /** With its attempts, and what they tell operators. */
  async read(taskId: string): Promise<TaskDetail> {
    const row = await this.db.manager.findOneBy(TaskRow, { id: taskId });
    if (!row) throw problems.notFound('This task');
    return this.requests.detail(row, true);
  }

  /** As `Requests.retry`, in any project. */
  retry(taskId: string): Promise<Task> {
    return this.change(taskId, (tx, task) => this.requests.retryIn(tx, task));
  }

  /** As `Requests.cancel`, in any project. */
  cancel(taskId: string): Promise<Task> {
    return this.change(taskId, (tx, task) => this.tasks.cancel(tx, task));
  }

  /**
   * Forgets the crashes of an unfinished task, which then runs beside any other again: the reconciler offers it to workers within
   * seconds. Throws the problem 409 `not_quarantined` where there is nothing to forget.
   */
  release(taskId: string): Promise<Task> {
    return this.change(taskId, async (tx, task) => {
      if (!isQuarantined(task)) throw problems.conflict('not_quarantined', 'This task is in no quarantine.');
      return changeTask(tx, task, { crashes: 0 });
    });
  }

  private async change(taskId: string, work: (tx: ProjectTx, task: TaskRow) => Promise<TaskRow>): Promise<Task> {
    try {
      return await whereItCan(() =>
        this.log.writeOfTask(taskId, async (tx) => work(tx, await tx.db.findOneByOrFail(TaskRow, { id: taskId }))),
      );
    } catch (error) {
      // What is in the bin is there for its owner only, and nothing runs in it.
      throw error instanceof ProjectGone ? problems.notFound('This task, in a project that is in use,') : error;
    }
  }
}

const isQuarantined = ({ status, crashes }: TaskRow): boolean => !isEnded(status) && crashes >= MAX_CRASHES - 1;
