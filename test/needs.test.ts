/** Tasks that need others, which succeed, fail, are cancelled and retried. On a real database, without processes. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DocumentRow } from '../src/database/entities/document.entity.js';
import { MemberRow } from '../src/database/entities/project.entity.js';
import { newestTasks } from '../src/tasks/rows.js';
import { currentVersion } from '../src/content/versions.js';
import type { TaskKey } from '../src/contract/task.js';
import type { TaskRow } from '../src/database/entities/task.entity.js';
import { Requests } from '../src/tasks/requests.js';
import { withOutlook } from '../src/tasks/outlook.js';
import { documentKey } from '../src/steps/lookup.js';
import { storeResult } from '../src/worker/store-result.js';
import { toTask } from '../src/tasks/task-view.js';
import { InvalidTransition } from '../src/tasks/transitions.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { Ledger } from './support/ledger.js';

let database: MigratedDatabase;
let ledger: Ledger;
let projectId: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

beforeEach(async () => {
  ledger = new Ledger(database.db);
  projectId = await ledger.newProject();
});

test('there is at most one unfinished task of a key', async () => {
  await ledger.create(projectId, 'probe');
  await expect(ledger.create(projectId, 'probe')).rejects.toThrow('one_unfinished_task_per_key');
});

test('what is not in the table of transitions is refused', async () => {
  const task = await ledger.succeed(await ledger.start(await ledger.create(projectId, 'probe')));
  await expect(ledger.fail(task)).rejects.toThrow(InvalidTransition);
  await expect(ledger.log.write(projectId, (tx) => ledger.tasks.cancel(tx, task))).rejects.toThrow(InvalidTransition);
});

test('a failed need fails what waits for it, through all steps, with one notice; its success brings them back', async () => {
  await ledger.succeedAll(projectId, ['probe']);
  const transcribe = await ledger.start(await ledger.create(projectId, 'transcribe'));
  await ledger.create(projectId, 'screenshots');
  await ledger.create(projectId, 'chapters');
  const draft = await ledger.create(projectId, 'draft:blog');
  ledger.announced.length = 0;
  await ledger.fail(transcribe);

  expect(await ledger.newest(projectId, 'chapters')).toMatchObject({
    status: 'failed',
    error: { code: 'prerequisite_failed' },
  });
  expect(await ledger.newest(projectId, 'draft:blog')).toMatchObject({
    status: 'failed',
    error: { code: 'prerequisite_failed' },
  });
  expect(await ledger.newest(projectId, 'screenshots')).toMatchObject({ status: 'queued' });
  expect(ledger.announced.flatMap((one) => one.notices.map((notice) => notice.title))).toEqual(['Transcript failed']);

  const again = await ledger.log.write(projectId, async (tx) =>
    ledger.tasks.retry(tx, await ledger.read(transcribe.id)),
  );
  expect(again.runId).toBe(transcribe.runId);
  await ledger.succeed(await ledger.start(again));
  expect(await ledger.newest(projectId, 'chapters')).toMatchObject({ status: 'queued', waitingFor: [] });
  expect(await ledger.newest(projectId, 'draft:blog')).toMatchObject({ status: 'queued', runId: draft.runId });
  expect((await ledger.newest(projectId, 'draft:blog'))?.waitingFor.sort()).toEqual(['chapters', 'screenshots']);
});

test.each(['succeed', 'fail'] as const)(
  'a draft that shows pictures waits for what is read off them, however that ends: %s',
  async (how) => {
    await ledger.create(projectId, 'draft:blog');
    await ledger.create(projectId, 'draft:twitter');
    await ledger.succeedAll(projectId, ['probe', 'transcribe', 'chapters']);
    expect(await ledger.newest(projectId, 'draft:twitter')).toMatchObject({ waitingFor: [] });
    const screenshots = await ledger.start(await ledger.create(projectId, 'screenshots'));
    await ledger.create(projectId, 'slides');
    await ledger.succeed(screenshots);
    expect(await ledger.newest(projectId, 'draft:blog')).toMatchObject({ status: 'queued', waitingFor: ['slides'] });
    const slides = await ledger.newest(projectId, 'slides');
    if (!slides) throw new Error('It was made above.');
    await (how === 'fail' ? ledger.fail(await ledger.start(slides)) : ledger.succeed(await ledger.start(slides)));
    expect(await ledger.newest(projectId, 'draft:blog')).toMatchObject({ status: 'queued', waitingFor: [] });
  },
);

test.each(['succeed', 'fail'] as const)(
  'chapters wait for the titles of slides, however that ends: %s',
  async (how) => {
    const slides = await ledger.create(projectId, 'slides');
    await ledger.create(projectId, 'chapters');
    await ledger.create(projectId, 'draft:blog');
    await ledger.succeedAll(projectId, ['probe', 'transcribe']);
    expect(await ledger.newest(projectId, 'chapters')).toMatchObject({ status: 'queued', waitingFor: ['slides'] });
    await ledger.succeedAll(projectId, ['screenshots']);
    expect(await ledger.newest(projectId, 'chapters')).toMatchObject({ status: 'queued', waitingFor: ['slides'] });
    const reading = await ledger.start(await ledger.read(slides.id));
    await (how === 'fail' ? ledger.fail(reading) : ledger.succeed(reading));
    expect(await ledger.newest(projectId, 'chapters')).toMatchObject({ status: 'queued', waitingFor: [] });
  },
);

test.each(['before the transcript is there', 'while chapters wait'] as const)(
  'a post that shows no pictures, asked for %s, has chapters made without the slides',
  async (when) => {
    await ledger.create(projectId, 'slides');
    const chapters = await ledger.create(projectId, 'chapters');
    await ledger.create(projectId, 'draft:blog');
    const ask = () => ledger.create(projectId, 'draft:twitter');
    if (when === 'before the transcript is there') await ask();
    await ledger.succeedAll(projectId, ['probe', 'transcribe']);
    if (when === 'while chapters wait') {
      expect(await ledger.read(chapters.id)).toMatchObject({ waitingFor: ['slides'] });
      await ask();
    }
    expect(await ledger.read(chapters.id)).toMatchObject({ status: 'queued', waitingFor: [] });
    await ledger.succeed(await ledger.start(await ledger.read(chapters.id)));
    expect(await ledger.newest(projectId, 'draft:twitter')).toMatchObject({ status: 'queued', waitingFor: [] });
    expect((await ledger.newest(projectId, 'draft:blog'))?.waitingFor).toEqual(['screenshots']);
    expect(await ledger.newest(projectId, 'slides')).toMatchObject({ status: 'queued' });
  },
);

test('retrying what failed for a need retries the need', async () => {
  const probe = await ledger.start(await ledger.create(projectId, 'probe'));
  await ledger.create(projectId, 'transcribe');
  await ledger.create(projectId, 'chapters');
  await ledger.fail(probe);
  await ledger.log.write(projectId, async (tx) => {
    const chapters = (await newestTasks(tx.db, projectId)).find((task) => task.key === 'chapters');
    if (chapters) await ledger.tasks.retry(tx, chapters);
  });
  expect(await ledger.newest(projectId, 'probe')).toMatchObject({ status: 'queued', waitingFor: [] });
  expect(await ledger.newest(projectId, 'transcribe')).toMatchObject({ status: 'queued', waitingFor: ['probe'] });
  expect(await ledger.newest(projectId, 'chapters')).toMatchObject({ status: 'queued', waitingFor: ['transcribe'] });
});

test('needs of needs that were retried once already are retried once with the draft', async () => {
  await ledger.succeedAll(projectId, ['probe', 'screenshots']);
  const cancel = async (key: TaskKey): Promise<TaskRow> => {
    const task = (await ledger.newest(projectId, key)) ?? (await ledger.create(projectId, key));
    return ledger.log.write(projectId, (tx) => ledger.tasks.cancel(tx, task));
  };
  const retry = (task: TaskRow): Promise<TaskRow> => ledger.log.write(projectId, (tx) => ledger.tasks.retry(tx, task));
  await ledger.create(projectId, 'transcribe');
  await ledger.create(projectId, 'chapters');
  const draft = await ledger.create(projectId, 'draft:blog');
  const transcribe = await cancel('transcribe');
  await retry(transcribe);
  await cancel('transcribe');
  expect((await ledger.read(draft.id)).status).toBe('failed');
  await retry(await ledger.read(draft.id));
  for (const key of ['transcribe', 'chapters', 'draft:blog'] as const) {
    expect(await ledger.newest(projectId, key), key).toMatchObject({ status: 'queued' });
  }
});

test('a draft asked for before there is anything waits for all it needs, and fails at once when a need has failed', async () => {
  expect(await ledger.create(projectId, 'draft:blog')).toMatchObject({
    status: 'queued',
    waitingFor: ['transcribe', 'chapters', 'screenshots'],
  });
  const other = await ledger.newProject();
  await ledger.fail(await ledger.start(await ledger.create(other, 'probe')));
  await ledger.create(other, 'transcribe');
  expect(await ledger.newest(other, 'transcribe')).toMatchObject({
    status: 'failed',
    error: { code: 'prerequisite_failed' },
  });
});

/** Given as context, with its task. */
async function giveDocument(): Promise<TaskRow> {
  const id = randomUUID();
  const file = { filename: 'a.md', objectKey: 'k', sizeBytes: 1, sha256: 'x' };
  await database.db.manager.insert(DocumentRow, { id, projectId, kind: 'markdown', ...file });
  return ledger.create(projectId, documentKey(id));
}

