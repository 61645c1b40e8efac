/**
 * Two web and three worker processes, each on a machine of its own, against one PostgreSQL, Redis and S3. All of them are replaced by a
 * next version, one after another, while people work: no request, task, event or toast is lost.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nothingIsLost } from '../chaos/invariants.js';
import { makeRecordings } from '../chaos/recordings.js';
import type { Answer } from '../support/person.js';
import { begin, hashOf, patch } from '../support/tus.js';
import { until } from '../support/until.js';
import type { Fleet } from './fleet.js';
import { openFleet } from './fleet.js';
import { NEXT_MIGRATION } from './next-version.js';

/** So many work at the same time, each on one project after another. */
const AT_WORK = 3;
/** Each has a recording of its own: what two are heard of alike would be asked for twice. */
const MOST_PROJECTS = 60;
const PIECES = 8;
const PAUSE_MS = 150;

let fleet: Fleet;
let recordings: Uint8Array[];

beforeAll(async () => {
  recordings = await makeRecordings(MOST_PROJECTS, 12);
  fleet = await openFleet({ webs: 2, workers: 3 });
}, 120_000);
afterAll(() => fleet.end());

const counted = { requests: 0, projects: 0 };
const failed: string[] = [];

/** Notes a request that is not answered, or not as it should be. */
async function asked(what: string, expected: number, request: Promise<Answer>): Promise<Answer | null> {
  counted.requests += 1;
  const answer = await request.catch((error: unknown) => void failed.push(`${what}: ${String(error)}`));
  if (answer && answer.status !== expected) failed.push(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer?.status === expected ? answer : null;
}

const pieceOf = (bytes: Uint8Array, piece: number): [number, Uint8Array] => {
  const size = Math.ceil(bytes.length / PIECES);
  return [piece * size, bytes.subarray(piece * size, (piece + 1) * size)];
};

const sendPiece = (address: string, bytes: Uint8Array, piece: number): Promise<Answer | null> =>
  asked('a piece of an upload', 204, patch(fleet.person, address, ...pieceOf(bytes, piece)));

/** A recording is sent piece by piece, a draft is asked for at once, and is written on by hand when it is there. */
async function workOnAProject(recording: Uint8Array): Promise<void> {
  const { person, witness } = fleet;
  const made = await asked('a new project', 201, person.ask('POST', '/api/projects', { title: 'A talk' }));
  if (!made) return;
  const { id } = made.body as { id: string };
  counted.projects += 1;
  witness.watch(id);
  const at = `/api/projects/${id}`;
  await asked('a draft', 202, person.ask('POST', `${at}/generate`, { types: ['blog'] }));
  const address = await begin(person, id, recording.length);
  for (let piece = 0; piece < PIECES; piece += 1) {
    await sendPiece(address, recording, piece);
    await asked('the project', 200, person.ask('GET', at));
    await wait(PAUSE_MS);
  }
  await until('the draft to be written', async () => {
    const snapshot = await asked('the project', 200, person.ask('GET', at));
    const tasks = (snapshot?.body as { tasks: { key: string; status: string }[] } | undefined)?.tasks ?? [];
    await wait(PAUSE_MS);
    return tasks.some(({ key, status }) => key === 'draft:blog' && status === 'succeeded');
  });
  const draft = await asked('the text', 200, person.ask('GET', `${at}/contents/blog`));
  if (!draft) return;
  const headers = { 'if-match': draft.headers.get('etag') ?? '' };
  const { body } = draft.body as { body: string };
  const changed = `${body}\n\nWritten by hand.`;
  await asked('the text by hand', 200, person.ask('PUT', `${at}/contents/blog`, { body: changed }, headers));
  await asked('the bell', 200, person.ask('GET', '/api/notices'));
}

test('all processes are replaced by a next version under load: nothing is lost, nobody is refused', async () => {
  const { world, person } = fleet;
  let over = false;
  const long = recordings.pop() ?? new Uint8Array();
  const work = Array.from({ length: AT_WORK }, async () => {
    for (let next = recordings.pop(); next && !over; next = recordings.pop()) await workOnAProject(next);
  });
  const { id } = await person.createProject('A long upload');
  fleet.witness.watch(id);
  const address = await begin(person, id, long.length);
  let piece = 0;
  await sendPiece(address, long, piece++);
  const before = new Set(fleet.running().map(({ process }) => process.pid));

  for (const replace of fleet.replacements()) {
    expect(await replace()).toBe(0);
    await sendPiece(address, long, piece++);
  }
  expect(fleet.running()).toHaveLength(5);
  expect(fleet.running().filter(({ process }) => before.has(process.pid))).toEqual([]);
  while (piece < PIECES) await sendPiece(address, long, piece++);
  over = true;
  await Promise.all(work);

  expect(failed).toEqual([]);
  await nothingIsLost(fleet);
  const { source } = await person.snapshot(id);
  expect(source?.sha256).toBe(hashOf(long));
  const migrations = await world.db.query<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM migrations WHERE name = $1',
    [NEXT_MIGRATION],
  );
  expect(migrations).toEqual([{ count: 1 }]);
  const [tasks] = await world.db.query<{ all: number; bad: number }[]>(
    "SELECT count(*)::int AS all, count(*) FILTER (WHERE status <> 'succeeded')::int AS bad FROM tasks",
  );
  expect(tasks?.bad).toBe(0);
  const [{ events } = { events: 0 }] = await world.db.query<{ events: number }[]>(
    'SELECT count(*)::int AS events FROM events',
  );
  console.info(
    `Replaced 5 processes: ${counted.requests} requests, 0 failed; ${counted.projects + 1} projects, ${tasks?.all} tasks, ${events} events, ` +
      `${fleet.witness.notices.length} notices.`,
  );
  expect(counted.projects).toBeGreaterThanOrEqual(AT_WORK);
  // Until the last one was replaced.
  expect(recordings.length).toBeGreaterThan(0);
}, 400_000);
