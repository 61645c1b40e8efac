/** The ledger of calls to vendors. Each try is a row, written before it is sent, whichever attempt sends it. */
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { dollars } from '../contract/counts-and-times.js';
import { outlasting } from '../database/outages.js';
import type { Admission, Ask, CallEnd, Ledger } from '../outside/vendor/ledger.js';
import { VendorError } from '../outside/vendor/vendor-error.js';
import { readSpend } from './spend.js';
import type { Prices } from '../settings/prices.js';
import { costOf } from '../settings/prices.js';
import type { Span } from '../telemetry/traces.js';
import { startSpan } from '../telemetry/traces.js';

/** Whose calls they are. */
export interface CallOwner {
  projectId: string;
  taskId: string;
  runId: string;
  attempt: number;
  step: string;
  part: string;
  /** With run, step and part it is the key under which their answer is kept; null where none is kept. */
  inputHash: string | null;
  /** They may begin only while this attempt holds its task: not in a worker that stood still, lost it, and wakes. */
  whileHeld: boolean;
}

/** The attempt that wanted to begin a call no longer holds its task. */
export class NotHeld extends Error {}

/** An earlier attempt, which stood still or was cut off, has stored the answer after all: nobody pays for it twice. */
export class AnsweredMeanwhile extends Error {}

/** A call that does not fit is tried again after this time: others may have ended, and freed what was put aside for them. */
const LOOK_AGAIN_MS = 500;
/** As long as the longest calls take. After this time a waiting call fails, because the budget does not suffice. */
const LONGEST_WAIT_MS = 10 * 60_000;

export class CallLedger {
  constructor(
    private readonly db: DataSource,
    private readonly prices: Prices,
    private readonly budgetUsd: number | null,
  ) {}

  /** The ledger for the calls of one part. `answers`: where it keeps answers. */
  forPart(owner: CallOwner, answers: KeptAnswers): PartLedger {
    return new PartLedger(this.db, this.prices, this.budgetUsd, owner, answers);
  }
}

function endSpan(span: Span | null, { outcome, status, tokensIn, tokensOut }: CallEnd): void {
  if (!span) return;
  const known = Object.entries({ status, tokensIn, tokensOut }).filter(
    (one): one is [string, number] => one[1] !== null,
  );
  span.add({ 'devreel.outcome': outcome, ...Object.fromEntries(known.map(([name, n]) => [`devreel.${name}`, n])) });
  if (outcome !== 'answered') span.fail(outcome);
  span.end();
}

export type KeptAnswers = Pick<Ledger, 'recall' | 'keep'>;

