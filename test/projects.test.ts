/** The list of projects, with what a card shows of each; and the bin, from which what was deleted comes back. */
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ContentTypeInfo } from '../src/contract/content.js';
import type { DeletedThing } from '../src/contract/deleted-things.js';
import type { AddedMember } from '../src/contract/members.js';
import type { OwnPicture } from '../src/contract/own-pictures.js';
import type { Binned, ProjectCard } from '../src/contract/project.js';
import { FolderStorage } from '../src/outside/storage/folder/folder-storage.js';
import { storeTranscript } from '../src/transcript/stored.js';
import { doChore } from '../src/worker/chores.js';
import type { Person } from './support/person.js';
import { begin, expectProblem } from './support/tus.js';
import { until } from './support/until.js';
import { WorkerByHand } from './support/worker-by-hand.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let hand: WorkerByHand;
let ada: Person;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  hand = await WorkerByHand.in(world);
});
afterAll(async () => {
  hand.end();
  await world.end();
});
beforeEach(async () => {
  ada = await world.signUp(web);
});

const cards = async (query = '', person = ada): Promise<ProjectCard[]> =>
  ((await person.ask('GET', `/api/projects?${query}`)).body as { items: ProjectCard[] }).items;
const titles = async (query: string): Promise<string[]> => (await cards(query)).map(({ title }) => title);
const bin = async (person = ada): Promise<Binned[]> =>
  ((await person.ask('GET', '/api/bin')).body as { items: Binned[] }).items;
const statusOf = async (method: string, path: string, person = ada): Promise<number> =>
  (await person.ask(method, path)).status;
const joinAs = async (person: Person, projectId: string, role: string): Promise<void> => {
  const { id } = (await person.ask('GET', '/api/me')).body as { id: string };
  await world.db.query('INSERT INTO members (project_id, user_id, role) VALUES ($1, $2, $3)', [projectId, id, role]);
};

test('a card says how a project stands, and shows its first distinct picture', async () => {
  const { id } = await ada.createProject('Bread');
  expect((await cards())[0]).toMatchObject({
    state: 'empty',
    percent: null,
    pictureUrl: null,
    upload: null,
    drafts: 0,
  });
  await begin(ada, id, 5_000);
  expect((await cards())[0]).toMatchObject({ state: 'uploading', upload: { sizeBytes: 5_000, isYours: true } });
  const ben = await world.signUp(web);
  await joinAs(ben, id, 'viewer');
  expect((await cards('', ben))[0]?.upload).toMatchObject({ isYours: false });
  await hand.addSource(id);
  await hand.succeedWithDraft(await hand.start(await hand.queue(id, 'draft:blog')));
  const task = await hand.start(await hand.queue(id, 'draft:linkedin'));
  await hand.progress(task, 50, 'Writing');
  expect((await cards())[0]).toMatchObject({
    state: 'working',
    percent: 75,
    runningKeys: ['draft:linkedin'],
    drafts: 1,
  });
  await hand.failWith(task, 'No.');
  expect((await cards())[0]).toMatchObject({
    state: 'failed',
    percent: null,
    runningKeys: [],
    failedKeys: ['draft:linkedin'],
  });
  await hand.succeedWithDraft(await hand.start(await hand.queue(id, 'draft:linkedin')));
  await world.db.query(
    `INSERT INTO screenshots (project_id, index, at_ms, width, height, "distinct", object_key, since_ms)
     SELECT $1, n, n * 3000, 640, 360, n > 1, 'k' || n, n * 3000 FROM generate_series(0, 3) AS n`,
    [id],
  );
  expect((await cards())[0]).toMatchObject({
    state: 'ready',
    failedKeys: [],
    drafts: 2,
    pictureUrl: `/api/projects/${id}/screenshots/2.jpg?w=320`,
  });
});

test('projects are sorted, filtered by state and tag, and found by their titles and by what is said in them', async () => {
  const bread = await hand.projectOf(ada, 'bread');
  await ada.createProject('Crumb');
  const { id: apple } = await ada.createProject('100% apple_pie');
  await hand.log.write(bread, (tx) =>
    storeTranscript(tx, {
      language: 'en',
      source: 'captions',
      coverage: 1,
      missing: [],
      durationMs: 30_000,
      segments: [{ index: 0, startMs: 0, endMs: 30_000, text: 'Sourdough needs time.' }],
    }),
  );
  const tagged = await ada.ask('PATCH', `/api/projects/${bread}`, { tags: ['Talks', ' 2026 ', 'talks'] });
  expect(tagged).toMatchObject({ status: 200, body: { title: 'bread', tags: ['Talks', '2026'] } });
  await ada.ask('PATCH', `/api/projects/${apple}`, { tags: ['Talks'] });
  expect(await titles('')).toEqual(['100% apple_pie', 'Crumb', 'bread']);
  expect(await titles('sort=name')).toEqual(['100% apple_pie', 'bread', 'Crumb']);
  expect(await titles('sort=recent')).toEqual(['100% apple_pie', 'bread', 'Crumb']);
  expect(await titles('tag=Talks')).toEqual(['100% apple_pie', 'bread']);
  expect(await titles('state=empty')).toEqual(['100% apple_pie', 'Crumb']);
  expect(await titles('q=RUM')).toEqual(['Crumb']);
  expect(await titles('q=sourdough')).toEqual(['bread']);
  expect(await titles('q=0%25')).toEqual(['100% apple_pie']);
  expect(await titles('q=nothing')).toEqual([]);
  expect((await ada.ask('GET', '/api/tags')).body).toMatchObject({
    items: [
      { tag: '2026', projects: 1 },
      { tag: 'Talks', projects: 2 },
    ],
  });
  expect((await ada.ask('GET', '/api/projects?sort=name&cursor=x')).status).toBe(422);
});

