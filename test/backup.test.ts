/** Everything of an installation in one file while it runs, and back into an empty one. */
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { call } from '../scripts/embedded/processes.mjs';
import { createDoneProject } from './support/done-project.js';
import type { Person } from './support/person.js';
import { localOwner, personWith } from './support/person.js';
import { processesOf, ROOT, startDevreel } from './support/starter.js';
import type { Started } from './support/starter.js';
import { until } from './support/until.js';

let dir: string;
let running: { started: Started; dataDir: string }[];

beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'devreel-backup-')));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map(stop));
  rmSync(dir, { recursive: true, force: true });
});

function start(dataDir: string): Started {
  const started = startDevreel({ DATA_DIR: dataDir });
  running.push({ started, dataDir });
  return started;
}

async function stop({ started, dataDir }: { started: Started; dataDir: string }): Promise<void> {
  started.process.kill('SIGTERM');
  await started.ended;
  await until('the end of every process', () => processesOf(dataDir).length === 0);
}

async function run(
  script: 'backup' | 'restore',
  dataDir: string,
  file: string,
): Promise<{ code: number | null; said: string }> {
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', REDIS_URL: '', TRANSCRIBER: 'none' };
  const { code, stderr } = await call(process.execPath, [join(ROOT, 'scripts', `${script}.mjs`), file], {
    cwd: ROOT,
    env,
  });
  return { code, said: stderr };
}

/** What the page would show of it, and the bytes behind. */
async function seenOf(person: Person, projectId: string): Promise<unknown> {
  const get = async (path: string): Promise<unknown> => (await person.ask('GET', path)).body;
  const bytes = async (path: string): Promise<string> => {
    const answer = await fetch(person.url + path, { headers: { cookie: person.cookie } });
    expect(answer.status).toBe(200);
    return Buffer.from(await answer.arrayBuffer()).toString('base64');
  };
  const at = `/api/projects/${projectId}`;
  return {
    project: await person.snapshot(projectId),
    draft: await get(`${at}/contents/blog`),
    transcript: await get(`${at}/transcript`),
    notices: await get('/api/notices'),
    events: await get(`${at}/events?after=0`),
    found: await get('/api/search?q=crumb'),
    recording: await bytes(`${at}/source`),
    screenshot: await bytes(`${at}/screenshots/3.jpg`),
  };
}

test('a backup made while it runs is all there in an empty Devreel: projects, drafts, files, notices, sessions', async () => {
  const [from, into, file] = [join(dir, 'from'), join(dir, 'into'), join(dir, 'backup.zip')];
  const link = await start(from).ready();
  const ada = await localOwner({ url: link.origin, signInUrl: link.href });
  const { id } = await createDoneProject(ada);
  const before = await seenOf(ada, id);
  expect(await run('restore', from, file)).toMatchObject({
    code: 1,
    said: expect.stringContaining('end it first') as string,
  });
  expect(await run('backup', from, file)).toEqual({ code: 0, said: expect.stringContaining('1 projects') as string });
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(await run('backup', from, file)).toMatchObject({
    code: 1,
    said: expect.stringContaining('is there already') as string,
  });
  await ada.ask('DELETE', `/api/projects/${id}`);

  const damaged = readFileSync(file);
  // In the recording: what it begins with stands there as it is.
  const at = damaged.indexOf('ftyp') + 200;
  damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
  writeFileSync(join(dir, 'damaged.zip'), damaged);
  const refused = { code: 1, said: expect.stringContaining('is damaged in this backup') as string };
  expect(await run('restore', into, join(dir, 'damaged.zip'))).toMatchObject(refused);

  expect(await run('restore', into, file)).toEqual({ code: 0, said: expect.stringContaining('1 projects') as string });
  expect(await run('restore', into, file)).toMatchObject({
    code: 1,
    said: expect.stringContaining('empty Devreel') as string,
  });
  const second = await start(into).ready();
  const again = personWith(second.origin, ada.cookie);
  expect(await seenOf(again, id)).toEqual(before);
  // It goes on where it was: a new draft has its own number.
  await again.ask('POST', `/api/projects/${id}/generate`, { types: ['linkedin'] });
  await again.taskIn(id, 'draft:linkedin', ['succeeded']);
});

test('what is no backup, or a damaged one, is refused, and changes nothing', async () => {
  const into = join(dir, 'into');
  const file = join(dir, 'notes.zip');
  writeFileSync(file, 'Dear diary');
  expect(await run('restore', into, file)).toMatchObject({
    code: 1,
    said: expect.stringContaining('is no backup') as string,
  });
  expect(await run('restore', into, join(dir, 'none.zip'))).toMatchObject({
    code: 1,
    said: expect.stringContaining('none.zip') as string,
  });
  expect(readFileSync(file, 'utf8')).toBe('Dear diary');
});
