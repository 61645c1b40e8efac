/** Transcript and chapters changed by hand: the changes are never lost, and what was made from them before is stale. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chapters, Content, ContentVersion, Transcript } from '../src/contract/content.js';
import type { ProjectSnapshot } from '../src/contract/project.js';
import type { Task } from '../src/contract/task.js';
import { createDoneProject } from './support/done-project.js';
import type { Answer, Person } from './support/person.js';
import { captionsFor, spoken } from './support/talk.js';
import type { Server, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let ada: Person;
let done: ProjectSnapshot;
let worker: Server;

beforeAll(async () => {
  world = await createWorld();
  ada = await world.signUp(await world.startWeb());
  worker = await world.startWorker();
  done = await createDoneProject(ada);
});
afterAll(() => world.end());

const at = (path: string, project = done): string => `/api/projects/${project.id}/${path}`;
const readTranscript = async (): Promise<Transcript> => (await ada.ask('GET', at('transcript'))).body as Transcript;
const correct = (segments: { index: number; text: string }[], headers = {}): Promise<Answer> =>
  ada.ask('PATCH', at('transcript'), { segments }, headers);
const replace = (items: object[], headers = {}): Promise<Answer> => ada.ask('PUT', at('chapters'), { items }, headers);
const staleKeys = async (): Promise<string[]> =>
  (await ada.snapshot(done.id)).tasks.flatMap(({ key, stale }) => (stale ? [key] : [])).toSorted();

async function redo(key: string): Promise<void> {
  const task = await ada.task(done.id, key);
  const { status } = await ada.ask('POST', `/api/tasks/${task?.id ?? ''}/retry`);
  expect(status).toBe(202);
  await ada.taskIn(done.id, key, ['succeeded']);
}

test('a corrected line is in every form of the transcript, and what was made from the old one is stale', async () => {
  const tab = await ada.openTab();
  const joined = await tab.join(done.id);
  const before = await ada.ask('GET', at('transcript'));
  const answer = await correct([{ index: 5, text: '  Flour, water and\n salt make <dough>. ' }]);
  expect(answer.status).toBe(200);
  const text = 'Flour, water and salt make <dough>.';
  expect((answer.body as Transcript).segments[5]).toMatchObject({ index: 5, text });
  expect(answer.headers.get('etag')).not.toBe(before.headers.get('etag'));
  expect((await ada.ask('GET', at('transcript.txt'))).body).toContain(text);
  expect((await ada.ask('GET', at('transcript.vtt'))).body).toContain('make &lt;dough&gt;.');
  expect(await staleKeys()).toEqual(['chapters', 'draft:blog']);
  const snapshot = await ada.snapshot(done.id);
  expect(snapshot.contents).toMatchObject([{ type: 'blog', stale: true }]);
  expect(snapshot.transcript?.revision).toBe((done.transcript?.revision ?? 0) + 1);
  const last = 'data' in joined ? joined.data.lastSeq : 0;
  await expect.poll(() => tab.events.map(({ seq }) => seq)).toContain(snapshot.lastSeq);
  expect(tab.events.map(({ seq }) => seq)).toEqual(tab.events.map((_, i) => last + 1 + i));
  tab.close();
});

test('doing again just what is stale makes it fresh, and does nothing else', async () => {
  const transcribe = await ada.task(done.id, 'transcribe');
  await redo('chapters');
  expect(await staleKeys()).toEqual(['draft:blog']);
  await redo('draft:blog');
  expect(await staleKeys()).toEqual([]);
  expect((await ada.snapshot(done.id)).contents).toMatchObject([{ type: 'blog', stale: false, version: 2 }]);
  expect((await ada.task(done.id, 'transcribe'))?.id).toBe(transcribe?.id);
});

test('a draft that becomes stale has another tag; restoring it or writing in it does not make it fresh', async () => {
  const path = at('contents/blog');
  const fresh = await ada.ask('GET', path);
  await correct([{ index: 3, text: 'When two transactions want one row, one waits.' }]);
  const known = { 'if-none-match': fresh.headers.get('etag') ?? '' };
  const stale = await ada.ask('GET', path, undefined, known);
  expect([stale.status, (stale.body as Content).stale]).toEqual([200, true]);
  // Its text is still the same, so that who has read it before may save.
  const { version } = fresh.body as Content;
  const saved = await ada.ask('PUT', path, { body: 'By hand.' }, { 'if-match': `"${version}"` });
  expect(saved.body).toMatchObject({ version: version + 1, origin: 'edited', stale: true, grounding: { removed: 0 } });
  for (const older of [version, 1]) {
    const { body } = await ada.ask('POST', `${path}/versions/${older}/restore`);
    expect(body).toMatchObject({ stale: true });
  }
  for (const key of ['chapters', 'draft:blog']) await redo(key);
  const current = (await ada.ask('GET', path)).body as Content;
  const { body } = await ada.ask('POST', `${path}/versions/${current.version}/restore`);
  expect(body).toMatchObject({ stale: false });
});

test('a draft edited by hand stays when it is to be kept, and what is written anew is offered beside it', async () => {
  const path = at('contents/blog');
  const read = async (): Promise<Content> => (await ada.ask('GET', path)).body as Content;
  const { version } = await read();
  const edited = await ada.ask('PUT', path, { body: 'My own words.' }, { 'if-match': `"${version}"` });
  expect(edited.body).toMatchObject({ version: version + 1, offers: null });
  await ada.ask('POST', at('generate'), { types: ['blog'], keepEdited: true });
  await ada.taskIn(done.id, 'draft:blog', ['succeeded']);
  expect(await read()).toMatchObject({ version: version + 3, body: 'My own words.', offers: version + 2 });
  const offered = (await ada.ask('GET', `${path}/versions/${version + 2}`)).body as Content;
  expect(offered.body).not.toContain('My own words.');
  const more = await ada.ask('PUT', path, { body: 'More of mine.' }, { 'if-match': `"${version + 3}"` });
  expect(more.body).toMatchObject({ offers: version + 2 });
  expect((await ada.ask('DELETE', `${path}/offer`)).status).toBe(204);
  expect(await read()).toMatchObject({ body: 'More of mine.', offers: null });
  await ada.ask('POST', at('generate'), { types: ['blog'] });
  await ada.taskIn(done.id, 'draft:blog', ['succeeded']);
  expect(await read()).toMatchObject({ version: version + 5, origin: 'offline', offers: null });
});

test('what one person saves without long pauses is one session of writing, and its end can be given a name', async () => {
  const path = at('contents/blog');
  const list = async (query = ''): Promise<ContentVersion[]> =>
    ((await ada.ask('GET', `${path}/versions${query}`)).body as { items: ContentVersion[] }).items;
  const save = async (body: string): Promise<number> => {
    const { version } = (await ada.ask('GET', path)).body as Content;
    const saved = await ada.ask('PUT', path, { body }, { 'if-match': `"${version}"` });
    return (saved.body as Content).version;
  };
  const [first, , last] = [await save('a'), await save('b'), await save('c')];
  const name = { name: '  Sent to\nAda ' };
  expect((await ada.ask('PATCH', `${path}/versions/${last}`, name)).status).toBe(204);
  expect((await ada.ask('PATCH', `${path}/versions/${last + 9}`, name)).status).toBe(404);
  const next = await save('d');
  expect((await list('?per=session')).slice(0, 2)).toMatchObject([
    { version: next, first: next, saves: 1, name: null },
    { version: last, first, saves: 3, name: 'Sent to Ada', by: 'Ada' },
  ]);
  expect((await list()).slice(0, 4).map(({ version, first: of, saves }) => [version, of, saves])).toEqual([
    [next, next, 1],
    [last, first, 3],
    [last - 1, first, 2],
    [first, first, 1],
  ]);
});

test('of two who correct the same transcript one gets 412 with what the other made of it', async () => {
  const etag = (await ada.ask('GET', at('transcript'))).headers.get('etag') ?? '';
  const answers = await Promise.all(['one', 'two'].map((text) => correct([{ index: 1, text }], { 'if-match': etag })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  const [won, lost] = answers.toSorted((a, b) => a.status - b.status);
  expect(lost?.body).toMatchObject({ code: 'version_conflict', current: won?.body });
  expect(lost?.headers.get('etag')).toBe(won?.headers.get('etag'));
  expect(await readTranscript()).toEqual(won?.body);
});

test('an unknown line, a wrong shape and nothing new change nothing', async () => {
  const before = await ada.snapshot(done.id);
  expect((await correct([{ index: 99, text: 'x' }])).body).toMatchObject({
    status: 422,
    code: 'invalid_request',
    errors: [{ path: 'segments.0.index' }],
  });
  expect((await correct([])).status).toBe(422);
  expect((await correct([{ index: -1, text: 'x' }])).status).toBe(422);
  const { segments } = await readTranscript();
  expect((await correct([{ index: 0, text: segments[0]?.text ?? '' }])).status).toBe(200);
  expect(await ada.snapshot(done.id)).toEqual(before);
});

test('an empty text takes the line out, and a transcript made anew has the corrections again', async () => {
  const { segments } = await readTranscript();
  const answer = await correct([
    { index: 7, text: ' ' },
    { index: 0, text: 'Welcome!' },
  ]);
  const corrected = answer.body as Transcript;
  expect(corrected.segments).toHaveLength(segments.length - 1);
  await redo('transcribe');
  expect((await readTranscript()).segments).toEqual(corrected.segments);
  // Other captions that say the same line get the correction of it, and their own words elsewhere.
  const others = captionsFor(6).replace(spoken[2] ?? '', 'A transaction is all or nothing.');
  const { body } = await ada.ask('PUT', at('captions?filename=b.srt'), others);
  for (const task of (body as { tasks: Task[] }).tasks) await ada.taskIn(done.id, task.key, ['succeeded']);
  const texts = (await readTranscript()).segments.map(({ text }) => text);
  expect(texts.slice(0, 3)).toEqual(['Welcome!', expect.anything(), 'A transaction is all or nothing.']);
});

test('lines are split, joined, put back and said by somebody; only other words or speakers make anything stale', async () => {
  for (const key of ['chapters', 'draft:blog']) await redo(key);
  const change = (asked: object): Promise<Answer> => ada.ask('PATCH', at('transcript'), asked);
  const before = await readTranscript();
  const split = (await change({ split: { index: 2, at: 13 } })).body as Transcript;
  expect(split.segments[2]?.text).toBe('A transaction');
  expect(split.segments).toHaveLength(before.segments.length + 1);
  const joined = (await change({ join: { index: 4 } })).body as Transcript;
  expect(joined.segments[4]?.text).toBe(`${before.segments[3]?.text} ${before.segments[4]?.text}`);
  expect(await staleKeys()).toEqual([]);
  await redo('transcribe');
  expect((await readTranscript()).segments).toEqual(joined.segments);
  const segments = before.segments.slice(2, 5).map(({ index: _, ...line }) => line);
  expect((await change({ replace: { index: 2, count: 3, segments } })).body).toEqual(before);
  const said = (await change({ segments: [0, 1].map((index) => ({ index, speakerName: 'Ann' })) })).body as Transcript;
  expect(said.speakers).toMatchObject([{ name: 'Ann' }]);
  expect(said.segments.map(({ speaker }) => speaker).slice(0, 3)).toEqual([
    said.speakers[0]?.id,
    said.speakers[0]?.id,
    undefined,
  ]);
  expect(await staleKeys()).toEqual(['chapters', 'draft:blog']);
  await redo('transcribe');
  expect(await readTranscript()).toEqual(said);
  expect((await change({ join: { index: 0 }, split: { index: 0, at: 1 } })).status).toBe(422);
  expect((await change({ split: { index: 0, at: 0 } })).body).toMatchObject({ errors: [{ path: 'split.at' }] });
});

test('corrections that were kept when a line could only get another text are found again', async () => {
  const old = [{ startMs: 0, endMs: 5_500, was: spoken[0], text: 'As it was kept.' }];
  const other = await createDoneProject(ada);
  await world.db.query('UPDATE transcripts SET corrections = $1 WHERE project_id = $2', [
    JSON.stringify(old),
    other.id,
  ]);
  await ada.ask('POST', `/api/tasks/${(await ada.task(other.id, 'transcribe'))?.id ?? ''}/retry`);
  await ada.taskIn(other.id, 'transcribe', ['succeeded']);
  const { body } = await ada.ask('GET', at('transcript', other));
  expect((body as Transcript).segments[0]?.text).toBe('As it was kept.');
});

test('chapters made by hand stand, and stay at hand when others take their place', async () => {
  for (const key of ['chapters', 'draft:blog']) await redo(key);
  const made = (await ada.ask('GET', at('chapters'))).body as Chapters;
  expect(made.handmade).toBeNull();
  const items = [
    { title: 'Tables', startMs: 0 },
    { title: 'Bread', startMs: 24_500 },
  ];
  const answer = await replace(items);
  expect(answer.body).toEqual({
    items: [
      { index: 0, title: 'Tables', startMs: 0, endMs: 24_500 },
      { index: 1, title: 'Bread', startMs: 24_500, endMs: (await readTranscript()).durationMs },
    ],
    handmade: null,
  });
  expect((await ada.ask('GET', at('chapters.txt'))).body).toBe('0:00 Tables\n0:24 Bread\n');
  expect(await staleKeys()).toEqual(['draft:blog']);
  await redo('chapters');
  const again = (await ada.ask('GET', at('chapters'))).body as Chapters;
  expect(again.items.map(({ title }) => title)).toEqual(made.items.map(({ title }) => title));
  expect(again.handmade).toEqual((answer.body as Chapters).items);
  // What was read may be sent back: by it the handmade ones stand again.
  expect((await replace(again.handmade ?? [])).body).toEqual(answer.body);
});

test('where no chapters came about, they can be made by hand; a title is one line, without what YouTube refuses', async () => {
  const other = await createDoneProject(ada);
  await world.db.query('DELETE FROM chapters WHERE project_id = $1', [other.id]);
  const items = [{ title: 'A --> B\nsecond <v x> line', startMs: 0 }];
  const { status, body } = await ada.ask('PUT', at('chapters', other), { items });
  expect([status, (body as Chapters).items[0]?.title]).toEqual([200, 'A --> B second <v x> line']);
  expect((await ada.ask('GET', at('chapters.txt', other))).body).toBe('0:00 A -- B second v x line\n');
});

test('chapters that lie where none can be are refused, each with its place', async () => {
  const before = await ada.ask('GET', at('chapters'));
  const wrong = await replace([
    { title: 'Late', startMs: 1_000 },
    { title: 'Too near', startMs: 5_000 },
    { title: 'Behind the end', startMs: 47_000 },
  ]);
  expect(wrong.body).toMatchObject({
    status: 422,
    errors: [{ path: 'items.0.startMs' }, { path: 'items.1.startMs' }, { path: 'items.2.startMs' }],
  });
  expect((await replace([{ title: ' ', startMs: 0 }])).body).toMatchObject({ errors: [{ path: 'items.0.title' }] });
  expect((await replace([], { 'if-match': '"0"' })).body).toMatchObject({ status: 412, current: before.body });
  expect((await ada.ask('GET', at('chapters'))).body).toEqual(before.body);
});

test('before there is a transcript, and while one is being made, nothing can be corrected', async () => {
  const empty = await ada.createProject();
  const early = await ada.ask('PATCH', at('transcript', empty), { segments: [{ index: 0, text: 'x' }] });
  expect(early.body).toMatchObject({ status: 404, code: 'not_ready' });
  expect((await ada.ask('PUT', at('chapters', empty), { items: [] })).body).toMatchObject({ code: 'not_ready' });
  await worker.end();
  for (const key of ['transcribe', 'chapters']) {
    await ada.ask('POST', `/api/tasks/${(await ada.task(done.id, key))?.id ?? ''}/retry`);
  }
  expect((await correct([{ index: 0, text: 'x' }])).body).toMatchObject({ status: 409, code: 'already_running' });
  expect((await replace([])).body).toMatchObject({ status: 409, code: 'already_running' });
});
