/** What one owner may have, and one account send: projects, unfinished tasks, requests a second. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RequestRate } from '../src/auth/request-rate.js';
import { FolderStorage } from '../src/outside/storage/folder/folder-storage.js';
import { doChore } from '../src/worker/chores.js';
import type { Answer, Person } from './support/person.js';
import { deleteForGood, personWith } from './support/person.js';
import { create, expectProblem, noise } from './support/tus.js';
import { until } from './support/until.js';
import { WorkerByHand } from './support/worker-by-hand.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

const RATE = 20;
/** Of what may come at once. */
const BURST = 5 * RATE;

let world: World;
let web: WebServer;
let hand: WorkerByHand;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb(undefined, { PROJECTS_PER_OWNER: '3', TASKS_PER_OWNER: '4' });
  hand = await WorkerByHand.in(world);
});
afterAll(async () => {
  hand.end();
  await world.end();
});

const make = (person: Person): Promise<Answer> => person.ask('POST', '/api/projects', { title: 'Bread' });
const accountOf = async (person: Person): Promise<{ id: string; email: string }> =>
  (await person.ask('GET', '/api/me')).body as { id: string; email: string };
const idOf = async (person: Person): Promise<string> => (await accountOf(person)).id;
/** Makes somebody an owner of a project, unasked. */
async function share(owner: Person, projectId: string, other: Person): Promise<void> {
  const { email } = await accountOf(other);
  const path = `/api/projects/${projectId}/members`;
  expect((await owner.ask('POST', path, { email, role: 'owner' })).status).toBe(201);
}
const remove = async (by: Person, projectId: string, who: Person): Promise<Answer> =>
  by.ask('DELETE', `/api/projects/${projectId}/members/${await idOf(who)}`);

test('one more project than an owner may have is refused, also from the bin and of many at once; others have their own', async () => {
  const [ada, ben] = [await world.signUp(web), await world.signUp(web)];
  const first = (await ada.createProject()).id;
  await ada.createProject();
  const answers = await Promise.all(Array.from({ length: 5 }, () => make(ada)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 507, 507, 507, 507]);
  await ada.ask('DELETE', `/api/projects/${first}`);
  const refused = await make(ada);
  expectProblem(refused, 507, 'project_limit');
  expect(refused.body).toMatchObject({ detail: expect.stringContaining('You have 3 projects') as string });
  expect((await make(ben)).status).toBe(201);
  expect((await ada.ask('POST', `/api/bin/${first}/restore`)).status).toBeLessThan(300);
  await deleteForGood(ada, first);
  expect((await make(ada)).status).toBe(201);
});

test('what would make one more task than an owner may have waiting is refused, whoever asks; what is there goes on', async () => {
  const [ada, ben] = [await world.signUp(web), await world.signUp(web)];
  const [talk, other] = [await hand.projectOf(ada), (await ada.createProject()).id];
  await world.db.query("INSERT INTO members (project_id, user_id, role) VALUES ($1, $2, 'editor')", [
    talk,
    await idOf(ben),
  ]);
  const failed = await hand.failWith(await hand.start(await hand.queue(talk, 'draft:youtube')), 'No.');
  const waiting = [];
  for (const key of ['draft:blog', 'draft:twitter', 'draft:linkedin'] as const)
    waiting.push(await hand.queue(talk, key));
  await hand.start(await hand.queue(talk, 'chapters'));
  const generate = (type: string, person = ada) =>
    person.ask('POST', `/api/projects/${talk}/generate`, { types: [type] });
  const refused: [string, Promise<Answer>][] = [
    ['generate', generate('newsletter')],
    ['generate as an editor', generate('newsletter', ben)],
    ['retry', ada.ask('POST', `/api/tasks/${failed.id}/retry`)],
    ['a document', ada.ask('POST', `/api/projects/${other}/documents?filename=a.md`, 'Words.')],
    ['a recording', ada.ask('PUT', `/api/projects/${other}/source?filename=a.webm`, noise(1_000))],
    ['an upload', create(ada, other, 1_000)],
  ];
  for (const [what, answer] of refused) {
    const { status, headers, body } = await answer;
    expect({ what, status, code: (body as { code: string }).code }).toEqual({ what, status: 429, code: 'task_limit' });
    expect([headers.get('retry-after'), (body as { detail: string }).detail]).toEqual([
      '30',
      expect.stringContaining('4 tasks') as string,
    ]);
  }
  // It waits already: no new one.
  expect((await generate('blog')).status).toBe(202);
  expect(
    (await ben.ask('POST', `/api/projects/${await hand.projectOf(ben)}/generate`, { types: ['blog'] })).status,
  ).toBe(202);
  expect((await ada.ask('POST', `/api/tasks/${waiting[0]?.id}/cancel`)).status).toBe(202);
  expect((await generate('newsletter')).status).toBe(202);
});

