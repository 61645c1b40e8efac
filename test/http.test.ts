/** What the outside may rely on: HTTP of a running Devreel, from the view of members, strangers and nobody. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '../src/contract/content.js';
import type { ProjectSnapshot } from '../src/contract/project.js';
import type { ShareWithLink } from '../src/contract/shares.js';
import type { Task } from '../src/contract/task.js';
import { createDoneProject } from './support/done-project.js';
import type { Answer, Person } from './support/person.js';
import { deleteForGood, personWith } from './support/person.js';
import { everyRoute } from './support/routes.js';
import { captionsFor, makeTalk, spoken } from './support/talk.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let ada: Person;
let stranger: Person;
/** A project of Ada's in which everything is done. */
let done: ProjectSnapshot;

beforeAll(async () => {
  world = await createWorld({ MAX_UPLOAD_BYTES: '5000000' });
  web = await world.startWeb();
  await world.startWorker();
  [ada, stranger] = [await world.signUp(web), await world.signUp(web)];
  done = await createDoneProject(ada);
});
afterAll(() => world.end());

const problem = (answer: Answer) => ({
  status: answer.status,
  type: answer.headers.get('content-type')?.split(';')[0],
  code: (answer.body as { code: string }).code,
});
const refusal = (status: number, code: string) => ({ status, type: 'application/problem+json', code });

test('every route answers members only: strangers get 404, the signed-out 401, and nothing has changed', async () => {
  const nobody = personWith(web.url, '');
  const before = await ada.snapshot(done.id);
  for (const [method, path, body] of await everyRoute(ada, done)) {
    expect(problem(await stranger.ask(method, path, body)), `${method} ${path}`).toEqual(refusal(404, 'not_found'));
    expect(problem(await nobody.ask(method, path, body)), `${method} ${path}`).toEqual(refusal(401, 'unauthorized'));
  }
  expect(await ada.snapshot(done.id)).toEqual(before);
  const { body } = await stranger.ask('GET', '/api/projects');
  expect(body).toEqual({ items: [], nextCursor: null });
});

test('the same routes answer their member', async () => {
  // The picture that is asked for below.
  expect((await ada.ask('POST', `/api/projects/${done.id}/frames`, { atMs: 0 })).status).toBe(202);
  await until('the frame', async () => {
    const { status } = await ada.ask('GET', `/api/projects/${done.id}/pictures/at-0.jpg`);
    return status === 200;
  });
  for (const [method, path] of (await everyRoute(ada, done)).filter(([verb]) => verb === 'GET')) {
    expect((await ada.ask(method, path)).status, path).toBe(200);
  }
});

test('generate: the same request finds the unfinished task, other instructions replace a queued one', async () => {
  const project = await ada.createProject();
  const generate = async (body: object, headers = {}): Promise<Answer> =>
    ada.ask('POST', `/api/projects/${project.id}/generate`, body, headers);
  const tasksOf = (answer: Answer): Task[] => (answer.body as { tasks: Task[] }).tasks;
  const answers = await Promise.all(Array.from({ length: 10 }, () => generate({ types: ['blog'] })));
  expect(new Set(answers.map((answer) => tasksOf(answer)[0]?.id)).size).toBe(1);
  const [first] = answers;
  expect(first).toMatchObject({ status: 202 });
  expect(first?.headers.get('location')).toBe(`/api/tasks/${first ? (tasksOf(first)[0]?.id ?? '') : ''}`);
  expect(first ? tasksOf(first) : []).toMatchObject([
    { key: 'draft:blog', status: 'queued', waitingFor: ['transcribe', 'chapters', 'screenshots'] },
  ]);
  const other = await generate({ types: ['blog'], instructions: 'Short.' });
  expect(other.status).toBe(202);
  expect((await ada.snapshot(project.id)).tasks.filter((task) => task.key === 'draft:blog')).toHaveLength(1);
  expect(problem(await generate({ types: ['poem'] }))).toEqual(refusal(422, 'invalid_request'));
  expect(problem(await generate({ types: [] }))).toEqual(refusal(422, 'invalid_request'));
});