test.each(['name', 'recent'])('pages sorted by %s hold each project once', async (sort) => {
  const { id } = await ada.createProject('A talk');
  await world.db.query(
    `WITH made AS (INSERT INTO projects (id, title, updated_at)
       SELECT gen_random_uuid(), 'Talk ' || n / 3, p.updated_at - n / 4 * interval '1 second'
       FROM projects p, generate_series(1, 119) AS n WHERE p.id = $1 RETURNING id)
     INSERT INTO members SELECT made.id, m.user_id, 'owner' FROM made, members m WHERE m.project_id = $1`,
    [id],
  );
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = (await ada.ask('GET', `/api/projects?sort=${sort}&cursor=${cursor}`)).body as {
      items: ProjectCard[];
      nextCursor: string | null;
    };
    seen.push(...page.items.map((card) => card.id));
    cursor = page.nextCursor;
  }
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
});

test('a deleted project is gone for everybody, and comes back with its people and what was under way', async () => {
  const id = await hand.projectOf(ada, 'Bread');
  const [ben, eve] = [await world.signUp(web), await world.signUp(web)];
  await joinAs(ben, id, 'editor');
  const tab = await ben.openTab();
  await tab.join(id);
  const { id: taskId } = await hand.start(await hand.queue(id, 'draft:blog'));
  expect(await statusOf('DELETE', `/api/projects/${id}`)).toBe(204);
  await until('the tab to hear of it', () => tab.events.at(-1)?.type === 'project.deleted');
  expect([await cards(), await cards('', ben)]).toEqual([[], []]);
  for (const path of [`/api/projects/${id}`, `/api/tasks/${taskId}`]) expect(await statusOf('GET', path)).toBe(404);
  expect(await statusOf('DELETE', `/api/projects/${id}`)).toBe(404);
  const [task] = await world.db.query<{ status: string }[]>('SELECT status FROM tasks WHERE id = $1', [taskId]);
  expect(task?.status).toBe('cancelled');
  expect(await bin()).toMatchObject([{ id, title: 'Bread' }]);
  expect([await bin(ben), await bin(eve)]).toEqual([[], []]);
  expect((await ada.ask('POST', `/api/bin/${id}/restore`)).body).toMatchObject({ id, role: 'owner' });
  expect(await bin()).toEqual([]);
  expect(await cards('', ben)).toMatchObject([{ id, role: 'editor', state: 'working' }]);
  const joined = await tab.join(id, tab.events.at(-1)?.seq ?? 0);
  expect(joined).toMatchObject({ data: { reset: false } });
  // What it missed follows on what it had, without a hole.
  const { events } = (joined as { data: { events: { seq: number; type: string }[] } }).data;
  const seqs = [...tab.events.map(({ seq }) => seq), ...events.map(({ seq }) => seq)];
  expect(seqs).toEqual(seqs.map((_, i) => (seqs[0] ?? 0) + i));
  expect(await ada.task(id, 'draft:blog')).toMatchObject({ status: 'queued' });
  expect(await statusOf('POST', `/api/bin/${id}/restore`)).toBe(404);
  tab.close();
});

test('an invitation lets nobody into a project in the bin, and is good again once it is taken out', async () => {
  const { id } = await ada.createProject();
  const invited = { email: `${randomUUID()}@example.org`, role: 'viewer' };
  const { invitation } = (await ada.ask('POST', `/api/projects/${id}/members`, invited)).body as AddedMember;
  const link = `/api/invitations/${invitation?.link.split('/').at(-1)}`;
  const dan = await world.signUp(web);
  expect(await statusOf('DELETE', `/api/projects/${id}`)).toBe(204);
  for (const method of ['GET', 'POST']) expectProblem(await dan.ask(method, link), 410, 'project_in_bin');
  expect(await statusOf('POST', `/api/bin/${id}/restore`)).toBe(200);
  expect((await dan.ask('POST', link)).body).toEqual({ projectId: id, role: 'viewer' });
});