test('a project counts for who made it, until another owner takes it over, or they leave and there is room', async () => {
  const [ada, ben, cid] = [await world.signUp(web), await world.signUp(web), await world.signUp(web)];
  const adas = [(await ada.createProject()).id, (await ada.createProject()).id, (await ada.createProject()).id];
  const [first = '', second = '', third = ''] = adas;
  for (const id of adas) await share(ada, id, ben);
  // None of them is his as long as she owns them, and to have two owners makes no room.
  for (let n = 0; n < 3; n += 1) await ben.createProject();
  for (const person of [ada, ben]) expectProblem(await make(person), 507, 'project_limit');
  const [adasId, bensId, cidsId] = [await idOf(ada), await idOf(ben), await idOf(cid)];
  const whose = async (...ids: string[]): Promise<unknown[]> => {
    const sql =
      'SELECT counted_for FROM unnest($1::uuid[]) WITH ORDINALITY w (id, n) JOIN projects USING (id) ORDER BY n';
    return (await world.db.query<{ counted_for: string }[]>(sql, [ids])).map(({ counted_for: id }) => id);
  };
  const leaves = async (): Promise<void> => {
    const refused = await remove(ada, first, ada);
    expectProblem(refused, 507, 'project_limit');
    expect(refused.body).toMatchObject({
      detail: expect.stringMatching(/^Ada, the next owner.*more than 3/) as string,
    });
  };
  await leaves();
  expect((await ada.snapshot(first)).role).toBe('owner');
  // Who gives up the role keeps what it takes: he was not asked.
  const demoted = await ada.ask('PATCH', `/api/projects/${first}/members/${adasId}`, { role: 'viewer' });
  expect([demoted.status, await whose(first)]).toEqual([200, [adasId]]);
  await leaves();
  // Who removes her takes it over, however much they have, and whoever came first.
  expect((await remove(ben, first, ada)).status).toBe(204);
  expectProblem(await make(ben), 507, 'project_limit');
  await share(ada, second, cid);
  const demote = await cid.ask('PATCH', `/api/projects/${second}/members/${adasId}`, { role: 'editor' });
  expect([demote.status, await whose(first, second)]).toEqual([200, [bensId, cidsId]]);
  // Made an owner again she has it in her hands, and it counts for him.
  await share(ben, first, ada);
  expect((await make(ada)).status).toBe(201);
  // Who deletes the account is not kept.
  expect((await ada.ask('DELETE', `/api/projects/${third}`)).status).toBe(204);
  const password = 'correct horse battery';
  expect((await ada.ask('DELETE', '/api/me', { password })).status).toBe(204);
  expect(await whose(...adas)).toEqual([bensId, cidsId, bensId]);
  expect((await ben.snapshot(second)).role).toBe('owner');
});

test('what counts for nobody, as after an update, counts for who has owned it for longest', async () => {
  const [ada, ben] = [await world.signUp(web), await world.signUp(web)];
  const ids = [(await ada.createProject()).id, (await ada.createProject()).id, (await ada.createProject()).id];
  const [fresh = '', left = '', binned = ''] = ids;
  for (const id of [fresh, left]) await share(ada, id, ben);
  const [adasId, bensId] = [await idOf(ada), await idOf(ben)];
  const isNobodys = 'UPDATE projects SET counted_for = $2 WHERE id = $1';
  await world.db.query(isNobodys, [fresh, null]);
  // Ada was removed by a process that knew nothing of it.
  await world.db.query('DELETE FROM members WHERE project_id = $1 AND user_id = $2', [left, adasId]);
  expect((await ada.ask('DELETE', `/api/projects/${binned}`)).status).toBe(204);
  await world.db.query(isNobodys, [binned, null]);
  await doChore(
    { db: world.db, storage: new FolderStorage(world.dataDir), retentionDays: 30, now: new Date() },
    'owners',
  );
  const whose = 'SELECT id, counted_for AS whose FROM projects WHERE id = ANY ($1)';
  const rows = await world.db.query<{ id: string; whose: string }[]>(whose, [ids]);
  expect(Object.fromEntries(rows.map(({ id, whose }) => [id, whose]))).toEqual({
    [fresh]: adasId,
    [left]: bensId,
    [binned]: adasId,
  });
});

