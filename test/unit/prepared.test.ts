/** Statements that PostgreSQL reads and plans once for each connection. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepared } from '../../src/database/prepared.js';
import type { MigratedDatabase } from '../support/database.js';
import { createTestDatabase } from '../support/database.js';
import { Ledger } from '../support/ledger.js';

let database: MigratedDatabase;
let ledger: Ledger;

beforeAll(async () => {
  database = await createTestDatabase();
  ledger = new Ledger(database.db);
});
afterAll(() => database.drop());

test('what is said to be prepared is, and only that', async () => {
  await database.db.transaction(async (db) => {
    await db.query(prepared('SELECT $1::int AS once'), [1]);
    await db.query('SELECT $1::int AS always_anew', [1]);
    const statements = await db.query<{ statement: string }[]>('SELECT statement FROM pg_prepared_statements');
    const texts = statements.map(({ statement }) => statement);
    expect(texts).toContain('SELECT $1::int AS once');
    expect(texts.join('\n')).not.toContain('always_anew');
  });
});

test('a column that a newer version adds is in nobody’s way', async () => {
  const projectId = await ledger.newProject();
  await ledger.succeed(await ledger.start(await ledger.create(projectId, 'probe')));
  for (const table of ['tasks', 'projects', 'notices', 'events']) {
    await database.db.query(`ALTER TABLE ${table} ADD COLUMN of_next_version text NOT NULL DEFAULT 'added'`);
  }
  const { key, status } = await ledger.succeed(await ledger.start(await ledger.create(projectId, 'transcribe')));
  expect([key, status]).toEqual(['transcribe', 'succeeded']);
});

test('the same statements are prepared, however many tasks are worked on', async () => {
  const many = async (): Promise<void> => {
    const projectId = await ledger.newProject();
    await ledger.succeedAll(projectId, ['probe', 'transcribe', 'screenshots', 'chapters']);
  };
  const count = async (): Promise<number> => {
    const [row] = await database.db.query<{ most: number }[]>(
      'SELECT count(*)::int AS most FROM pg_prepared_statements',
    );
    return row?.most ?? NaN;
  };
  for (let i = 0; i < 3; i += 1) await many();
  const before = await count();
  for (let i = 0; i < 5; i += 1) await many();
  expect(before).toBeGreaterThan(0);
  expect(await count()).toBe(before);
});
