/** Documents given as context: read, embedded, found and drawn on, by real processes against a stand-in for OpenAI's API. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DeletedThing } from '../src/contract/deleted-things.js';
import type { ContextDocument } from '../src/contract/context-document.js';
import { MAX_DOCUMENT_BYTES } from '../src/contract/documents.js';
import type { SearchHit } from '../src/contract/search.js';
import type { Task, TaskKey } from '../src/contract/task.js';
import { makePdf } from './support/pdf.js';
import type { Person } from './support/person.js';
import { deleteForGood } from './support/person.js';
import { captionsFor, makeTalk } from './support/talk.js';
import { until } from './support/until.js';
import type { Reply, StandIn } from './support/vendor.js';
import { startStandIn } from './support/vendor.js';
import type { Server, World } from './support/world.js';
import { createWorld } from './support/world.js';

type Answerer = Extract<Reply, (...request: never[]) => unknown>;

let world: World;
let standIn: StandIn;
let worker: Server;
let ada: Person;
/** What the stand-in answers when it is asked for vectors of texts like these; for others it makes vectors from their hash. */
let special: { texts: RegExp; answer: Answerer } | null;

beforeAll(async () => {
  standIn = await startStandIn(({ response_format: format }) => ({
    content: format ? JSON.stringify({ chapters: [{ start: '0:00', title: 'Yeast and dough' }] }) : '# A draft',
  }));
  const predicate = ({ embeddingInput: texts = '' }: { embeddingInput?: string }) =>
    special?.texts.test(texts) ?? false;
  standIn.mock.on({ endpoint: 'embedding', predicate }, (request) => special?.answer(request) ?? { embedding: [1] });
  world = await createWorld({
    OPENAI_BASE_URL: standIn.baseUrl,
    OPENAI_API_KEY: 'k',
    OPENAI_EMBEDDING_MODEL: 'e',
  });
  ada = await world.signUp(await world.startWeb());
  worker = await world.startWorker();
});
beforeEach(() => {
  special = null;
});
afterAll(async () => {
  await world.end();
  await standIn.stop();
});

interface Given {
  task: Task;
  document: ContextDocument;
}

const at = (projectId: string, path = ''): string => `/api/projects/${projectId}${path}`;

const give = (projectId: string, filename: string, body: string | Uint8Array) =>
  ada.ask('POST', at(projectId, `/documents?filename=${encodeURIComponent(filename)}`), body);

async function given(
  projectId: string,
  filename: string,
  body: string | Uint8Array,
): Promise<Given & { key: TaskKey }> {
  const answer = await give(projectId, filename, body);
  expect(answer.status).toBe(202);
  const both = answer.body as Given;
  return { ...both, key: both.task.key };
}

async function giveTalk(projectId: string): Promise<void> {
  await ada.ask('PUT', at(projectId, '/captions?filename=a.srt'), captionsFor(6));
  await ada.ask('PUT', at(projectId, '/source?filename=a.mp4'), await makeTalk(48));
}

const generate = (projectId: string) => ada.ask('POST', at(projectId, '/generate'), { types: ['blog'] });

/** What the writer was sent for its newest draft. */
function lastPrompt(): string {
  const prompts = standIn.requests('/chat/completions').map(({ body }) => JSON.stringify(body));
  return prompts.findLast((prompt) => prompt.includes('Write this now')) ?? '';
}

/** How often the embedder was asked for texts that have this in them. */
const askedFor = (text: string): number =>
  standIn.requests('/embeddings').filter(({ body }) => JSON.stringify(body).includes(text)).length;

const found = async (q: string): Promise<SearchHit[]> =>
  ((await ada.ask('GET', `/api/search?q=${encodeURIComponent(q)}`)).body as { items: SearchHit[] }).items;

const paragraph = (i: number, name = 'Remark'): string =>
  `${name} ${i}: ${'nothing of any interest is said in this one. '.repeat(20)}`;

