/** How much a task asks of the database: an upper bound that depends on no clock, whatever the project has behind it. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TaskRow } from '../src/database/entities/task.entity.js';
import { claimFirst } from '../src/worker/claim.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { Ledger } from './support/ledger.js';

const FRAME = /^(START TRANSACTION|COMMIT)/;

let database: MigratedDatabase;
let ledger: Ledger;
let asked: string[] = [];
const query = Reflect.get(pg.Client.prototype, 'query') as (this: pg.Client, ...args: unknown[]) => unknown;

beforeAll(async () => {
  database = await createTestDatabase();
  ledger = new Ledger(database.db);
  const counting = function (this: pg.Client, ...args: unknown[]): unknown {
    const first = args[0] as string | { text?: string };
    asked.push((typeof first === 'string' ? first : (first.text ?? '')).trim());
    return query.apply(this, args);
  };
  Reflect.set(pg.Client.prototype, 'query', counting);
});
afterAll(async () => {
  Reflect.set(pg.Client.prototype, 'query', query);
  await database.drop();
});

/** What a task that does nothing asks from its creation to its end. */
async function statementsOf(projectId: string): Promise<string[]> {
  asked = [];
  const { lane } = await ledger.create(projectId, 'probe');
  const claimed = await claimFirst(ledger.log, randomUUID(), lane, () => true);
  if (!claimed) throw new Error('Nothing was in line');
  await ledger.succeed(claimed);
  return [...asked];
}

test('a task is made, claimed and ended in a transaction each, with ten statements together', async () => {
  const statements = await statementsOf(await ledger.newProject());
  expect(statements.filter((text) => text.startsWith('START TRANSACTION'))).toHaveLength(3);
  expect(statements.filter((text) => !FRAME.test(text)).length).toBeLessThanOrEqual(10);
});

test('a project with a long history asks for no more', async () => {
  const projectId = await ledger.newProject();
  const first = await statementsOf(projectId);
  await ledger.succeedAll(projectId, ['transcribe', 'screenshots']);
  for (let again = 0; again < 20; again += 1) await statementsOf(projectId);
  expect(await database.db.manager.countBy(TaskRow, { projectId })).toBe(23);
  expect(await statementsOf(projectId)).toHaveLength(first.length);
});