export class PartLedger implements Ledger {
  private readonly logger = new Logger(CallLedger.name);
  private readonly settling: Promise<void>[] = [];
  private waitingSince: number | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly prices: Prices,
    private readonly budgetUsd: number | null,
    private readonly owner: CallOwner,
    private readonly answers: KeptAnswers,
  ) {}

  recall(question: unknown): Promise<unknown> {
    return this.answers.recall(question);
  }

  keep(question: unknown, answer: unknown): Promise<void> {
    return this.answers.keep(question, answer);
  }

  async begin(ask: Ask): Promise<Admission> {
    const { kind, model, maxTokensIn, maxTokensOut, audioMs } = ask;
    const id = randomUUID();
    const atMost = costOf(this.prices, kind, model, { tokensIn: maxTokensIn, tokensOut: maxTokensOut, audioMs });
    const { projectId, taskId, runId, attempt, step, part, inputHash, whileHeld } = this.owner;
    const begun: unknown[] = await this.db.query(BEGIN, [
      id,
      projectId,
      taskId,
      runId,
      attempt,
      step,
      part,
      kind,
      model,
      Math.round(audioMs),
      atMost,
      this.budgetUsd,
      !whileHeld,
      inputHash,
    ]);
    if (begun.length === 0) return this.refused(atMost ?? 0);
    this.waitingSince = null;
    const span = startSpan(`call ${kind}`, 'client', { 'devreel.model': model, 'devreel.part': part });
    return {
      kind: 'go',
      settle: (end) => {
        endSpan(span, end);
        this.settling.push(this.settle(id, ask, end));
      },
    };
  }

  /** Resolves when the ends of all calls so far are stored, or could not be stored. Never throws. */
  async settled(): Promise<void> {
    await Promise.all(this.settling);
  }

  /**
   * The call does not fit into the budget now. It may fit later, when others that are under way cost less than their worst
   * case. Throws `NotHeld` and `AnsweredMeanwhile`.
   */
  private async refused(needUsd: number): Promise<Admission> {
    const { projectId, taskId, runId, attempt, step, part, inputHash, whileHeld } = this.owner;
    const { spentUsd, underWay } = await readSpend(this.db, projectId);
    const held = await this.db.query<unknown[]>(HELD, [taskId, attempt]);
    if (whileHeld && held.length === 0) throw new NotHeld(`Attempt ${attempt} holds task ${taskId} no more.`);
    const answered = await this.db.query<unknown[]>(ANSWERED, [runId, step, part, inputHash]);
    if (answered.length > 0) throw new AnsweredMeanwhile(`The part ${part} of task ${taskId} is answered.`);
    const budgetUsd = this.budgetUsd ?? Infinity;
    this.waitingSince ??= performance.now();
    const mayFit = underWay || spentUsd + needUsd <= budgetUsd;
    if (mayFit && performance.now() - this.waitingSince < LONGEST_WAIT_MS) return { kind: 'later', ms: LOOK_AGAIN_MS };
    const message = [
      `This project’s budget of ${dollars(budgetUsd)} does not allow it:`,
      `${dollars(spentUsd)} is spent, and the next call may cost up to ${dollars(needUsd)}.`,
      'Raise PROJECT_BUDGET_USD, restart, and retry: it goes on from what is finished.',
    ].join(' ');
    return { kind: 'never', error: new VendorError('budget_exceeded', message, message, true) };
  }

  /** Never throws, for the answer is there and paid for. If this cannot be stored, the row stays open, at its worst case. */
  private async settle(id: string, { kind, model, audioMs }: Ask, end: CallEnd): Promise<void> {
    const { outcome, status, code, tokensIn, tokensOut, estimated } = end;
    const nothing = outcome === 'refused' || outcome === 'unreached';
    const used = { tokensIn: tokensIn ?? 0, tokensOut: tokensOut ?? 0, audioMs: nothing ? 0 : audioMs };
    const cost = costOf(this.prices, kind, model, used);
    const known = nothing || outcome === 'answered';
    const row = [id, outcome, status, code, tokensIn, tokensOut, estimated, cost, known];
    try {
      await outlasting(() => this.db.query(SETTLE, row));
    } catch (error) {
      this.logger.error(
        `The end of call ${id} (${outcome}) was not stored, so it counts at its worst: ${String(error)}`,
      );
    }
  }
}

/**
 * Puts the money aside and writes the row in one statement. Of two calls at the same time the second waits for the first
 * one's lock on the row of `project_spend`, and then sees the new sum. The project's row is locked first, as when a project
 * is deleted, so that there is no deadlock. That lock does not conflict with the one that orders the project's events.
 */
const BEGIN = `
  WITH project AS (
    SELECT id FROM projects WHERE id = $2 AND ($13 OR EXISTS (
      SELECT FROM tasks WHERE tasks.id = $3 AND tasks.attempt = $5 AND tasks.status = 'running'))
      AND NOT EXISTS (SELECT FROM parts p WHERE p.run_id = $4 AND p.step = $6 AND p.part = $7 AND p.input_hash = $14)
    FOR KEY SHARE),
  reserved AS (
    INSERT INTO project_spend AS s (project_id, usd)
    SELECT id, coalesce($11::numeric, 0) FROM project WHERE $12::numeric IS NULL OR coalesce($11, 0) <= $12
    ON CONFLICT (project_id) DO UPDATE SET usd = s.usd + excluded.usd WHERE $12 IS NULL OR s.usd + excluded.usd <= $12
    RETURNING project_id)
  INSERT INTO vendor_calls
    (id, project_id, task_id, run_id, attempt, step, part, kind, model, audio_ms, reserved_usd)
  SELECT $1::uuid, project_id, $3::uuid, $4::uuid, $5::int, $6, $7, $8, $9, $10::int, $11 FROM reserved
  RETURNING id`;

const ANSWERED = 'SELECT FROM parts WHERE run_id = $1 AND step = $2 AND part = $3 AND input_hash = $4';

const HELD = `SELECT FROM tasks WHERE id = $1 AND attempt = $2 AND status = 'running'`;

/** What was sent and got no whole answer counts at its worst case. `$8`: the cost; `$9`: whether the cost is known. */
const SETTLE = `
  WITH settled AS (
    UPDATE vendor_calls SET answered_at = clock_timestamp(), outcome = $2, status = $3, code = $4,
      tokens_in = $5, tokens_out = $6, estimated = $7,
      cost_usd = CASE WHEN $9 THEN $8::numeric ELSE reserved_usd END
    WHERE id = $1 AND outcome = 'open'
    RETURNING project_id, coalesce(cost_usd, 0) - coalesce(reserved_usd, 0) AS difference)
  UPDATE project_spend s SET usd = s.usd + difference FROM settled WHERE s.project_id = settled.project_id`;