test('an Idempotency-Key gets the first answer again, and only with the same request', async () => {
  const project = await ada.createProject();
  const ask = (body: object): Promise<Answer> =>
    ada.ask('POST', `/api/projects/${project.id}/generate`, body, { 'idempotency-key': 'once' });
  const first = await ask({ types: ['blog'] });
  const [task] = (first.body as { tasks: Task[] }).tasks;
  await ada.ask('POST', `/api/tasks/${task?.id ?? ''}/cancel`);
  expect((await ask({ types: ['blog'] })).body).toEqual(first.body);
  expect(problem(await ask({ types: ['blog'], instructions: 'x' }))).toEqual(refusal(422, 'idempotency_key_reused'));
  const long = { 'idempotency-key': 'k'.repeat(6_000) };
  const refused = await ada.ask('POST', `/api/projects/${project.id}/generate`, { types: ['blog'] }, long);
  expect(problem(refused)).toEqual(refusal(422, 'invalid_request'));
});

test('of requests with one Idempotency-Key for many projects at once one is done, and the others hear why not', async () => {
  const projects = await Promise.all(Array.from({ length: 4 }, () => ada.createProject()));
  const ask = ({ id }: { id: string }): Promise<Answer> =>
    ada.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] }, { 'idempotency-key': 'everywhere' });
  const answers = await Promise.all(projects.map(ask));
  const refused = answers.filter(({ status }) => status !== 202);
  expect(refused.map(problem)).toEqual(Array(3).fill(refusal(422, 'idempotency_key_reused')));
});

test('a source is refused when there is one, when it is too large, and when it is empty; then nothing is kept', async () => {
  const source = (id: string, body: Uint8Array): Promise<Answer> =>
    ada.ask('PUT', `/api/projects/${id}/source?filename=a.mp4`, body);
  expect(problem(await source(done.id, new Uint8Array(10)))).toEqual(refusal(409, 'source_exists'));
  const { id } = await ada.createProject();
  expect(problem(await source(id, new Uint8Array(0)))).toEqual(refusal(422, 'empty_file'));
  expect(problem(await source(id, new Uint8Array(5_000_001)))).toEqual(refusal(413, 'too_large'));
  expect((await ada.snapshot(id)).source).toBeNull();
  expect(await keptOf(id)).toEqual([]);
  const both = await Promise.all([1, 2].map((n) => source(id, new Uint8Array(1_000).fill(n))));
  expect(both.map((answer) => answer.status).sort()).toEqual([202, 409]);
});

test('an id in capitals is the same id: nothing of the project outlives it', async () => {
  const { id } = await ada.createProject();
  const capital = id.toUpperCase();
  const tab = await ada.openTab();
  expect(await tab.join(capital)).toMatchObject({ data: { snapshot: { id } } });
  await ada.ask('PUT', `/api/projects/${capital}/source?filename=a.mp4`, await makeTalk(2));
  await until('the tab to hear of it', () => tab.events.some(({ type }) => type === 'source.ready'));
  tab.close();
  const kept = () => keptOf(id);
  expect((await kept()).length).toBeGreaterThan(0);
  await deleteForGood(ada, capital);
  await until('all files to be gone', async () => (await kept()).length === 0);
});

/** The files that are kept of a project, whatever case its id has there. */
async function keptOf(projectId: string): Promise<string[]> {
  try {
    const names = await readdir(join(world.dataDir, 'files'), { recursive: true, withFileTypes: true });
    return names
      .filter((entry) => entry.isFile() && entry.parentPath.toLowerCase().includes(projectId))
      .map(({ name }) => name);
  } catch (error) {
    // A folder went while its parent was read: it is read again.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return keptOf(projectId);
    throw error;
  }
}

test('captions are the transcript, to the word and the millisecond; what is none is refused with the line', async () => {
  const { body } = await ada.ask('GET', `/api/projects/${done.id}/transcript`);
  expect(body).toMatchObject({ source: 'captions', coverage: 1, missing: [], durationMs: 48_000 });
  expect((body as { segments: unknown[] }).segments).toEqual(
    spoken.map((text, index) => ({ index, startMs: index * 6_000, endMs: index * 6_000 + 5_500, text })),
  );
  expect((await ada.ask('GET', `/api/projects/${done.id}/transcript.srt`)).body).toBe(captionsFor(6));
  const refused = await ada.ask('PUT', `/api/projects/${done.id}/captions`, 'These are no captions.');
  expect(problem(refused)).toEqual(refusal(422, 'captions_invalid'));
  expect((refused.body as { detail: string }).detail).toContain('Line 1');
});

