/** The bell's list and its count are of the same moment, whatever is dismissed meanwhile. On a real database, without processes. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MemberRow } from '../src/database/entities/project.entity.js';
import { NoticeRow } from '../src/database/entities/event.entity.js';
import { Notices } from '../src/notices/notices.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { Ledger } from './support/ledger.js';

let database: MigratedDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('40 are dismissed while the bell is read again and again', async () => {
  const { db } = database;
  const projectId = await new Ledger(db).newProject();
  await db.manager.insert(MemberRow, { projectId, userId: 'ada', role: 'owner' });
  const ids = Array.from({ length: 40 }, () => randomUUID());
  const words = { level: 'success' as const, title: 'Ready', body: 'Written.', action: null };
  await db.manager.insert(
    NoticeRow,
    ids.map((id, seq) => ({ id, projectId, seq, at: new Date(), ...words })),
  );
  const notices = new Notices(db, { announce: () => undefined });
  const counts: [number, number][] = [];
  for (const id of ids) {
    const reads = Array.from({ length: 4 }, () => notices.page('ada', undefined));
    const [, ...pages] = await Promise.all([notices.dismiss('ada', id), ...reads]);
    for (const { items, unread } of pages) counts.push([items.filter(({ seen }) => !seen).length, unread]);
  }
  expect(counts.filter(([listed, counted]) => listed !== counted)).toEqual([]);
});
