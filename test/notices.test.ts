/** What the bell says, who is told that a webhook is paused, and for how long that is kept. On a real database, without processes. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MemberRow } from '../src/database/entities/project.entity.js';
import { NoticeRow } from '../src/database/entities/event.entity.js';
import { Notices } from '../src/notices/notices.js';
import { FolderStorage } from '../src/outside/storage/folder/folder-storage.js';
import { pauseWebhook } from '../src/webhooks/pause.js';
import { doChore } from '../src/worker/chores.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { Ledger } from './support/ledger.js';

const WORDS = { level: 'success' as const, title: 'Ready', body: 'Written.', action: null };

let database: MigratedDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('the list and its count are of the same moment, though 40 are dismissed meanwhile', async () => {
  const { db } = database;
  const projectId = await new Ledger(db).newProject();
  await db.manager.insert(MemberRow, { projectId, userId: 'ada', role: 'owner' });
  const ids = Array.from({ length: 40 }, () => randomUUID());
  await db.manager.insert(
    NoticeRow,
    ids.map((id, seq) => ({ id, projectId, seq, at: new Date(), ...WORDS })),
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

/** Webhooks of ada's, for one project. */
async function addWebhooks(projectId: string, many: number): Promise<string[]> {
  const rows: { id: string }[] = await database.db.query(
    `INSERT INTO webhooks (id, user_id, project_id, url, secret, event_types)
     SELECT gen_random_uuid(), 'ada', $1, 'https://example.org/hook', 'whsec_', '{}' FROM generate_series(1, $2::int) RETURNING id`,
    [projectId, many],
  );
  return rows.map(({ id }) => id);
}

/** Whom it was told, one for each time. */
const told = async (title: string): Promise<string[]> =>
  (
    await database.db.query<{ user_id: string }[]>('SELECT user_id FROM notices WHERE title = $1 ORDER BY user_id', [
      title,
    ])
  ).map(({ user_id }) => user_id);

test('however often webhooks are paused, and let go on, others are told so once a day', async () => {
  const { db } = database;
  const projectId = await new Ledger(db).newProject();
  for (const userId of ['ada', 'ben', 'eve']) await db.manager.insert(MemberRow, { projectId, userId, role: 'editor' });
  const ids = await addWebhooks(projectId, 5);
  const pauseAll = async (): Promise<void> => {
    const hook = { url: 'https://example.org/hook', projectId, installation: false, because: 'It answered 410.' };
    const administrators = { named: [], unprovedToo: false };
    const paused = await Promise.all(ids.map((id) => pauseWebhook(db, { ...hook, id }, administrators)));
    expect(paused).toEqual(ids.map(() => true));
    await db.query('UPDATE webhooks SET paused_at = NULL');
  };
  const title = 'A webhook is paused';
  const ada = (times: number): string[] => Array.from({ length: times }, () => 'ada');
  await pauseAll();
  await pauseAll();
  expect(await told(title)).toEqual([...ada(10), 'ben', 'eve']);
  await db.query("UPDATE notices SET at = at - interval '1 day' WHERE user_id = 'ben'");
  await pauseAll();
  expect(await told(title)).toEqual([...ada(15), 'ben', 'ben', 'eve']);
});

test('what was told to one person goes when it is old, what was told to all of a project stays', async () => {
  const { db } = database;
  const projectId = await new Ledger(db).newProject();
  const at = (days: number): Date => new Date(Date.now() - days * 86_400_000);
  const all = [
    { at: at(31), projectId, seq: 1, userId: null, title: 'Old, to all' },
    { at: at(31), projectId, seq: null, userId: 'ada', title: 'Old, to one' },
    { at: at(31), projectId: null, seq: null, userId: 'ada', title: 'Old, of no project' },
    { at: at(29), projectId: null, seq: null, userId: 'ada', title: 'New, of no project' },
  ];
  await db.manager.insert(
    NoticeRow,
    all.map((one) => ({ ...WORDS, ...one, id: randomUUID() })),
  );
  const tools = { db, storage: new FolderStorage(tmpdir()), retentionDays: 30, now: new Date() };
  expect(await doChore(tools, 'retention')).toMatchObject({ failed: false });
  const left: { title: string }[] = await db.query(
    'SELECT title FROM notices WHERE title = ANY ($1) ORDER BY at, title',
    [all.map(({ title }) => title)],
  );
  expect(left.map(({ title }) => title)).toEqual(['Old, to all', 'New, of no project']);
});