test('new captions supersede the transcript, and drafts made from the old one are stale until written again', async () => {
  const { id } = await ada.createProject();
  const put = (text: string): Promise<Answer> => ada.ask('PUT', `/api/projects/${id}/captions`, text);
  await put(captionsFor(6));
  await ada.ask('PUT', `/api/projects/${id}/source?filename=a.mp4`, await makeTalk(48));
  await ada.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] });
  await ada.taskIn(id, 'draft:blog', ['succeeded']);
  const { tasks } = (await put(captionsFor(5))).body as { tasks: Task[] };
  expect(tasks.map((task) => task.key)).toEqual(['transcribe', 'chapters', 'index']);
  await ada.taskIn(id, 'chapters', ['succeeded']);
  const { body } = await ada.ask('GET', `/api/projects/${id}/transcript`);
  expect((body as { segments: { startMs: number }[] }).segments[1]?.startMs).toBe(5_000);
  expect((await ada.snapshot(id)).contents).toMatchObject([{ type: 'blog', version: 1, stale: true }]);
  await ada.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] });
  await until('the new draft', async () => (await ada.snapshot(id)).contents[0]?.version === 2);
  expect((await ada.snapshot(id)).contents).toMatchObject([{ stale: false }]);
});

test('drafts: saving needs the version it changes, a lost race shows the current one, and nothing is overwritten', async () => {
  const path = `/api/projects/${done.id}/contents/blog`;
  const read = await ada.ask('GET', path);
  const etag = read.headers.get('etag') ?? '';
  const original = (read.body as Content).body;
  expect(problem(await ada.ask('PUT', path, { body: 'mine' }))).toEqual(refusal(428, 'precondition_required'));
  const race = await Promise.all(['mine', 'yours'].map((body) => ada.ask('PUT', path, { body }, { 'if-match': etag })));
  expect(race.map((answer) => answer.status).sort()).toEqual([200, 412]);
  const [winner, loser] = race[0]?.status === 200 ? race : race.toReversed();
  expect(loser?.body).toMatchObject({
    code: 'version_conflict',
    current: { body: (winner?.body as Content).body, version: 2 },
  });
  const { body } = await ada.ask('GET', `${path}/versions`);
  expect((body as { items: unknown[] }).items).toMatchObject([
    { version: 2, origin: 'edited' },
    { version: 1, origin: 'offline' },
  ]);
  const save = (list: string): Promise<Answer> => ada.ask('PUT', path, { body: 'ours' }, { 'if-match': list });
  for (const list of ['"9"', 'W/"2"', '2', '"9, 2"']) expect((await save(list)).status, list).toBe(412);
  expect((await save('"9" , "2"')).body).toMatchObject({ version: 3 });
  const restored = await ada.ask('POST', `${path}/versions/1/restore`);
  expect(restored.body).toMatchObject({ version: 4, body: original });
});

test('a deleted project is gone for everyone, with its files', async () => {
  const { id } = await ada.createProject();
  await ada.ask('PUT', `/api/projects/${id}/source?filename=a.mp4`, await makeTalk(10));
  const tab = await ada.openTab();
  await tab.join(id);
  expect((await ada.ask('DELETE', `/api/projects/${id}`)).status).toBe(204);
  await until('the tab to hear of it', () => tab.events.at(-1)?.type === 'project.deleted');
  expect(problem(await ada.ask('GET', `/api/projects/${id}`))).toEqual(refusal(404, 'not_found'));
  tab.close();
});

test('what is no character is taken out, wherever it comes from, and numbers out of range are refused', async () => {
  const { body } = await ada.ask('POST', '/api/projects', { title: 'a\u0000b \ud800' });
  expect(body).toMatchObject({ title: 'ab \ufffd' });
  const { id } = body as ProjectSnapshot;
  const cue = '1\n00:00:01,000 --> 00:00:02,000\nHello\u0000 &#xD800; &constructor; <script>x</script>\n';
  expect((await ada.ask('PUT', `/api/projects/${id}/captions?filename=a%00.srt`, cue)).status).toBe(202);
  await ada.ask('PUT', `/api/projects/${id}/source?filename=..%2f%00.mp4`, await makeTalk(5));
  await ada.taskIn(id, 'transcribe', ['succeeded']);
  expect((await ada.snapshot(id)).source).toMatchObject({ filename: '../.mp4' });
  expect((await ada.ask('GET', `/api/projects/${id}/transcript`)).body).toMatchObject({
    segments: [{ text: 'Hello \ufffd &constructor; <script>x</script>' }],
  });
  const generated = await ada.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'], instructions: '\u0000' });
  expect(generated.status).toBe(202);
  const far = await ada.ask('GET', `/api/projects/${id}/events?after=99999999999999`);
  expect(problem(far)).toEqual(refusal(422, 'invalid_request'));
  const restored = await ada.ask('POST', `/api/projects/${id}/contents/blog/versions/99999999999/restore`);
  expect(problem(restored)).toEqual(refusal(422, 'invalid_request'));
});

