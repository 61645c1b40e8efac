/** A recording of many hours holds nobody else up: its tasks yield between two parts, and what arrives is looked at at once. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TaskRow } from '../src/database/entities/task.entity.js';
import { Yielded } from '../src/steps/step.js';
import { CallLedger } from '../src/usage/call-ledger.js';
import { startRunning } from '../src/worker/heartbeat.js';
import { partTools } from '../src/worker/part-tool.js';
import { Quarantine } from '../src/worker/quarantine.js';
import { held } from './chaos/scene.js';
import type { MigratedDatabase } from './support/database.js';
import { createTestDatabase } from './support/database.js';
import { Ledger } from './support/ledger.js';
import type { Studio } from './support/media.js';
import { openStudio } from './support/media.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

describe('one worker with one place for media', () => {
  let world: World;
  let studio: Studio;
  beforeAll(async () => {
    studio = await openStudio();
    world = await createWorld({ MEDIA_CONCURRENCY: '1', SCREENSHOT_EVERY_SECONDS: '1', YIELD_AFTER_SECONDS: '0' });
  });
  afterAll(async () => {
    await world.end();
    await studio.remove();
  });

  const recording = async (seconds: number): Promise<Uint8Array> => {
    const card = ['-f', 'lavfi', '-i', `testsrc2=size=64x36:rate=2:duration=${seconds}`];
    return readFile(
      await studio.make(`${seconds}.mp4`, [...card, '-c:v', 'libx264', '-g', '4', '-pix_fmt', 'yuv420p']),
    );
  };

  test('while a long one is worked on, another is probed; then it comes first, and the long one goes on where it was', async () => {
    const web = await world.startWeb();
    const [ada, ben] = [await world.signUp(web), await world.signUp(web)];
    const [long, short] = [(await ada.createProject()).id, (await ben.createProject()).id];
    const worker = await world.startWorker({ FAULT_AT: `hold part:stored screenshots ${long}` });
    await ada.ask('PUT', `/api/projects/${long}/source?filename=long.mp4`, await recording(100));
    await held(worker, 'part:stored');
    await ben.ask('PUT', `/api/projects/${short}/source?filename=short.mp4`, await recording(5));
    await ben.taskIn(short, 'probe', ['succeeded']);
    expect(await ben.task(short, 'screenshots')).toMatchObject({ status: 'queued', position: 1 });
    worker.process.kill('SIGUSR2');
    const first = await ben.taskIn(short, 'screenshots', ['succeeded']);
    const last = await ada.taskIn(long, 'screenshots', ['succeeded']);
    expect(Date.parse(first.finishedAt ?? '')).toBeLessThan(Date.parse(last.finishedAt ?? ''));
    expect(last).toMatchObject({ attempt: 2, failures: 0, error: null });
    const { attempts, partsDone } = await ada.detail(last.id);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['yielded', 'succeeded']);
    expect(new Set(partsDone.map(({ attempt }) => attempt))).toEqual(new Set([1, 2]));
    const shots = (await ada.ask('GET', `/api/projects/${long}/screenshots`)).body as { items: { index: number }[] };
    expect(shots.items.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });
});

describe('who yields to whom', () => {
  let database: MigratedDatabase;
  let ledger: Ledger;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.db.query('DELETE FROM projects');
    ledger = new Ledger(database.db);
  });

  /** A task of this owner that is due. */
  async function due(
    owner: string,
    more: Partial<Pick<TaskRow, 'lane' | 'servedMs' | 'priority' | 'waitingFor' | 'runAt'>> = {},
  ): Promise<TaskRow> {
    const projectId = await ledger.newProject(owner);
    const { id } = await ledger.create(projectId, 'probe');
    await database.db.manager.update(TaskRow, { id }, { message: '', ...more });
    return ledger.read(id);
  }

  /** What the second part of a running task comes to, when it has run for so long. */
  async function secondPart(task: TaskRow, ranMs: number, yieldAfterMs = 15_000): Promise<string> {
    const running = startRunning(task);
    const calls = new CallLedger(database.db, {}, null);
    const context = { db: database.db, calls, quarantine: new Quarantine(), yieldAfterMs };
    const { part } = partTools(context, task, running);
    running.startedAt -= ranMs;
    await part('first', {}, () => Promise.resolve(1));
    try {
      await part('second', {}, () => Promise.resolve(2));
      return 'goes on';
    } catch (error) {
      if (error instanceof Yielded) return 'yields';
      throw error;
    }
  }

  test('a task that has run its time yields to one that waits; before that, or alone in its lane, it goes on', async () => {
    const running = await ledger.start(await due('ada'));
    expect(await secondPart(running, 20_000)).toBe('goes on');
    await due('ben', { lane: 'ai' });
    expect(await secondPart(await ledger.start(await due('ada')), 20_000)).toBe('goes on');
    await due('ben', { servedMs: 1_000 });
    expect(await secondPart(await ledger.start(await due('ada')), 10_000)).toBe('goes on');
    expect(await secondPart(await ledger.start(await due('ada')), 20_000)).toBe('yields');
  });

  test('to one that has had nothing yet it yields sooner', async () => {
    await due('ben');
    expect(await secondPart(await ledger.start(await due('ada')), 3_000)).toBe('goes on');
    expect(await secondPart(await ledger.start(await due('ada')), 6_000)).toBe('yields');
  });

  test('who had much time yields, who had little goes on for as long again', async () => {
    await due('ben', { servedMs: 30_000 });
    expect(await secondPart(await ledger.start(await due('ada')), 50_000)).toBe('goes on');
    expect(await secondPart(await ledger.start(await due('ada', { servedMs: 20_000 })), 50_000)).toBe('yields');
  });

  test('not to one that would come later all the same, nor to one that waits for something else', async () => {
    await due('busy', { priority: 100 });
    await due('ben', { waitingFor: ['probe'] });
    await due('cem', { runAt: new Date(Date.now() + 60_000) });
    expect(await secondPart(await ledger.start(await due('ada')), 20_000)).toBe('goes on');
    expect(await secondPart(await ledger.start(await due('ada')), 2_000_000)).toBe('yields');
  });

  test('what was found of an earlier attempt is no reason to stop before something new is done', async () => {
    const task = await ledger.start(await due('ada'));
    await due('ben');
    const running = startRunning(task);
    running.startedAt -= 20_000;
    const calls = new CallLedger(database.db, {}, null);
    const { part } = partTools(
      { db: database.db, calls, quarantine: new Quarantine(), yieldAfterMs: 0 },
      task,
      running,
    );
    expect(await part('first', {}, () => Promise.resolve(1))).toBe(1);
    await expect(part('second', {}, () => Promise.resolve(2))).rejects.toThrow(Yielded);
    expect(await part('first', {}, () => Promise.reject(new Error('done before')))).toBe(1);
  });
});
