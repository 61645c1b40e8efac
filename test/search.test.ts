/** Search, from the outside: people who may see it find what was said, written and given, and the second of the talk. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '../src/contract/content.js';
import type { ProjectSnapshot } from '../src/contract/project.js';
import type { SearchHit } from '../src/contract/search.js';
import { createDoneProject } from './support/done-project.js';
import type { Person } from './support/person.js';
import type { Server, WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let worker: Server;
let ada: Person;
/** A project of Ada's in which everything is done. */
let done: ProjectSnapshot;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  worker = await world.startWorker();
  ada = await world.signUp(web);
  done = await createDoneProject(ada);
});
afterAll(() => world.end());

async function hits(q: string, person = ada, more = ''): Promise<SearchHit[]> {
  const { status, body } = await person.ask('GET', `/api/search?q=${encodeURIComponent(q)}${more}`);
  expect(status, q).toBe(200);
  return (body as { items: SearchHit[] }).items;
}

const marked = ({ snippet, marks }: SearchHit): string[] => marks.map(({ start, end }) => snippet.slice(start, end));
const inTalk = async (q: string): Promise<SearchHit[]> => (await hits(q)).filter(({ kind }) => kind === 'transcript');

test('a sentence is found with the second at which it is said', async () => {
  const [hit, ...more] = await inTalk('"yeast makes the dough rise"');
  expect(more).toEqual([]);
  expect(hit).toMatchObject({
    projectId: done.id,
    projectTitle: 'Databases & bread',
    title: 'Transcript',
    startMs: 30_000,
    href: `/projects/${done.id}/transcript#t=30`,
  });
  expect(hit && marked(hit)).toEqual(['yeast makes the dough rise']);
});

test('other forms of a word, the beginning of one, and a phrase across two lines are found', async () => {
  expect((await inTalk('transaction row')).flatMap(marked)).toContain('transactions');
  expect((await inTalk('baking breads')).flatMap(marked)).toContain('Bake');
  expect((await inTalk('trans')).flatMap(marked)).toContain('transaction');
  expect((await inTalk('"listening"')).map(({ startMs }) => startMs)).toEqual([42_000]);
  expect((await inTalk('"none of them When two"')).map(({ startMs }) => startMs)).toEqual([12_000]);
  expect(await inTalk('databases -bread')).toEqual([]);
});

test('drafts are found in their current version, and documents by their words', async () => {
  const path = `/api/projects/${done.id}/contents/blog`;
  const draft = (await ada.ask('GET', path)).body as Content;
  const body = `${draft.body}\n\nTry \`useEffect\` with **socket.io** once.\n`;
  expect((await ada.ask('PUT', path, { body }, { 'if-match': `"${draft.version}"` })).status).toBe(200);
  const [hit] = await hits('useeffect socket.io');
  expect(hit).toMatchObject({ kind: 'draft', title: 'Blog post', startMs: null, href: path.replace('/api', '') });
  expect(hit && marked(hit)).toEqual(['useEffect', 'socket.io']);
  await ada.ask('POST', `${path}/versions/${draft.version}/restore`);
  expect(await hits('useeffect')).toEqual([]);
  const [document] = await hits('“crumb”');
  const { id } = done.documents[0] ?? { id: '' };
  expect(document).toMatchObject({ kind: 'document', title: 'style.md', href: `/projects/${done.id}#document-${id}` });
  expect(document && marked(document)).toEqual(['crumb', 'crumbs']);
});

test('a line that was corrected by hand is found by its new words at once, and no longer by its old ones', async () => {
  const correct = (text: string) =>
    ada.ask('PATCH', `/api/projects/${done.id}/transcript`, { segments: [{ index: 6, text }] });
  expect((await correct('Knead the sourdough for a fortnight.')).status).toBe(200);
  expect((await inTalk('fortnight')).map(({ startMs }) => startMs)).toEqual([36_000]);
  expect(await inTalk('"ten minutes"')).toEqual([]);
  expect((await ada.task(done.id, 'index'))?.stale).toBe(false);
});

test('nobody finds what is not theirs to see, and in one project nothing of another is found', async () => {
  // Somebody who has something to find, so that it is the person that is asked for, and not whether there is anything.
  const stranger = await world.signUp(web);
  const own = await stranger.createProject('Somebody else’s');
  await stranger.ask('POST', `/api/projects/${own.id}/documents?filename=own.txt`, 'Nothing but marmalade.');
  const [document] = (await stranger.snapshot(own.id)).documents;
  await stranger.taskIn(own.id, `document:${document?.id ?? ''}`, ['succeeded']);
  expect(await hits('marmalade', stranger)).toHaveLength(1);
  expect(await hits('marmalade')).toEqual([]);
  for (const q of ['dough', 'crumb', 'database']) expect(await hits(q, stranger)).toEqual([]);
  const other = await ada.createProject('Another one');
  await ada.ask('POST', `/api/projects/${other.id}/documents?filename=dough.txt`, 'Dough, dough, dough.');
  await ada.taskIn(other.id, `document:${(await ada.snapshot(other.id)).documents[0]?.id ?? ''}`, ['succeeded']);
  const found = (items: SearchHit[]): string[] => [...new Set(items.map(({ projectId }) => projectId))];
  expect(found(await hits('dough')).toSorted()).toEqual([done.id, other.id].toSorted());
  expect(found(await hits('dough', ada, `&projectId=${other.id}`))).toEqual([other.id]);
});

test('whatever is typed is a query, but for nothing at all', async () => {
  for (const q of ['"', '-', "'''", '& | ! <-> :*', '((', '\\', 'a\u0000b', '-dough', 'OR', '\ufdfa'.repeat(500), '%'])
    await hits(q);
  for (const bad of ['', '?q=', '?q=%20', `?q=${'x'.repeat(501)}`, '?q=a&projectId=none']) {
    const { status, body } = await ada.ask('GET', `/api/search${bad}`);
    expect([status, (body as { code: string }).code], bad).toEqual([422, 'invalid_request']);
  }
});

test('more hits than a page has come page by page, each once', async () => {
  const { id } = await ada.createProject('Long');
  const text = Array.from({ length: 50 }, (_, i) => `Paragraph ${i} on zymology. ${'Words. '.repeat(110)}`).join(
    '\n\n',
  );
  await ada.ask('POST', `/api/projects/${id}/documents?filename=long.txt`, text);
  await ada.taskIn(id, `document:${(await ada.snapshot(id)).documents[0]?.id ?? ''}`, ['succeeded']);
  const snippets: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await ada.ask('GET', `/api/search?q=zymology&cursor=${cursor}`);
    const page = body as { items: SearchHit[]; nextCursor: string | null };
    snippets.push(...page.items.map(({ snippet }) => snippet.slice(0, 15)));
    cursor = page.nextCursor;
  }
  expect(snippets).toHaveLength(50);
  expect(new Set(snippets).size).toBe(50);
});

test('projects of a time before there was an index are indexed by themselves', async () => {
  await worker.end();
  const indexed = "SELECT FROM migrations WHERE name LIKE 'DocumentsAndSearch%'";
  while ((await world.db.query<unknown[]>(indexed)).length > 0) await world.db.undoLastMigration();
  await world.db.runMigrations();
  expect(await ada.task(done.id, 'index')).toMatchObject({ status: 'queued', waitingFor: [] });
  expect(await inTalk('dough')).toEqual([]);
  worker = await world.startWorker();
  await ada.taskIn(done.id, 'index', ['succeeded']);
  expect((await hits('dough')).map(({ kind }) => kind).toSorted()).toEqual(['draft', 'transcript']);
});