test('errors are problems everywhere', async () => {
  expect(problem(await ada.ask('GET', '/api/nowhere'))).toEqual(refusal(404, 'not_found'));
  expect(problem(await ada.ask('GET', '/api/projects/no-uuid'))).toEqual(refusal(404, 'not_found'));
  expect(problem(await ada.ask('GET', '/api/tasks/no-uuid'))).toEqual(refusal(404, 'not_found'));
  const broken = await ada.ask('POST', '/api/projects', '{"title":', { 'content-type': 'application/json' });
  expect(problem(broken)).toEqual(refusal(400, 'invalid_json'));
  const empty = await ada.ask('POST', '/api/projects', { title: ' ' });
  expect(empty.body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'title' }] });
  expect((await ada.ask('GET', '/healthz')).body).toEqual({ status: 'ok' });
  const flowing = async () => {
    const { body } = await ada.ask('GET', '/readyz');
    return (body as { status: string }).status === 'ok' && body;
  };
  const queues = { 'queue:intake': 'up', 'queue:media': 'up', 'queue:ai': 'up', 'queue:chores': 'up' };
  expect(await until('work to flow', flowing)).toMatchObject({
    checks: { database: 'up', migrations: 'up', redis: 'up', ...queues, storage: 'up', ffmpeg: 'up', workers: 'up' },
    reasons: {},
  });
});

test('what only its owner may read no cache keeps, and a page turns to this origin alone', async () => {
  const socket = web.url.replace('http', 'ws');
  for (const path of ['/', '/api/projects', '/api/nothing']) {
    const { headers } = await ada.ask('GET', path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toContain(`connect-src 'self' ${socket}`);
    expect(policy.replaceAll(socket, '')).not.toMatch(/https?:|wss?:/);
    if (path !== '/') expect(headers.get('cache-control')).toContain('no-store');
  }
  // What is read without an account, files of people, and our own.
  const { body } = await ada.ask('POST', `/api/projects/${done.id}/shares`, {});
  const shared = new URL((body as ShareWithLink).link).pathname;
  const asset = /"(\/assets\/[^"]+\.js)"/.exec(await (await fetch(web.url)).text())?.[1] ?? '';
  const own = [`/api/projects/${done.id}/source`, `/api/projects/${done.id}/screenshots/0.jpg`, asset];
  for (const path of ['/', '/api/projects', '/api/nothing', shared, `${shared}/recording`, ...own]) {
    const { status, headers } = await ada.ask('GET', path);
    expect(status, path).toBe(path === '/api/nothing' ? 404 : 200);
    expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin');
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('content-security-policy'), path).toMatch(/^default-src '(none|self)';/);
  }
});

test('the page’s files were packed at the build, and come so to who can unpack them, the same to the byte', async () => {
  const page = await (await fetch(web.url)).text();
  // The large one: what is ours and every page needs.
  const script = /"(\/assets\/first-[^"]+\.js)"/.exec(page)?.[1] ?? '';
  const sizes = new Map<string, number>();
  const bodies = new Set<string>();
  for (const encoding of ['br', 'gzip', 'identity']) {
    const answer = await fetch(web.url + script, { headers: { 'accept-encoding': encoding } });
    expect(answer.headers.get('content-encoding') ?? 'identity').toBe(encoding);
    expect(answer.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    sizes.set(encoding, Number(answer.headers.get('content-length')));
    bodies.add(await answer.text());
  }
  expect(bodies.size).toBe(1);
  expect(sizes.get('br')).toBeLessThan((sizes.get('identity') ?? 0) / 3);
});

test('the page has the registry of the steps in it, whatever the address by which it is opened', async () => {
  for (const path of ['/', '/index.html', '/projects/some']) {
    const { status, body } = await ada.ask('GET', path, undefined, { accept: 'text/html' });
    expect([status, /<script type="application\/json" id="registry">\{"steps":\[/.test(String(body))]).toEqual([
      200,
      true,
    ]);
  }
});
