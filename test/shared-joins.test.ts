/** Many people join a project at the same moment: it is read once, and each is answered for themselves. On a real database. */
import pg from 'pg';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { MemberRow } from '../src/database/entities/project.entity.js';
import { Joins } from '../src/realtime/joins.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { Ledger } from './support/ledger.js';

let database: MigratedDatabase;
let ledger: Ledger;
let projectId: string;
let joins: Joins;
const [owner, viewer, stranger] = [randomUUID(), randomUUID(), randomUUID()];

beforeAll(async () => {
  database = await createTestDatabase();
  ledger = new Ledger(database.db);
  projectId = await ledger.newProject();
  joins = new Joins(database.db);
  await database.db.manager.insert(MemberRow, { projectId, userId: owner, role: 'owner' });
  await database.db.manager.insert(MemberRow, { projectId, userId: viewer, role: 'viewer' });
  for (let n = 0; n < 4; n += 1) await change();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => database.drop());

const change = () => ledger.log.write(projectId, (tx) => Promise.resolve(tx.append('project.updated')));

test('each hears their own role, and what they have missed; who is no member hears nothing', async () => {
  const [all, last, ahead, seen, none] = await Promise.all([
    joins.read(projectId, { userId: owner, after: 0 }),
    joins.read(projectId, { userId: viewer, after: 3 }),
    joins.read(projectId, { userId: viewer, after: 9 }),
    joins.read(projectId, { userId: owner, after: undefined }),
    joins.read(projectId, { userId: stranger, after: 0 }),
  ]);
  const seqs = (answer: typeof all) => answer?.events.map(({ seq }) => seq);
  expect([seqs(all), seqs(last), seqs(ahead), seqs(seen)]).toEqual([[1, 2, 3, 4], [4], [], []]);
  expect([all?.reset, last?.reset, ahead?.reset, seen?.reset]).toEqual([false, false, true, false]);
  expect([all, last].map((answer) => answer?.snapshot.role)).toEqual(['owner', 'viewer']);
  expect([all?.lastSeq, last?.snapshot.lastSeq]).toEqual([4, 4]);
  expect(none).toBeNull();
});

test('a hundred who come together ask no more of the database than one', async () => {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  await joins.roleIn(projectId, owner);
  await joins.read(projectId, { userId: owner, after: 1 });
  const one = query.mock.calls.length;
  query.mockClear();
  const roles = await Promise.all(Array.from({ length: 100 }, () => joins.roleIn(projectId, owner)));
  const read = await Promise.all(
    Array.from({ length: 100 }, (_, n) => joins.read(projectId, { userId: n % 2 ? owner : viewer, after: n % 5 })),
  );
  expect(roles.every((role) => role === 'owner')).toBe(true);
  expect(read.every((answer) => answer?.lastSeq === 4)).toBe(true);
  expect(query.mock.calls.length).toBeLessThanOrEqual(one + 2);
});

test('who comes later finds what has happened since', async () => {
  const first = joins.read(projectId, { userId: owner, after: undefined });
  await change();
  const second = await joins.read(projectId, { userId: owner, after: undefined });
  expect(second?.lastSeq).toBe(5);
  expect((await first)?.lastSeq).toBeLessThanOrEqual(5);
});
