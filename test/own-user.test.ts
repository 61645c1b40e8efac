/** As whom the processes of a start run: as one user with few rights when root started it, and else as who did. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstOpenPort } from '../scripts/embedded/ports.mjs';
import { identity } from '../scripts/embedded/processes.mjs';
import { personWith, signUp } from './support/person.js';
import type { Person } from './support/person.js';
import { ROOT, processesOf, startDevreel } from './support/starter.js';
import type { Started } from './support/starter.js';
import { captionsFor, makeTalk } from './support/talk.js';
import { until } from './support/until.js';

/** CI runs as root, people as themselves. */
const me = process.getuid?.() ?? -1;
const isRoot = me === 0;

let dir: string;
let dataDir: string;
let starters: Started[];

const start = (settings: Record<string, string> = {}): Started => {
  const started = startDevreel({ DATA_DIR: dataDir, ...settings });
  starters.push(started);
  return started;
};

beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'devreel-user-')));
  chmodSync(dir, 0o755);
  dataDir = join(dir, 'data');
  starters = [];
});

afterEach(async () => {
  for (const { process: starter } of starters) starter.kill('SIGKILL');
  for (const { pid } of processesOf(dataDir)) spawnSync('kill', ['-9', String(pid)]);
  await until('the end of every process', () => processesOf(dataDir).length === 0);
  rmSync(dir, { recursive: true, force: true });
});

/** Real, effective, saved and for files: proc(5). Empty for a process that has ended. */
function idsOf(pid: number, of: 'Uid' | 'Gid' = 'Uid'): string[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n');
    return (
      status
        .find((line) => line.startsWith(`${of}:`))
        ?.split(/\s+/)
        .slice(1) ?? []
    );
  } catch {
    return [];
  }
}

/** As whom the processes of this DATA_DIR run, by the last part of their program's name. */
function users(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { pid, command } of processesOf(dataDir)) {
    const name = /[\w-]+(\.m?js)?(?=\s|:|$)/.exec(command.replace(/^\S*node(\s+--\S+)*\s+/, ''))?.[0] ?? command;
    const program = /postgres|redis|valkey|ffmpeg|ffprobe/.exec(command)?.[0] ?? name;
    found.set(program, new Set([...(found.get(program) ?? []), ...idsOf(pid)]));
  }
  return found;
}

const idsIn = (found: ReturnType<typeof users>): string[] => [
  ...new Set([...found.values()].flatMap((ids) => [...ids])),
];

/** Of everything in DATA_DIR. */
function owners(): string[] {
  const { stdout } = spawnSync('find', [dataDir, '-printf', '%U\n'], { encoding: 'utf8' });
  return [...new Set(stdout.trim().split('\n'))];
}

async function stop(started: Started): Promise<void> {
  started.process.kill('SIGTERM');
  expect(await started.ended).toBe(0);
  expect(processesOf(dataDir)).toEqual([]);
}

/** Has a talk worked through, and answers as whom all ran that took part in it, by programs. */
async function seenWhile(person: Person): Promise<Map<string, Set<string>>> {
  const { id } = await person.createProject();
  await person.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(2));
  await person.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(48));
  const seen = new Map<string, Set<string>>();
  await until('the screenshots, and an ffmpeg seen at its work', async () => {
    for (const [program, ids] of users()) seen.set(program, new Set([...(seen.get(program) ?? []), ...ids]));
    return seen.has('ffmpeg') && (await person.task(id, 'screenshots'))?.status === 'succeeded';
  });
  return seen;
}

const whoRuns = (seen: Map<string, Set<string>>): string => {
  const ids = idsIn(seen);
  expect(ids).toHaveLength(1);
  if (isRoot) expect(ids).not.toContain('0');
  else expect(ids).toEqual([String(me)]);
  return ids[0] ?? '';
};