test('a style guide as PDF, given before the recording: each stage is seen, and the writer is sent it', async () => {
  const { id } = await ada.createProject();
  const tab = await ada.openTab();
  await tab.join(id);
  const guide = await given(id, 'Style guide.pdf', makePdf([['Write short sentences.'], ['Say crumb, never crumbs.']]));
  expect(guide.document).toMatchObject({ filename: 'Style guide.pdf', kind: 'pdf', passages: null });
  const task = await ada.taskIn(id, guide.key, ['succeeded']);
  expect(task).toMatchObject({ message: '1 passage', parts: { done: 2, total: 2 } });
  const { log, partsDone } = await ada.detail(task.id);
  expect(log.map(({ line }) => line)).toEqual([
    '48 characters were read, and cut into 1 passages.',
    '1 passages were embedded.',
  ]);
  expect(partsDone.map(({ part }) => part)).toEqual(['text', 'vectors:1']);
  await until('the tab to hear of it', () => tab.events.some(({ type }) => type === 'document.indexed'));
  tab.close();
  const { body } = await ada.ask('GET', at(id, '/documents'));
  expect(body).toMatchObject({ items: [{ id: guide.document.id, passages: 1 }], nextCursor: null });
  expect((await ada.snapshot(id)).documents).toEqual((body as { items: unknown }).items);

  // Of a long one, what bears on the talk.
  const long = Array.from({ length: 80 }, (_, i) => paragraph(i)).join('\n\n');
  await given(id, 'notes.md', `${long}\n\nOur baker feeds the dough at noon, so that the yeast rises.`);
  await giveTalk(id);
  await generate(id);
  await ada.taskIn(id, 'draft:blog', ['succeeded']);
  const prompt = lastPrompt();
  for (const text of ['Style guide.pdf\\n\\nWrite short sentences.', 'never crumbs.', 'Our baker feeds the dough'])
    expect(prompt.includes(text), text).toBe(true);
  expect(prompt.match(/Remark/g)?.length).toBeLessThan(25);
  expect((await ada.snapshot(id)).contents).toMatchObject([{ stale: false }]);
});

test('a worker killed while it embeds: batches that were answered are not asked for again', async () => {
  let release: () => void = () => undefined;
  let held = 0;
  const vector = { embedding: [1, 2] };
  special = {
    texts: /Thought 40:/,
    answer: () => (++held === 1 ? new Promise((resolve) => (release = () => resolve(vector))) : vector),
  };
  const { id } = await ada.createProject();
  const { key } = await given(id, 'a.txt', Array.from({ length: 80 }, (_, i) => paragraph(i, 'Thought')).join('\n\n'));
  await until('the second batch to be asked for', () => held === 1);
  await until('the stage to be seen', async () => (await ada.task(id, key))?.message === 'Embedding 2 of 3');
  await worker.end('SIGKILL');
  release();
  worker = await world.startWorker();
  await ada.taskIn(id, key, ['succeeded']);
  expect(['Thought 0:', 'Thought 40:', 'Thought 79:'].map(askedFor)).toEqual([1, 2, 1]);
});

test('a draft waits for a document under way, and goes on when that is removed', async () => {
  let release: () => void = () => undefined;
  special = { texts: /Slow/, answer: () => new Promise((resolve) => (release = () => resolve({ embedding: [1] }))) };
  const { id } = await ada.createProject();
  await giveTalk(id);
  const { key, document } = await given(id, 'slow.md', 'Slow');
  await generate(id);
  const late = await given(id, 'late.md', 'Given after the draft was asked for.');
  await ada.taskIn(id, late.key, ['succeeded']);
  for (const need of ['chapters', 'screenshots']) await ada.taskIn(id, need, ['succeeded']);
  expect(await ada.task(id, 'draft:blog')).toMatchObject({ status: 'queued', waitingFor: [key] });
  expect((await ada.ask('DELETE', at(id, `/documents/${document.id}`))).status).toBe(204);
  await ada.taskIn(id, 'draft:blog', ['succeeded']);
  release();
  expect(lastPrompt()).toContain('Given after the draft was asked for.');
  expect(lastPrompt()).not.toContain('Slow');
  expect((await ada.snapshot(id)).tasks.map((task) => task.key)).not.toContain(key);
  expect((await ada.ask('DELETE', at(id, `/documents/${document.id}`))).status).toBe(404);
});

