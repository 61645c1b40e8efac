/** As whom the processes of a start run: as one user with few rights when root started it, and else as who did. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstOpenPort } from '../scripts/embedded/ports.mjs';
import { personWith, signUp } from './support/person.js';
import type { Person } from './support/person.js';
import { processesOf, startDevreel } from './support/starter.js';
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
