/** The ledger of calls to vendors, through the whole app: what was sent, what it cost, and what a kill leaves of it. */
import type { QueryRunner } from 'typeorm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { contentTypes } from '../src/content/content-types.js';
import type { Usage, VendorCall } from '../src/contract/usage.js';
import type { Behaviour, ChatRequestBody, ChatServer } from './support/chat-server.js';
import { refuses, says, startChatServer } from './support/chat-server.js';
import type { Person } from './support/person.js';
import { localOwner } from './support/person.js';
import { captionsFor, makeTalk } from './support/talk.js';
import { until } from './support/until.js';
import type { Server, WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

const CHAPTERS = JSON.stringify({ chapters: [{ start: '0:00', title: 'Databases' }] });

let model: ChatServer;
let world: World;
let web: WebServer;
let worker: Server;
let ada: Person;
let talk: Uint8Array;
/** What the model does with the question for a draft. */
let draft: Behaviour;
let locks: QueryRunner | undefined;

beforeAll(async () => {
  model = await startChatServer();
  model.behave((response, request) =>
    isDraft(request) ? draft(response, request) : says(CHAPTERS, 'stop', 700, 30)(response, request),
  );
  const prices = { scribe: { inputPerMTokens: 1, outputPerMTokens: 10 } };
  world = await createWorld({
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_MODEL: 'scribe',
    PRICES: JSON.stringify(prices),
    PROJECT_BUDGET_USD: '1',
    LEASE_SECONDS: '3',
  });
  web = await world.startWeb();
  ada = await world.signUp(web);
  worker = await world.startWorker();
  talk = await makeTalk(12);
});
afterEach(async () => {
  await locks?.release();
  locks = undefined;
});
afterAll(async () => {
  await world.end();
  await model.stop();
});

const isDraft = ({ response_format }: ChatRequestBody): boolean => response_format === undefined;
const draftsAsked = (): number => model.requests.filter(isDraft).length;

/** A talk with captions of which everything is made but the draft. */
async function project(): Promise<string> {
  const { id } = await ada.createProject();
  await ada.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(1.5));
  await ada.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, talk);
  for (const key of ['chapters', 'screenshots']) await ada.taskIn(id, key, ['succeeded']);
  return id;
}

const generate = (id: string) => ada.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] });
const usageOf = async (id: string): Promise<Usage> => (await ada.ask('GET', `/api/projects/${id}/usage`)).body as Usage;
const draftCalls = async (id: string): Promise<VendorCall[]> =>
  (await usageOf(id)).items.filter(({ step }) => step === 'draft').reverse();

/** Runs `sql` in a transaction that stays open, so that others wait for what it locked. Call what it answers to let go. */
async function lock(sql: string, parameters: unknown[] = []): Promise<() => Promise<void>> {
  const runner = (locks = world.db.createQueryRunner());
  await runner.startTransaction();
  await runner.query(sql, parameters);
  return () => runner.rollbackTransaction();
}

