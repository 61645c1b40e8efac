/** The embedded Redis: its start (or the adoption of one that outlived its starter) and its stop. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readRecord, writeRecord } from './files.mjs';
import { ask, freePort } from './ports.mjs';
import { findRedis } from './redis-binary.mjs';
import { Trouble, end, endWithMe, identity, isStill, noteService, tail, until } from './processes.mjs';

const START_TIMEOUT_MS = 60_000;
const END_TOLD_MS = 1_000;

/**
 * Starts Redis with its data in `dir`; one that still runs there is adopted.
 * @param {{dir: string, log: string, durable?: boolean, binary?: {path: string, env: Record<string, string>},
 *   say?: (line: string) => void}} options `dir` is ours alone; `log` is a file; `durable: false` is for tests:
 *   nothing is kept on disk, and the server ends with this process; `binary` is what findRedis answers, sought when it is left out
 * @returns {Promise<import('./postgres.mjs').Service>}
 * @throws {Trouble} with the remedy
 */
export async function startRedis({ dir, log, durable = true, binary, say }) {
  const root = resolve(dir);
  mkdirSync(join(root, 'data'), { recursive: true, mode: 0o700 });
  mkdirSync(dirname(resolve(log)), { recursive: true });
  const record = join(root, 'connection.json');
  const run = { root, data: realpathSync(join(root, 'data')), record, log: resolve(log), durable };
  const saved = readRecord(record) ?? { password: randomBytes(24).toString('base64url') };
  writeRecord(record, saved);

  const pid = (await adoptable(run, saved)) ?? (await launch(run, saved, binary ?? (await findRedis({ say }))));
  const { port, since, password } = readRecord(record);
  noteService(pid, since, 'SIGKILL');
  const unguard = durable ? undefined : endWithMe(pid, since, 'SIGKILL');
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    port,
    pid,
    alive: () => isStill(pid, since),
    stop: async () => {
      await stop(pid, since);
      unguard?.();
    },
  };
}

/** The pid of a server that a killed starter left behind, if it can be used. One that does not answer as ours is stopped. */
async function adoptable(run, saved) {
  const ours = () => isOurs(saved, run.data);
  if (!isStill(saved.pid, saved.since)) {
    // A starter killed before it made its record leaves a server known only by its port. Two on the same files would spoil them.
    if (saved.port && (await ours())) {
      await ask(saved.port, `AUTH ${saved.password}\r\nSHUTDOWN\r\n`, () => undefined, 10_000);
    }
    return undefined;
  }
  if (saved.durable === run.durable && (await until(ours, 5_000, 100))) return saved.pid;
  await stop(saved.pid, saved.since);
  return undefined;
}

/** Whether the server on this port takes our password, keeps its data in our folder, and has read it all. */
async function isOurs({ port, password }, data) {
  const request = `AUTH ${password}\r\nCONFIG GET dir\r\nPING\r\n`;
  const answer = await ask(port, request, (bytes) => {
    const text = bytes.toString();
    return text.includes('+PONG\r\n') || /^-/m.test(text) ? text : undefined;
  });
  return Boolean(answer?.startsWith('+OK\r\n') && answer.includes('+PONG\r\n') && answer.split('\r\n').includes(data));
}

/** Tries again when another program takes the port first. */
async function launch(run, saved, binary) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(attempt === 1 ? saved.port : undefined);
    const logSize = existsSync(run.log) ? statSync(run.log).size : 0;
    writeRecord(run.record, { password: saved.password, port });
    const child = spawnServer(run, { ...saved, port }, binary);
    const since = child.pid === undefined ? undefined : identity(child.pid);
    const next = { ...saved, port, pid: child.pid, since, durable: run.durable };
    if (since) writeRecord(run.record, next);
    if (child.pid !== undefined) noteService(child.pid, since, 'SIGKILL');
    const ended = () => !since || !isStill(child.pid, since);
    // One answer is enough: on a busy machine the next may take longer than is waited for.
    const found = await until(
      async () => (ended() ? 'ended' : (await isOurs(next, run.data)) && 'ours'),
      START_TIMEOUT_MS,
    );
    if (found === 'ours') return child.pid;

    if (child.pid !== undefined) await stop(child.pid, since);
    // How it ended is told a moment after it has.
    await until(() => child.fault || hasEnded(child), END_TOLD_MS);
    const said = `${readFileSync(run.log).subarray(logSize).toString()}${howItEnded(child)}`;
    if (!said.includes('Address already in use') || attempt >= 5) {
      throw new Trouble(`Redis did not start; the end of ${run.log}:\n${tail(said, 6)}`);
    }
  }
}

function spawnServer(run, { port, password }, binary) {
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    'maxmemory-policy noeviction',
    `appendonly ${run.durable ? 'yes' : 'no'}`,
    'appendfsync everysec',
    // The append-only file holds everything, so snapshots are off: one that fails would stop all writes.
    'save ""',
  ];
  // In a file, because of the password: arguments can be read by every user of the machine.
  const config = join(run.root, 'redis.conf');
  writeFileSync(config, `${lines.join('\n')}\n`, { mode: 0o600 });
  const output = openSync(run.log, 'a', 0o600);
  // A process group of its own: Ctrl-C in the terminal then reaches the starter only, which stops this process last.
  const child = spawn(binary.path, [config], {
    cwd: run.data,
    env: { ...process.env, ...binary.env, LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.on('error', (error) => (child.fault = error));
  child.unref();
  return child;
}

const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

/** For a log that may say nothing of it. */
function howItEnded(child) {
  const { fault, exitCode, signalCode } = child;
  if (fault) return `It could not be run: ${fault.message}`;
  return `Its exit code: ${exitCode ?? 'none'}${signalCode ? `, ended by ${signalCode}` : ''}`;
}

async function stop(pid, since) {
  await end(pid, since, [
    ['SIGTERM', 10_000],
    ['SIGKILL', 2_000],
  ]);
}