test('started by root, everything runs as a user with few rights, who owns DATA_DIR, also one that was root’s before', async () => {
  const first = start();
  const link = await first.ready();
  const person = await signUp(link.origin);
  const seen = await seenWhile(person);
  const user = whoRuns(seen);
  expect([...seen.keys()].sort()).toEqual(
    expect.arrayContaining(['ffmpeg', 'main.js', 'postgres', 'start.mjs', 'worker.js']),
  );
  expect([...seen.keys()].some((name) => /redis|valkey/.test(name))).toBe(true);
  await stop(first);
  expect(owners()).toEqual([user]);

  // As an earlier version left it.
  if (isRoot) expect(spawnSync('chown', ['-R', '0:0', dataDir]).status).toBe(0);
  const second = start({ PORT: link.port });
  await second.ready();
  expect(whoRuns(await seenWhile(personWith(link.origin, person.cookie)))).toBe(user);
  await stop(second);
  expect(owners()).toEqual([user]);
});

test('where no other user could get at DATA_DIR root says so and goes on; once they can, what it left running is ended, and nothing is lost', async () => {
  chmodSync(dir, 0o700);
  const first = start();
  const link = await first.ready();
  const person = await signUp(link.origin);
  if (isRoot)
    expect(first.stderr()).toContain(
      `Devreel runs as root, because a user with fewer rights could not: ${dir} is closed`,
    );
  else expect(first.stderr()).toBe('');
  first.process.kill('SIGKILL');
  await until('web and worker ended', () => processesOf(dataDir).every(({ command }) => !command.includes('server/')));

  chmodSync(dir, 0o755);
  const second = start({ PORT: link.port });
  await second.ready();
  expect(second.stderr()).not.toContain('runs as root');
  whoRuns(await seenWhile(personWith(link.origin, person.cookie)));
  await stop(second);
});

test('a DATA_DIR that holds other things, too, stays whose it is', async () => {
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'notes.txt'), 'mine');
  const started = start();
  await started.ready();
  if (isRoot) expect(started.stderr()).toContain(`DATA_DIR ${dataDir} is root's and holds more than Devreel's own`);
  expect(statSync(dataDir).uid).toBe(me);
  await stop(started);
});

test('root’s group is nobody’s, though DATA_DIR be of it', async () => {
  mkdirSync(dataDir);
  if (isRoot) expect(spawnSync('chown', ['nobody:root', dataDir]).status).toBe(0);
  const started = start();
  await started.ready();
  const groups = processesOf(dataDir).flatMap(({ pid }) => idsOf(pid, 'Gid'));
  expect(groups.length).toBeGreaterThan(12);
  if (isRoot) expect(groups).not.toContain('0');
  await stop(started);
});

test('a port that only root may use is named before anything is touched, with the remedy, and else it is used', async () => {
  const started = start({ PORT: '80' });
  const isOpen = firstOpenPort() <= 80;
  await until('an end, or a beginning', () => started.stderr() !== '' || started.stdout() !== '');
  if (isOpen) await stop(started);
  else {
    expect(await started.ended).toBe(78);
    expect(started.stderr()).toBe('Port 80 may not be used by this user: choose another: PORT=3000 npm start\n');
    expect(existsSync(dataDir)).toBe(false);
  }
});

/** Runs a module's text in a process of its own, as who runs the tests. */
async function inChild(program: string): Promise<{ stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: ROOT });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await new Promise((resolve) => child.on('close', resolve));
  return { stdout, stderr };
}

/** Goes on as a start would, against services of others. Answers as whom it did. */
async function goOn(): Promise<number> {
  const settings = { dataDir, databaseUrl: 'postgres://localhost', redisUrl: 'redis://localhost' };
  const { stdout, stderr } = await inChild(`
    import { goOnAs, userToGoOnAs } from './scripts/embedded/own-user.mjs';
    const settings = ${JSON.stringify(settings)};
    const user = await userToGoOnAs(settings, console.error);
    if (user) await goOnAs(user, settings, console.error);
    console.log(process.getuid());`);
  expect(stdout, stderr).toMatch(/^\d+$/m);
  return Number(stdout);
}