/** Ends the statements that still wait to note how a call ended: PostgreSQL would go on with those of a killed process. */
async function dropNotes(): Promise<void> {
  const waiting = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND query LIKE '%UPDATE vendor_calls%' AND datname = current_database()`;
  await until('the note to wait', async () => (await world.db.query<unknown[]>(waiting)).length > 0);
}

test('each try is noted once, with its tokens, cost and outcome; totals and budget follow; strangers see nothing', async () => {
  const id = await project();
  let tries = 0;
  draft = (response, request) =>
    (++tries === 1 ? refuses(500) : says('# A talk\n\nAbout databases.', 'stop', 1_000, 100))(response, request);
  await generate(id);
  const { id: taskId } = await ada.taskIn(id, 'draft:blog', ['succeeded']);
  const shared = { taskId, attempt: 1, step: 'draft', part: 'text', kind: 'chat', model: 'scribe', audioMs: 0 };
  expect(await draftCalls(id)).toMatchObject([
    { ...shared, outcome: 'refused', status: 500, code: 'vendor_unavailable', tokensIn: null, costUsd: 0 },
    { ...shared, outcome: 'answered', status: null, code: null, tokensIn: 1_000, tokensOut: 100, costUsd: 0.002 },
  ]);
  const usage = await usageOf(id);
  expect(usage).toMatchObject({ currency: 'USD', budgetUsd: 1, reservedUsd: 0, nextCursor: null });
  expect(usage.spentUsd).toBeCloseTo(0.002 + 0.001, 9);
  const totals = { calls: 3, answered: 2, tokensIn: 1_700, tokensOut: 130, unpriced: 0 };
  expect(usage.totals).toMatchObject([{ kind: 'chat', model: 'scribe', ...totals }]);
  const eve = await world.signUp(web);
  expect((await eve.ask('GET', `/api/projects/${id}/usage`)).status).toBe(404);
  expect((await fetch(`${ada.url}/api/projects/${id}/usage`)).status).toBe(401);
});

test('an answer that came just before its task was cancelled is kept, and the retry is not asked for it again', async () => {
  const id = await project();
  draft = says('# A talk\n\nAbout databases.', 'stop', 1_000, 100);
  const asked = draftsAsked();
  const letGo = await lock('LOCK TABLE parts IN EXCLUSIVE MODE');
  await generate(id);
  await until('the answer to be there', async () => (await draftCalls(id))[0]?.outcome === 'answered');
  const task = await ada.task(id, 'draft:blog');
  expect((await ada.ask('POST', `/api/tasks/${task?.id ?? ''}/cancel`)).status).toBe(202);
  await letGo();
  await until('the answer to be kept', async () => (await ada.detail(task?.id ?? '')).partsDone.length > 0);
  expect((await ada.ask('POST', `/api/tasks/${task?.id ?? ''}/retry`)).status).toBe(202);
  await until('the draft', async () => (await ada.task(id, 'draft:blog'))?.status === 'succeeded');
  expect(draftsAsked()).toBe(asked + 1);
  expect(await draftCalls(id)).toHaveLength(1);
});

test('a worker killed between the answer and its note: the row stays open at its worst case, and nothing is paid twice', async () => {
  const id = await project();
  let answer: () => void = () => undefined;
  draft = (...request) => void (answer = () => says('# A talk\n\nAbout databases.', 'stop', 1_000, 100)(...request));
  const asked = draftsAsked();
  await generate(id);
  const [call] = await until('the request', async () => draftsAsked() > asked && (await draftCalls(id)));
  expect(call).toMatchObject({ outcome: 'open', answeredAt: null, costUsd: null });
  expect((await usageOf(id)).reservedUsd).toBe(call?.reservedUsd);
  const letGo = await lock('SELECT 1 FROM vendor_calls WHERE id = $1 FOR UPDATE', [call?.id]);
  answer();
  const { id: taskId } = await ada.taskIn(id, 'draft:blog', ['running']);
  await until('the answer to be kept', async () => (await ada.detail(taskId)).partsDone.length > 0);
  await worker.end('SIGKILL');
  await dropNotes();
  await letGo();
  worker = await world.startWorker();
  await ada.taskIn(id, 'draft:blog', ['succeeded']);
  expect(draftsAsked()).toBe(asked + 1);
  expect(await draftCalls(id)).toMatchObject([{ outcome: 'open', attempt: 1, answeredAt: null }]);
  const usage = await usageOf(id);
  expect(usage.reservedUsd).toBe(0);
  expect(usage.spentUsd).toBeCloseTo(0.001 + (call?.reservedUsd ?? NaN), 9);
});

test('a budget that does not suffice fails the task before anything is sent; raised, a retry goes on from what is finished', async () => {
  const id = await project();
  const asked = model.requests.length;
  await worker.end();
  worker = await world.startWorker({ PROJECT_BUDGET_USD: '0.03' });
  await generate(id);
  const failed = await ada.taskIn(id, 'draft:blog', ['failed']);
  expect(failed).toMatchObject({ failures: 0, error: { code: 'budget_exceeded', retryable: true, part: 'text' } });
  expect(failed.message).toMatch(
    /\$0\.03 does not allow it: \$0\.0010 is spent, and the next call may cost up to \$0\.04/,
  );
  expect(model.requests).toHaveLength(asked);
  await worker.end();
  worker = await world.startWorker();
  draft = says('# A talk\n\nAbout databases.', 'stop', 1_000, 100);
  expect((await ada.ask('POST', `/api/tasks/${failed.id}/retry`)).status).toBe(202);
  await until('the draft', async () => (await ada.task(id, 'draft:blog'))?.status === 'succeeded');
  expect(model.requests).toHaveLength(asked + 1);
});

test('the call and the place in the code are shown with a failed attempt, to administrators only', async () => {
  const owner = await localOwner(web);
  const id = await project();
  const me = (await owner.ask('GET', '/api/me')).body as { id: string };
  await world.db.query(`INSERT INTO members (project_id, user_id, role) VALUES ($1, $2, 'viewer')`, [id, me.id]);
  draft = refuses(401, { message: 'Incorrect key' });
  await generate(id);
  const failed = await ada.taskIn(id, 'draft:blog', ['failed']);
  const forOwner = await until('the detail', async () => (await owner.detail(failed.id)).attempts[0]?.detail);
  for (const part of [/ at .*vendor/, /chat scribe at http:\/\/127\.0\.0\.1/, /401 Incorrect key/]) {
    expect(forOwner).toMatch(part);
  }
  expect((await ada.detail(failed.id)).attempts[0]).not.toHaveProperty('detail');
  const tasks = async (person: Person) => JSON.stringify((await person.ask('GET', `/api/projects/${id}/tasks`)).body);
  expect(await tasks(owner)).toContain('Incorrect key');
  expect(await tasks(ada)).not.toContain('Incorrect key');
});

test('before: what is asked for, and what a further draft would cost; afterwards nothing is to come', async () => {
  const id = await project();
  const before = (await usageOf(id)).estimate;
  expect(before.items).toEqual([]);
  expect(before.drafts.map(({ key }) => key)).toEqual(Object.keys(contentTypes).map((type) => `draft:${type}`));
  expect(before.drafts[0]?.costUsd).toBeGreaterThan(0);
  let answer: () => void = () => undefined;
  draft = (response, request) => void (answer = () => says('# A talk', 'stop', 1_000, 100)(response, request));
  const asked = draftsAsked();
  await generate(id);
  await until('the question', () => draftsAsked() > asked);
  const during = (await usageOf(id)).estimate;
  expect(during.items).toEqual([before.drafts[0]]);
  expect(during.costUsd).toBe(before.drafts[0]?.costUsd);
  expect(during.drafts).toHaveLength(Object.keys(contentTypes).length - 1);
  answer();
  await ada.taskIn(id, 'draft:blog', ['succeeded']);
  expect((await usageOf(id)).estimate).toMatchObject({ costUsd: 0, items: [], drafts: during.drafts });
});
