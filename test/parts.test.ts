/** Parts (checkpoints): what was done once in a run is not done again by any attempt. On a real database, without processes. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PartRow, TaskRow } from '../src/database/entities/task.entity.js';
import { canonical } from '../src/tasks/canonical-json.js';
import { CallLedger } from '../src/usage/call-ledger.js';
import type { Running } from '../src/worker/heartbeat.js';
import { startRunning } from '../src/worker/heartbeat.js';
import { partTools } from '../src/worker/part-tool.js';
import { failedPartOf, hashInput, noteFailedPart, storePart } from '../src/worker/parts.js';
import { Quarantine } from '../src/worker/quarantine.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { Ledger } from './support/ledger.js';
import { until } from './support/until.js';

let database: MigratedDatabase;
let ledger: Ledger;
let task: TaskRow;
let quarantine: Quarantine;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  ledger = new Ledger(database.db);
  quarantine = new Quarantine();
  task = await ledger.start(await ledger.create(await ledger.newProject(), 'probe'));
});

/** The tool of an attempt at this task. */
function attempt(of = task) {
  const running: Running = startRunning(of);
  const calls = new CallLedger(database.db, {}, null);
  return { running, ...partTools({ db: database.db, calls, quarantine, yieldAfterMs: 15_000 }, of, running) };
}
const answers = (answer: unknown) => () => Promise.resolve(answer);
const fails = (error: Error) => () => Promise.reject(error);
const never = () => Promise.reject(new Error('This was done before'));
const setCrashes = (crashes: number) => database.db.manager.update(TaskRow, { id: task.id }, { crashes });
const crashes = async (): Promise<number> => (await ledger.read(task.id)).crashes;

test('what one attempt did the next one finds, with whatever it answered', async () => {
  const { part } = attempt();
  for (const answer of [{ frames: 7 }, [1, 2], 'text', 0, false, null]) {
    const name = JSON.stringify(answer);
    expect(await part(name, {}, answers(answer))).toEqual(answer);
    expect(await attempt().part(name, {}, never)).toEqual(answer);
  }
  expect(await part('nothing', {}, answers(undefined))).toBeNull();
  expect(await attempt().part('nothing', undefined, answers(1))).toBe(1);
});

test('another part, another input, another step and another run are done for themselves', async () => {
  await attempt().part('walk', { a: 1 }, answers('first'));
  expect(await attempt().part('talk', { a: 1 }, answers('other part'))).toBe('other part');
  expect(await attempt().part('walk', { a: 2 }, answers('other input'))).toBe('other input');
  const others = [
    { ...task, step: 'chapters' as const },
    { ...task, runId: randomUUID() },
  ];
  for (const other of others) expect(await attempt(other).part('walk', { a: 1 }, answers('other'))).toBe('other');
  expect(await attempt().part('walk', { a: 1 }, never)).toBe('first');
});