test('a draft that is asked for or retried waits for documents under way, and goes on without those that failed', async () => {
  await ledger.succeedAll(projectId, ['probe', 'transcribe', 'screenshots', 'chapters']);
  const [failing, cancelled, slow] = [await giveDocument(), await giveDocument(), await giveDocument()];
  const asked = await ledger.create(projectId, 'draft:blog');
  expect(asked.waitingFor.sort()).toEqual([failing.key, cancelled.key, slow.key].sort());
  await ledger.fail(await ledger.start(failing));
  expect(await ledger.read(asked.id)).toMatchObject({ status: 'failed', error: { code: 'prerequisite_failed' } });
  await ledger.log.write(projectId, (tx) => ledger.tasks.cancel(tx, cancelled));
  const again = await ledger.log.write(projectId, async (tx) => ledger.tasks.retry(tx, await ledger.read(asked.id)));
  expect(again).toMatchObject({ status: 'queued', waitingFor: [slow.key] });
  expect(await ledger.newest(projectId, failing.key)).toMatchObject({ id: failing.id, status: 'failed' });
  const other = await ledger.create(projectId, 'draft:twitter');
  expect(other).toMatchObject({ status: 'queued', waitingFor: [slow.key] });
  await ledger.succeed(await ledger.start(slow));
  for (const { id } of [again, other])
    expect(await ledger.read(id)).toMatchObject({ status: 'queued', waitingFor: [] });
});

