/** The budget of a project, on a real database: two calls at the same moment never spend more than is left. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Admission, Ask, CallEnd } from '../src/outside/vendor/ledger.js';
import { transition } from '../src/tasks/transitions.js';
import { CallLedger, NotHeld } from '../src/usage/call-ledger.js';
import type { PartLedger } from '../src/usage/call-ledger.js';
import type { TaskRow } from '../src/database/entities/task.entity.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { Ledger as Tasks } from './support/ledger.js';
import { openLedger } from './support/open-ledger.js';

const PRICES = { scribe: { inputPerMTokens: 10, outputPerMTokens: 10 } };
/** At most 0.60 dollars. */
const ask: Ask = { kind: 'chat', model: 'scribe', maxTokensIn: 20_000, maxTokensOut: 40_000, audioMs: 0 };
const answered: CallEnd = {
  outcome: 'answered',
  status: null,
  code: null,
  tokensIn: 10_000,
  tokensOut: 0,
  estimated: false,
};
const unanswered: CallEnd = { ...answered, outcome: 'unanswered', tokensIn: null, tokensOut: null };

let database: MigratedDatabase;
let tasks: Tasks;
let task: TaskRow;

beforeAll(async () => {
  database = await createTestDatabase();
  tasks = new Tasks(database.db);
});
beforeEach(async () => {
  task = await running();
});
afterAll(() => database.drop());

/** A task of a project of its own that is under way. */
async function running(): Promise<TaskRow> {
  return tasks.start(await tasks.create(await tasks.newProject(), 'probe'));
}

function ledgerOf({ projectId, id, runId, attempt }: TaskRow, budgetUsd: number | null = 1): PartLedger {
  const ledger = new CallLedger(database.db, PRICES, budgetUsd);
  const of = { projectId, taskId: id, runId, attempt, step: 'draft' as const, part: 'text' };
  const owner = { ...of, inputHash: null, whileHeld: true };
  return ledger.forPart(owner, openLedger());
}

/** By the running sum, which must be the sum of all rows. */
async function spent(): Promise<number> {
  const rows = await database.db.query<{ usd: string; sum: string }[]>(
    `SELECT usd, (SELECT sum(coalesce(cost_usd, reserved_usd)) FROM vendor_calls c WHERE c.project_id = s.project_id) AS sum
     FROM project_spend s WHERE project_id = $1`,
    [task.projectId],
  );
  expect(rows.map(({ usd }) => usd)).toEqual(rows.map(({ sum }) => sum));
  return Number(rows[0]?.usd ?? 0);
}

function settle(admission: Admission, end: CallEnd): void {
  if (admission.kind !== 'go') throw new Error(`It was not to be sent: ${admission.kind}`);
  admission.settle(end);
}

test('of two that want the rest of the budget at the same moment one gets it, a hundred times', async () => {
  for (let i = 0; i < 100; i++) {
    for (const table of ['vendor_calls', 'project_spend']) await database.db.query(`DELETE FROM ${table}`);
    const both = await Promise.all([ledgerOf(task).begin(ask), ledgerOf(task).begin(ask)]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['go', 'later']);
    expect(await spent()).toBe(0.6);
  }
});

test('eight at a time, again and again, never go beyond it, and all of it can be used', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, async () => {
      let sent = 0;
      for (;;) {
        const ledger = ledgerOf(task);
        const admission = await ledger.begin(ask);
        expect(await spent()).toBeLessThanOrEqual(1);
        if (admission.kind === 'never') return sent;
        if (admission.kind === 'later') continue;
        settle(admission, answered);
        await ledger.settled();
        sent++;
      }
    }),
  );
  // Each cost 0.10 in the end; with 0.50 spent a further 0.60 does not fit.
  expect(outcomes.reduce((sum, sent) => sum + sent, 0)).toBe(5);
  expect(await spent()).toBe(0.5);
});

test('what an answer did not use is free again; what was never answered stays spent', async () => {
  const ledger = ledgerOf(task);
  settle(await ledger.begin(ask), answered);
  await ledger.settled();
  expect(await spent()).toBe(0.1);
  settle(await ledger.begin(ask), unanswered);
  await ledger.settled();
  expect(await spent()).toBe(0.7);
  const refused = await ledger.begin(ask);
  expect(refused).toMatchObject({ kind: 'never', error: { code: 'budget_exceeded', permanent: true } });
  const message = refused.kind === 'never' ? refused.error.message : '';
  expect(message).toMatch(/budget of \$1\.00 .* \$0\.70 is spent, .* up to \$0\.60\. Raise PROJECT_BUDGET_USD/);
});

test('a call that its worker took to the grave stays spent, and nobody waits for it', async () => {
  await ledgerOf(task).begin(ask);
  expect(await ledgerOf(task).begin(ask)).toMatchObject({ kind: 'later' });
  const failed = await tasks.fail(task);
  const again = await tasks.start(await tasks.log.write(task.projectId, (tx) => tasks.tasks.retry(tx, failed)));
  expect(await ledgerOf(again).begin(ask)).toMatchObject({ kind: 'never' });
  expect(await spent()).toBe(0.6);
});

test('projects do not share a budget, and without one all is noted and nothing forbidden', async () => {
  await ledgerOf(task).begin(ask);
  const other = await running();
  expect(await ledgerOf(other).begin(ask)).toMatchObject({ kind: 'go' });
  for (let i = 0; i < 5; i++) expect(await ledgerOf(task, null).begin(ask)).toMatchObject({ kind: 'go' });
  expect(await spent()).toBeCloseTo(3.6, 9);
});

test('a deleted project’s calls are refused as an outage, and a note that comes late is dropped', async () => {
  const ledger = ledgerOf(task);
  const admission = await ledger.begin(ask);
  await database.db.query('DELETE FROM projects WHERE id = $1', [task.projectId]);
  await expect(ledger.begin(ask)).rejects.toThrow('There is no project');
  settle(admission, answered);
  await ledger.settled();
});

test('an attempt that holds its task no more begins no call, and nothing is put aside for it', async () => {
  const ledger = ledgerOf(task);
  settle(await ledger.begin(ask), answered);
  await ledger.settled();
  const before = await spent();
  await tasks.log.write(task.projectId, (tx) => transition(tx, task, 'queued', { workerId: null }));
  await expect(ledger.begin(ask)).rejects.toThrow(NotHeld);
  await tasks.start(await tasks.read(task.id));
  await expect(ledger.begin(ask)).rejects.toThrow(NotHeld);
  expect(await spent()).toBe(before);
});