test('tasks count for the same owner as their project', async () => {
  const [ada, ben] = [await world.signUp(web), await world.signUp(web)];
  const [talk, bens] = [await hand.projectOf(ada), await hand.projectOf(ben)];
  await share(ada, talk, ben);
  for (const key of ['chapters', 'draft:blog', 'draft:twitter', 'draft:linkedin'] as const) await hand.queue(talk, key);
  const generate = (person: Person, projectId: string): Promise<Answer> =>
    person.ask('POST', `/api/projects/${projectId}/generate`, { types: ['newsletter'] });
  for (const person of [ada, ben]) expectProblem(await generate(person, talk), 429, 'task_limit');
  expect((await generate(ben, bens)).status).toBe(202);
  const refused = await remove(ada, talk, ada);
  expectProblem(refused, 429, 'task_limit');
  expect(refused.headers.get('retry-after')).toBe('30');
});

test('who sends too many requests waits, over all web processes; others do not', async () => {
  const settings = { REQUESTS_PER_SECOND: String(RATE) };
  const webs = [await world.startWeb(undefined, settings), await world.startWeb(undefined, settings)];
  const [ada, ben] = [await world.signUp(webs[0] as WebServer), await world.signUp(webs[0] as WebServer)];
  const asked = (person: Person, i: number): Promise<Answer> =>
    personWith(webs[i % 2]?.url ?? '', person.cookie).ask('GET', '/api/notices');
  const answers: Answer[] = [];
  const begun = performance.now();
  while (!answers.some(({ status }) => status === 429) || answers.length < 4 * BURST)
    answers.push(...(await Promise.all(Array.from({ length: 20 }, (_, i) => asked(ada, i)))));
  const seconds = Math.ceil((performance.now() - begun) / 1_000) + 1;
  const passed = answers.filter(({ status }) => status === 200).length;
  // In each process and second a tenth is not counted.
  expect(passed).toBeLessThanOrEqual(BURST + RATE * seconds + 2 * (RATE / 10) * seconds);
  expect(passed).toBeGreaterThanOrEqual(BURST);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.headers.get('retry-after')).toBe('1');
  expect(refused?.body).toMatchObject({
    code: 'too_many_requests',
    detail: expect.stringContaining(`${RATE} requests a second`) as string,
  });
  expect((await asked(ben, 0)).status).toBe(200);
  await until('the pause to end', async () => (await asked(ada, 0)).status === 200);
  await Promise.all(webs.map((one) => one.end()));
});

test('quiet people cost no statement, and 0 is for any number', async () => {
  let statements = 0;
  const counting = { query: () => Promise.resolve((statements += 1) > 2 ? [] : [{}]) } as never;
  let now = 0;
  const rate = new RequestRate(counting, 100, () => now);
  for (let i = 0; i < 10; i += 1) await rate.take('ada');
  expect(statements).toBe(0);
  // Of those who come together one asks for all.
  await Promise.all(Array.from({ length: 10 }, () => rate.take('ada')));
  expect(statements).toBe(1);
  await Promise.all(Array.from({ length: 10 }, () => rate.take('ada')));
  await expect(rate.take('ada')).rejects.toMatchObject({ status: 429 });
  await expect(rate.take('ada')).rejects.toMatchObject({ status: 429 });
  expect(statements).toBe(3);
  await rate.take('ben');
  now += 1_000;
  await rate.take('ada');
  expect(statements).toBe(3);
  // Of a slow rate a tenth is less than one request: each is counted.
  const slow = new RequestRate(counting, 9, () => now);
  await expect(slow.take('ada')).rejects.toMatchObject({ status: 429 });
  expect(statements).toBe(4);
  const any = new RequestRate(counting, 0);
  for (let i = 0; i < 1_000; i += 1) await any.take('ada');
  expect(statements).toBe(4);
});