test('a document whose retry succeeds brings back the draft that it failed', async () => {
  await ledger.succeedAll(projectId, ['probe', 'transcribe', 'screenshots', 'chapters']);
  const document = await giveDocument();
  const draft = await ledger.create(projectId, 'draft:blog');
  await ledger.fail(await ledger.start(document));
  const again = await ledger.log.write(projectId, async (tx) => ledger.tasks.retry(tx, await ledger.read(document.id)));
  await ledger.succeed(await ledger.start(again));
  const back = { status: 'queued', waitingFor: [], runId: draft.runId };
  expect(await ledger.newest(projectId, 'draft:blog')).toMatchObject(back);
});

test('posts do not wait for screenshots that they do not show, and are not failed with them', async () => {
  for (const key of ['probe', 'transcribe', 'chapters'] as const) await ledger.create(projectId, key);
  const screenshots = await ledger.create(projectId, 'screenshots');
  await ledger.create(projectId, 'draft:newsletter');
  for (const type of ['twitter', 'linkedin', 'youtube']) {
    const { waitingFor } = await ledger.create(projectId, `draft:${type}`);
    expect(waitingFor, type).toEqual(['transcribe', 'chapters']);
  }
  await ledger.succeedAll(projectId, ['probe', 'transcribe']);
  await ledger.fail(await ledger.start(await ledger.read(screenshots.id)));
  await ledger.succeedAll(projectId, ['chapters']);
  expect(await ledger.newest(projectId, 'draft:newsletter')).toMatchObject({ status: 'failed' });
  expect(await ledger.newest(projectId, 'draft:youtube')).toMatchObject({ status: 'queued', waitingFor: [] });
});