test('what has lain in the bin for 30 days is deleted with its files, and what has not is left', async () => {
  const storage = new FolderStorage(join(world.dataDir, 'files'));
  const folder = join(world.dataDir, 'files', 'objects', 'projects');
  const [old, young] = [(await ada.createProject()).id, (await ada.createProject()).id];
  for (const id of [old, young]) {
    const address = `/api/projects/${id}/documents?filename=a.md`;
    expect((await ada.ask('POST', address, 'Words.')).status).toBe(202);
    expect(await statusOf('DELETE', `/api/projects/${id}`)).toBe(204);
  }
  await world.db.query("UPDATE projects SET binned_at = now() - interval '30 days 1 minute' WHERE id = $1", [old]);
  await world.db.query("UPDATE projects SET binned_at = now() - interval '29 days' WHERE id = $1", [young]);
  const { id: living } = await ada.createProject();
  for (const text of ['Long gone.', 'Just gone.']) {
    const given = await ada.ask('POST', `/api/projects/${living}/documents?filename=${text.slice(0, 4)}.md`, text);
    const { document } = given.body as { document: { id: string } };
    expect(await statusOf('DELETE', `/api/projects/${living}/documents/${document.id}`)).toBe(204);
  }
  await world.db.query(
    "UPDATE deleted_things SET binned_at = now() - interval '30 days 1 minute' WHERE name = 'Long.md'",
  );
  await doChore({ db: world.db, storage, retentionDays: 30, now: new Date() }, 'bin');
  expect((await things()).flatMap(({ project, name }) => (project?.id === living ? [name] : []))).toEqual(['Just.md']);
  const files = await readdir(join(folder, living), { recursive: true, withFileTypes: true });
  expect(files.filter((file) => file.isFile())).toHaveLength(1);
  expect((await bin()).map(({ id }) => id)).toEqual([young]);
  const kept = await readdir(folder);
  expect([kept.includes(old), kept.includes(young)]).toEqual([false, true]);
  expect(await statusOf('DELETE', `/api/bin/${randomUUID()}`)).toBe(404);
});

const things = async (): Promise<DeletedThing[]> =>
  ((await ada.ask('GET', '/api/bin/things')).body as { items: DeletedThing[] }).items;
const placeOf = async (name: string): Promise<string> =>
  `/api/bin/things/${(await things()).find(({ of }) => of === name)?.id}`;

test('a picture is deleted where no draft shows it, and comes back as it was; a frame that was taken again keeps its file', async () => {
  const { id } = await ada.createProject();
  const at = `/api/projects/${id}`;
  await hand.addSource(id);
  await hand.succeedWithDraft(await hand.start(await hand.queue(id, 'draft:blog')));
  const gif = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64');
  const send = { method: 'POST', headers: { cookie: ada.cookie }, body: new Uint8Array(gif) };
  const { name, url } = (await (await fetch(`${web.url}${at}/pictures`, send)).json()) as OwnPicture;
  const put = (body: string) => ada.ask('PUT', `${at}/contents/blog`, { body }, { 'if-match': '*' });
  await put(`![Me](pictures/${name})\n`);
  expectProblem(await ada.ask('DELETE', url), 409, 'picture_in_use');
  await put('Words.\n');
  expect(await statusOf('DELETE', url)).toBe(204);
  expect(await statusOf('GET', url)).toBe(404);
  expect(await things()).toMatchObject([{ kind: 'picture', name: null, project: { id }, sizeBytes: gif.length }]);
  expect(await statusOf('POST', `${await placeOf(name)}/restore`)).toBe(204);
  expect(await statusOf('GET', url)).toBe(200);
  expect(await statusOf('DELETE', url)).toBe(204);
  await world.db.query(
    `INSERT INTO own_pictures (project_id, name, at_ms, type, object_key, size_bytes)
     SELECT project_id, of, 0, 'image/gif', object_key, size_bytes FROM deleted_things WHERE of = $1`,
    [name],
  );
  expect(await statusOf('DELETE', await placeOf(name))).toBe(204);
  expect(await statusOf('GET', url)).toBe(200);
});

test('a kind of draft that was deleted comes back with its brief, unless another has its name by now', async () => {
  const make = async () => ada.ask('POST', '/api/content-types', { label: 'Teaser', brief: 'A teaser for the team.' });
  const { id } = (await make()).body as ContentTypeInfo;
  expect(await statusOf('DELETE', `/api/content-types/${id}`)).toBe(204);
  const other = (await make()).body as ContentTypeInfo;
  expectProblem(await ada.ask('POST', `${await placeOf(id)}/restore`), 422, 'invalid_request');
  expect(await statusOf('DELETE', `/api/content-types/${other.id}`)).toBe(204);
  expect(await statusOf('POST', `${await placeOf(id)}/restore`)).toBe(204);
  const { items } = (await ada.ask('GET', '/api/content-types')).body as { items: ContentTypeInfo[] };
  expect(items.find((type) => type.id === id)).toMatchObject({
    label: 'Teaser',
    own: { brief: 'A teaser for the team.', deleted: false },
  });
});