test('the order of keys makes no other input, that of a list does', () => {
  expect(canonical({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  expect(canonical([2, 1])).toBe('[2,1]');
  const hashOf = (input: unknown, stepVersion = 1): string => hashInput({ stepVersion, input });
  expect(hashOf({ b: 1, a: 2 })).toBe(hashOf({ a: 2, b: 1 }));
  expect(hashOf(undefined)).toBe(hashOf(null));
  expect(hashOf(null)).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set([hashOf(null), hashOf({}), hashOf([]), hashOf(''), hashOf(null, 2)]).size).toBe(5);
});

test('parts are counted as they are done or found, and there are at least so many', async () => {
  const { running, part } = attempt();
  running.parts = { done: 0, total: 2 };
  await part('one', {}, answers(1));
  expect(running.parts).toEqual({ done: 1, total: 2 });
  await part('two', {}, answers(2));
  await part('two', {}, never);
  expect(running.parts).toEqual({ done: 3, total: 3 });
});

test('an attempt that is to end begins no part, and does not look for one', async () => {
  const { running, part } = attempt();
  await part('one', {}, answers(1));
  running.abort.abort('lost');
  await expect(part('one', {}, answers(1))).rejects.toBe('lost');
  expect(running.parts.done).toBe(1);
});

test('a part that fails is not done, and the failure knows where it came from: from the innermost', async () => {
  const { running, part } = attempt();
  const fault = new Error('no');
  await expect(part('outer', {}, () => part('inner', {}, fails(fault)))).rejects.toBe(fault);
  expect(failedPartOf(fault)).toBe('inner');
  expect(running.parts.done).toBe(0);
  expect(await part('inner', {}, answers('now'))).toBe('now');
});

test('what is no error, or came up in no part, is of none', () => {
  expect(failedPartOf(new Error('no'))).toBeNull();
  for (const thrown of ['text', null, undefined, { message: 'no' }]) {
    noteFailedPart(thrown, 'walk');
    expect(failedPartOf(thrown)).toBeNull();
  }
});

describe('a newly finished part', () => {
  test('ends the row of crashes; one that was there before does not', async () => {
    await setCrashes(2);
    await attempt().part('one', {}, answers(1));
    expect(await crashes()).toBe(0);
    await setCrashes(2);
    await attempt().part('one', {}, never);
    const key = { runId: task.runId, step: task.step, stepVersion: 1, part: 'two', input: null };
    expect(await crashes()).toBe(2);
    await storePart(database.db, key, { taskId: task.id, attempt: 1 }, 1);
    await setCrashes(2);
    await storePart(database.db, key, { taskId: task.id, attempt: 1 }, 2);
    expect(await crashes()).toBe(2);
  });

  test('ends the quarantine of its task; a failed one does not', async () => {
    const suspect = { id: task.id, crashes: 2 };
    const next = { id: randomUUID(), crashes: 2 };
    expect([quarantine.admits(suspect), quarantine.admits(next)]).toEqual([true, false]);
    await expect(attempt().part('one', {}, fails(new Error('no')))).rejects.toThrow('no');
    expect(quarantine.admits(next)).toBe(false);
    await attempt().part('one', {}, answers(1));
    expect(quarantine.admits(next)).toBe(true);
  });

  test('notes who did it', async () => {
    await attempt().part('one', {}, answers(1));
    const rows = await database.db.manager.findBy(PartRow, { runId: task.runId });
    expect(rows).toMatchObject([{ step: 'probe', part: 'one', taskId: task.id, attempt: 1, answer: 1 }]);
  });
});

describe('a part that all tasks of a project share', () => {
  /** Another task of the same project, with a run of its own. */
  async function another(): Promise<TaskRow> {
    const other = await ledger.start(await ledger.create(task.projectId, `document:${randomUUID()}`));
    return { ...other, step: task.step, key: task.key };
  }

  test('is done by one of them, while the others wait for its answer; later runs find it', async () => {
    const [first, second] = [attempt(), attempt(await another())];
    let done: (answer: string) => void = () => undefined;
    let begun: () => void = () => undefined;
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    const answer = new Promise<string>((resolve) => (done = resolve));
    const work = first.sharedPart('notes', { a: 1 }, () => {
      begun();
      return answer;
    });
    await isBegun;
    const waits = second.sharedPart('notes', { a: 1 }, never);
    expect(await second.sharedPart('notes', { a: 2 }, answers('other input'))).toBe('other input');
    done('read');
    expect(await Promise.all([work, waits])).toEqual(['read', 'read']);
    expect(await attempt({ ...task, runId: randomUUID() }).sharedPart('notes', { a: 1 }, never)).toBe('read');
    expect(second.running.parts.done).toBe(2);
  });

  test('is taken over from a task that failed in it, or ended', async () => {
    const other = await another();
    await expect(attempt().sharedPart('notes', {}, fails(new Error('no')))).rejects.toThrow('no');
    expect(await attempt(other).sharedPart('notes', {}, answers('at once'))).toBe('at once');
    const hangs = attempt().sharedPart('more', {}, () => new Promise(() => undefined));
    const claims = 'SELECT FROM part_claims WHERE part = $1';
    await until('the claim', async () => (await database.db.query<unknown[]>(claims, ['more'])).length === 1);
    const taken = attempt(other).sharedPart('more', {}, answers('taken over'));
    await database.db.query(`UPDATE tasks SET status = 'cancelled' WHERE id = $1`, [task.id]);
    await database.db.query(`UPDATE part_claims SET claimed_at = claimed_at - interval '1 minute'`);
    expect(await taken).toBe('taken over');
    void hangs;
  });
});

test('answers on the way to a part are kept beside it, also when it fails', async () => {
  const fault = new Error('cut off');
  const asks = attempt().part('text', {}, async (calls) => {
    expect(await calls.recall({ q: 1 })).toBeNull();
    await calls.keep({ q: 1 }, 'half');
    throw fault;
  });
  await expect(asks).rejects.toBe(fault);
  const next = attempt();
  const recalled = await next.part('text', {}, async (calls) => [
    await calls.recall({ q: 1 }),
    await calls.recall({ q: 2 }),
  ]);
  expect(recalled).toEqual(['half', null]);
  expect(next.running.parts.done).toBe(1);
});
