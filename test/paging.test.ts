/** Lists that are answered page by page hold every item once, whatever is added between two pages. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Person } from './support/person.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

interface Page {
  items: { id: string }[];
  nextCursor: string | null;
}

let world: World;
let web: WebServer;
let ada: Person;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
});
afterAll(() => world.end());
beforeEach(async () => {
  ada = await world.signUp(web);
});

/** The ids of all items, page by page. `between`: done after each page. */
async function pagesOf(path: string, between: () => Promise<unknown> = () => Promise.resolve()): Promise<string[][]> {
  const pages: string[][] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { status, body } = await ada.ask('GET', `${path}?cursor=${cursor}`);
    expect(status).toBe(200);
    const page = body as Page;
    pages.push(page.items.map(({ id }) => id));
    cursor = page.nextCursor;
    await between();
  }
  return pages;
}

const idsOf = async (sql: string, values: unknown[]): Promise<string[]> =>
  (await world.db.query<{ id: string }[]>(sql, values)).map(({ id }) => id);

test('projects, while others are made and those of one moment are many', async () => {
  const { id: first } = await ada.createProject();
  await world.db.query(
    `INSERT INTO projects (id, title, created_at)
     SELECT gen_random_uuid(), 'A talk', p.created_at - (n / 30) * interval '300 microseconds'
     FROM projects p, generate_series(1, 119) AS n WHERE p.id = $1`,
    [first],
  );
  await world.db.query(
    `INSERT INTO members (project_id, user_id, role) SELECT p.id, m.user_id, 'owner' FROM projects p, members m
     WHERE m.project_id = $1 AND p.id <> $1`,
    [first],
  );
  const all = await idsOf('SELECT id FROM projects ORDER BY created_at DESC, id DESC', []);
  const pages = await pagesOf('/api/projects', () => ada.createProject());
  expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
  expect(pages.flat()).toEqual(all);
});

test('notices that are less than a millisecond apart', async () => {
  const { id } = await ada.createProject();
  await world.db.query(
    `INSERT INTO notices (id, project_id, seq, at, level, title, body)
     SELECT gen_random_uuid(), $1, n, timestamptz '2026-11-26 01:02:03.000001Z' + (n / 3) * interval '1 microsecond',
       'success', 'Done', '' FROM generate_series(1, 120) AS n`,
    [id],
  );
  const all = await idsOf('SELECT id FROM notices WHERE project_id = $1 ORDER BY at DESC, id DESC', [id]);
  const pages = await pagesOf('/api/notices');
  expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
  expect(pages.flat()).toEqual(all);
});

test('tasks, more than a page of them', async () => {
  const { id } = await ada.createProject();
  await world.db.query(
    `INSERT INTO tasks (id, project_id, key, step, lane, run_id, status)
     SELECT gen_random_uuid(), $1, 'draft:blog', 'draft', 'ai', $2, 'cancelled' FROM generate_series(1, 205)`,
    [id, randomUUID()],
  );
  const all = await idsOf('SELECT id FROM tasks WHERE project_id = $1 ORDER BY ordinal DESC', [id]);
  const pages = await pagesOf(`/api/projects/${id}/tasks`, () =>
    ada.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] }),
  );
  expect(pages.map((page) => page.length)).toEqual([100, 100, 5]);
  expect(pages.flat()).toEqual(all);
});

test('what was done with drafts, while more is done and much is of one moment', async () => {
  const { id } = await ada.createProject();
  const { id: by } = (await ada.ask('GET', '/api/me')).body as { id: string };
  const at = (n: string): string =>
    `timestamptz '2026-11-26 01:02:03.000001Z' + (${n} / 40) * interval '1 microsecond'`;
  const review = (n: string): string =>
    `INSERT INTO reviews (project_id, type, version, state, by, at) SELECT $1, 'blog', n, 'approved', $2, ${at('n')} FROM ${n} AS n`;
  await world.db.query(review('generate_series(1, 60)'), [id, by]);
  await world.db.query(
    `INSERT INTO content_versions (project_id, type, version, body, origin, grounding, created_at, saved_by, restored_from)
     SELECT $1, 'blog', n, 'Bread', 'edited', '{}', ${at('n')}, $2, 1 FROM generate_series(1, 40) AS n`,
    [id, by],
  );
  await world.db.query(
    `INSERT INTO tasks (id, project_id, key, step, lane, run_id, status, queued_at, requested_by)
     SELECT gen_random_uuid(), $1, 'draft:blog', 'draft', 'ai', gen_random_uuid(), 'cancelled', ${at('n')}, $2
     FROM generate_series(1, 20) AS n`,
    [id, by],
  );
  const path = `/api/projects/${id}/activity`;
  const pages = await pagesOf(path, () => world.db.query(review('generate_series(100000, 100000)'), [id, by]));
  expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
  expect(new Set(pages.flat()).size).toBe(120);
  // The same things have the same ids, and the same order, when they are asked for again: after the three that came meanwhile.
  expect((await pagesOf(path)).flat().slice(3)).toEqual(pages.flat());
});

test('what was said of a draft, newest first', async () => {
  const { id } = await ada.createProject();
  await world.db.query(
    `INSERT INTO reviews (project_id, type, version, state, note)
     SELECT $1, 'blog', n, 'approved', 'Word ' || n FROM generate_series(1, 120) AS n`,
    [id],
  );
  const path = `/api/projects/${id}/contents/blog/reviews`;
  const notes: string[] = [];
  const sizes: number[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = (await ada.ask('GET', `${path}?cursor=${cursor}`)).body as {
      items: { note: string }[];
      nextCursor: string | null;
    };
    sizes.push(page.items.length);
    notes.push(...page.items.map(({ note }) => note));
    cursor = page.nextCursor;
    await world.db.query(`INSERT INTO reviews (project_id, type, version, state) VALUES ($1, 'blog', 1000, 'draft')`, [
      id,
    ]);
  }
  expect(sizes).toEqual([50, 50, 20]);
  expect(notes).toEqual(Array.from({ length: 120 }, (_, n) => `Word ${120 - n}`));
  expect((await ada.ask('GET', `${path}?cursor=nothing`)).status).toBe(422);
});