test('the more unfinished tasks an owner has in a lane, the later is the turn of the next one, and so it is told', async () => {
  const waiting: TaskRow[] = [];
  for (const userId of ['busy', 'busy', 'busy', 'first']) {
    const project = await ledger.newProject(userId);
    await database.db.manager.insert(MemberRow, { projectId: project, userId, role: 'owner' });
    waiting.push(await ledger.create(project, 'probe'));
  }
  expect(waiting.map(({ priority }) => priority)).toEqual([2, 3, 4, 2]);
  const told = await withOutlook(database.db.manager, waiting.map(toTask));
  // Others are in line from the tests before.
  const first = told[0]?.position ?? NaN;
  expect(told.map(({ position }) => (position ?? NaN) - first)).toEqual([0, 2, 3, 1]);
});

test('a draft whose transcript was replaced while it was written is stale from the start', async () => {
  await ledger.succeedAll(projectId, ['probe', 'transcribe', 'screenshots', 'chapters']);
  const draft = { body: 'x', origin: 'offline', grounding: { timestamps: 0, images: 0, removed: 0 } } as const;
  const write = async (task: TaskRow): Promise<boolean | undefined> => {
    await ledger.log.write(projectId, (tx) => storeResult(tx, task, draft));
    await ledger.succeed(task);
    return (await currentVersion(database.db.manager, projectId, 'blog'))?.stale;
  };
  expect(await write(await ledger.start(await ledger.create(projectId, 'draft:blog')))).toBe(false);
  const slow = await ledger.start(await ledger.create(projectId, 'draft:blog'));
  const again = await ledger.log.write(projectId, (tx) => ledger.tasks.supersede(tx, 'transcribe'));
  await ledger.succeed(await ledger.start(again));
  expect(await write(slow)).toBe(true);
});

test('other instructions for a draft that is being written are refused, the same find it', async () => {
  await database.db.manager.insert(MemberRow, { projectId, userId: 'ada', role: 'owner' });
  await ledger.succeedAll(projectId, ['probe', 'transcribe', 'screenshots', 'chapters']);
  const requests = new Requests(ledger.log, ledger.tasks, { tasksPerOwner: 0 });
  const generate = (instructions: string) =>
    requests.generate('ada', projectId, { types: ['blog'], instructions }, undefined);
  const [queued] = (await generate('Short.')).tasks;
  const [replaced] = (await generate('Long.')).tasks;
  expect(replaced?.id).toBe(queued?.id);
  await ledger.start(await ledger.read(queued?.id ?? ''));
  expect((await generate('Long.')).tasks).toMatchObject([{ id: queued?.id, status: 'running' }]);
  await expect(generate('Short.')).rejects.toMatchObject({ status: 409, code: 'already_running' });
});

test('a task of a step that another version had keeps nothing else from going on, and cannot be retried', async () => {
  await ledger.succeedAll(projectId, ['probe']);
  const transcribe = await ledger.start(await ledger.create(projectId, 'transcribe'));
  const chapters = await ledger.create(projectId, 'chapters');
  await ledger.fail(transcribe);
  await database.db.query("UPDATE tasks SET key = 'summary', step = 'summary' WHERE id = $1", [chapters.id]);
  await ledger.create(projectId, 'chapters');
  const failed = await ledger.read(transcribe.id);
  const retried = await ledger.log.write(projectId, (tx) => ledger.tasks.retry(tx, failed));
  await ledger.succeed(await ledger.start(retried));
  expect(await ledger.newest(projectId, 'chapters')).toMatchObject({ status: 'queued', waitingFor: [] });
  const unknown = await ledger.read(chapters.id);
  expect(unknown).toMatchObject({ status: 'failed', key: 'summary' });
  const retry = ledger.log.write(projectId, (tx) => ledger.tasks.retry(tx, unknown));
  await expect(retry).rejects.toThrow(InvalidTransition);
});