test.each(['put there before', 'put there at the last moment'])(
  'what is written into a folder of others goes through no link that is %s',
  async (when) => {
    mkdirSync(dataDir);
    const precious = join(dir, 'precious');
    writeFileSync(precious, 'mine');
    const record = join(dataDir, 'record.json');
    const { stdout } = await inChild(`
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      const [dataDir, precious, record] = ${JSON.stringify([dataDir, precious, record])};
      const paths = [\`\${dataDir}/.trial-\${process.pid}\`, \`\${record}.\${process.pid}.tmp\`];
      const { rmSync } = fs;
      const lead = (path) => paths.includes(path) && fs.symlinkSync(precious, path);
      // Somebody who is quicker than what removes the link before it writes.
      if (${JSON.stringify(when)} === 'put there before') paths.forEach(lead);
      else fs.rmSync = (path, options) => (rmSync(path, options), options && lead(path));
      syncBuiltinESMExports();
      const { openDataDir } = await import('./scripts/embedded/data-dir.mjs');
      const { writeRecord } = await import('./scripts/embedded/files.mjs');
      for (const write of [() => openDataDir(dataDir), () => writeRecord(record, { a: 1 })])
        try {
          write();
          console.log('written');
        } catch (error) {
          console.log('refused: ' + error.message);
        }`);
    const refused = [`refused: DATA_DIR ${dataDir} is a file`, 'refused: EEXIST'];
    const expected = when === 'put there before' ? ['written', 'written'] : refused;
    const said = stdout.trim().split('\n');
    expect(said.map((line, i) => line.slice(0, expected[i]?.length))).toEqual(expected);
    expect(readFileSync(precious, 'utf8')).toBe('mine');
    if (when === 'put there before') expect(lstatSync(record).isFile()).toBe(true);
  },
);

test('root ends what an earlier start of its own left running, nothing that the owner of DATA_DIR names, and gives away nothing that a link leads to', async () => {
  const left: ChildProcess[] = [];
  const gone = new Set<number>();
  const ofOthers = join(dir, 'of-others');
  writeFileSync(ofOthers, '');
  for (const name of ['postgres', 'redis']) {
    mkdirSync(join(dataDir, name), { recursive: true });
    const child = spawn('sleep', ['600']);
    left.push(child);
    const pid = child.pid ?? -1;
    child.on('exit', () => gone.add(pid));
    writeFileSync(join(dataDir, name, 'connection.json'), JSON.stringify({ pid, since: identity(pid) }));
  }
  symlinkSync(ofOthers, join(dataDir, 'postgres', 'link'));
  const [named, own] = left.map(({ pid }) => pid ?? -1);
  if (isRoot) {
    expect(spawnSync('chown', ['-R', 'nobody:', dataDir]).status).toBe(0);
    expect(spawnSync('chown', ['root:', join(dataDir, 'redis', 'connection.json')]).status).toBe(0);
  }
  try {
    expect(await goOn()).toBe(statSync(dataDir).uid);
    if (isRoot) await until('the end of what root left', () => gone.has(own ?? -1));
    expect(identity(named ?? -1)).toBeDefined();
    if (!isRoot) expect(identity(own ?? -1)).toBeDefined();
    expect(statSync(ofOthers).uid).toBe(me);
    expect(owners()).toEqual([String(statSync(dataDir).uid)]);
  } finally {
    for (const child of left) child.kill('SIGKILL');
  }
});

test('of a DATA_DIR that is a link, what it leads to is given', async () => {
  const folder = join(dir, 'elsewhere');
  mkdirSync(join(folder, 'files'), { recursive: true });
  writeFileSync(join(folder, 'files', 'talk.mp4'), '');
  symlinkSync(folder, dataDir);
  const user = await goOn();
  if (isRoot) expect(user).not.toBe(0);
  expect([folder, join(folder, 'files'), join(folder, 'files', 'talk.mp4')].map((path) => statSync(path).uid)).toEqual([
    user,
    user,
    user,
  ]);
  expect(lstatSync(dataDir).uid).toBe(me);
});