test('a document that cannot be read says why, fails what waited for it, and is no hindrance once it is removed', async () => {
  const { id } = await ada.createProject();
  const tab = await ada.openTab();
  await generate(id);
  const { key, document } = await given(id, 'locked.pdf', makePdf([['Secret.']], { encrypted: true }));
  await giveTalk(id);
  expect((await ada.taskIn(id, key, ['failed'])).error).toMatchObject({
    code: 'encrypted',
    retryable: false,
    message: expect.stringMatching(/^“locked\.pdf” cannot be read\. It is protected by a password/) as string,
  });
  await until('the notice', () => tab.notices.some(({ title }) => title === 'locked.pdf failed'));
  tab.close();
  const draft = await ada.taskIn(id, 'draft:blog', ['failed']);
  expect(draft.error).toMatchObject({
    code: 'prerequisite_failed',
    message: expect.stringContaining('“locked.pdf”') as string,
  });
  expect((await ada.ask('DELETE', at(id, `/documents/${document.id}`))).status).toBe(204);
  await until('the draft to be written', async () => (await ada.task(id, 'draft:blog'))?.status === 'succeeded');
});

test('without its vectors a document is found by its words, and says what it lacks', async () => {
  const error = { message: 'No such model', code: 'model_not_found' };
  special = { texts: /Xylem/, answer: () => ({ error, status: 404 }) };
  const { id } = await ada.createProject();
  const { key } = await given(id, 'a.html', '<html><p>Xylem carries <b>water</b>.');
  const task = await ada.taskIn(id, key, ['succeeded']);
  expect(task.message).toMatch(/^1 passage, some of which are found by their words only: The embedding model refused/);
  expect(await found('xylem')).toMatchObject([{ kind: 'document', title: 'a.html', snippet: 'Xylem carries water.' }]);
  // What was refused is asked for again by a retry.
  special = null;
  await ada.ask('POST', `/api/tasks/${task.id}/retry`);
  await until('the second try', async () => (await ada.task(id, key))?.message === '1 passage');
});

test('what is no document is refused, and nothing is kept; what is deleted comes back from the bin, or is gone with its file', async () => {
  const { id } = await ada.createProject();
  const folder = join(world.dataDir, 'files/objects/projects', id, 'documents');
  const kept = (path = ''): Promise<boolean> =>
    access(join(folder, path)).then(
      () => true,
      () => false,
    );
  const refused = async (name: string, body: Uint8Array): Promise<unknown[]> => {
    const { status, body: problem } = await give(id, name, body);
    return [status, (problem as { code: string }).code];
  };
  expect(await refused('a.pdf', new Uint8Array())).toEqual([422, 'empty_file']);
  expect(await refused('a.md', new Uint8Array(MAX_DOCUMENT_BYTES + 1).fill(65))).toEqual([413, 'too_large']);
  expect(await refused('a.md', Buffer.from('PK\u0003\u0004 a word processor’s'))).toEqual([415, 'not_a_document']);
  expect((await ada.snapshot(id)).documents).toEqual([]);

  const { key, document } = await given(id, 'rare.txt', 'Quixotic words.');
  await ada.taskIn(id, key, ['succeeded']);
  const file = join(document.id, 'file');
  expect([await kept(file), (await found('quixotic')).length]).toEqual([true, 1]);
  const remove = async () => {
    await ada.ask('DELETE', at(id, `/documents/${document.id}`));
    const { items } = (await ada.ask('GET', '/api/bin/things')).body as { items: DeletedThing[] };
    return items.find(({ of }) => of === document.id);
  };
  const removed = await remove();
  expect(await found('quixotic')).toEqual([]);
  expect((await ada.snapshot(id)).documents).toEqual([]);
  expect(removed).toMatchObject({ kind: 'document', name: 'rare.txt', project: { id }, sizeBytes: document.sizeBytes });
  expect((await ada.ask('POST', `/api/bin/things/${removed?.id}/restore`)).status).toBe(204);
  await ada.taskIn(id, key, ['succeeded']);
  expect([(await ada.snapshot(id)).documents[0]?.id, (await found('quixotic')).length]).toEqual([document.id, 1]);
  const again = await remove();
  expect((await ada.ask('DELETE', `/api/bin/things/${again?.id}`)).status).toBe(204);
  expect((await ada.ask('POST', `/api/bin/things/${again?.id}/restore`)).status).toBe(404);
  await until('the file to be gone', async () => !(await kept(file)));
  await given(id, 'other.txt', 'Quixotic, too.');
  await deleteForGood(ada, id);
  await until('all files to be gone', async () => !(await kept()));
  expect(await found('quixotic')).toEqual([]);
});
