/** The embedded PostgreSQL: its cluster, its start (or the adoption of one that outlived its starter), its stop. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readRecord, writeRecord } from './files.mjs';
import { ask, freePort } from './ports.mjs';
import { postgresBinaries } from './postgres-binaries.mjs';
import { DATABASE, USER, createCluster, environment, nameOf } from './postgres-cluster.mjs';
import { Trouble, end, endWithMe, identity, isStill, noteService, tail, until } from './processes.mjs';

const MAJOR = '18';
const START_TIMEOUT_MS = 60_000;

/**
 * @typedef {object} Service
 * @property {string} url with the password in it
 * @property {number} port on 127.0.0.1
 * @property {number} pid
 * @property {() => boolean} alive
 * @property {() => Promise<void>} stop ends it cleanly; harmless when it is gone
 */

/**
 * Starts PostgreSQL on the cluster in `dir`, made if there is none; one that still runs there is adopted.
 * @param {{dir: string, log: string, durable?: boolean}} options `dir` is ours alone; `log` is a file;
 *   `durable: false` is for tests: fsync is off, and the server ends with this process
 * @returns {Promise<Service>} `url` names a superuser and the database `devreel`
 * @throws {Trouble} with the remedy
 */
export async function startPostgres({ dir, log, durable = true }) {
  const root = resolve(dir);
  mkdirSync(root, { recursive: true });
  mkdirSync(dirname(resolve(log)), { recursive: true });
  const cluster = { root, data: join(root, 'data'), record: join(root, 'connection.json'), log: resolve(log), durable };
  const user = runAs(cluster);
  const binaries = await postgresBinaries(user);
  const run = { ...cluster, ...binaries, user };

  if (!existsSync(cluster.data)) await createCluster(run);
  checkMajor(cluster.data);
  const saved = readRecord(cluster.record);
  if (!saved?.password)
    throw new Trouble(`${cluster.record} is gone, and with it the password of the database beside it.`);

  const pid = (await adoptable(run, saved)) ?? (await launch(run, saved));
  return service(run, pid);
}

/**
 * PostgreSQL refuses to run as root. Started by root, it runs as the owner of the cluster; a new one is given to `nobody`.
 * @returns {{uid?: number, gid?: number}} options for spawn
 */
function runAs({ data }) {
  const me = process.getuid?.();
  const owner = existsSync(data) ? statSync(data) : undefined;
  if (me === undefined) return {};
  if (me !== 0) {
    if (owner && owner.uid !== me)
      throw new Trouble(`${data} belongs to another user: start as that one, or give DATA_DIR.`);
    return {};
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [uid, gid] = line ? line.split(':').slice(2, 4).map(Number) : [65_534, 65_534];
  return { uid, gid };
}

function checkMajor(data) {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (found !== MAJOR)
    throw new Trouble(`${data} was made by PostgreSQL ${found}, this Devreel brings ${MAJOR}: give another DATA_DIR.`);
}

/**
 * The pid of a server that a killed starter left behind, if it can be used: it runs on this very folder, by the file that
 * PostgreSQL itself keeps there; it is of this version; and it answers. Any other server on the folder is stopped.
 */
async function adoptable(run, saved) {
  const found = postmaster(run.data);
  if (!found || !saved.since || found.pid !== saved.pid || !isStill(saved.pid, saved.since)) {
    if (found && looksLikeOurs(found.pid, run.data)) await stop(found.pid, identity(found.pid));
    return undefined;
  }
  const sameProgram = saved.version === run.version && saved.durable === run.durable;
  if (sameProgram && (await until(() => speaksPostgres(saved.port), 5_000, 100))) return saved.pid;
  await stop(saved.pid, saved.since);
  return undefined;
}

/** A starter killed before it made its record leaves a server known only by its working directory, which is its data folder. */
function looksLikeOurs(pid, data) {
  try {
    return process.platform === 'linux' && statSync(`/proc/${pid}/cwd`).ino === statSync(data).ino;
  } catch {
    return false;
  }
}

/** What the server wrote into postmaster.pid: pid, data folder, start, port, socket folder, address, memory, status. */
function postmaster(data) {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), ready: lines[7]?.startsWith('ready') ?? false };
  } catch {
    return undefined;
  }
}

/** The protocol's SSLRequest (length 8, code 80877103), which every PostgreSQL answers with one letter. */
const speaksPostgres = (port) =>
  ask(port, Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]), (answer) => answer[0] === 0x4e || answer[0] === 0x53);

/** Tries again while the children of a killed server still hold its memory, or another program takes the port first. */
async function launch(run, saved) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(attempt === 1 ? saved.port : undefined);
    const logSize = existsSync(run.log) ? statSync(run.log).size : 0;
    const child = spawnServer(run, port);
    const since = child.pid === undefined ? undefined : identity(child.pid);
    if (since)
      writeRecord(run.record, { ...saved, port, pid: child.pid, since, version: run.version, durable: run.durable });
    if (child.pid !== undefined) noteService(child.pid, since, 'SIGQUIT');
    const isReady = () => postmaster(run.data)?.pid === child.pid && postmaster(run.data)?.ready;
    const ended = () => !since || !isStill(child.pid, since);
    await until(() => ended() || isReady(), deadline - Date.now());
    if (!ended() && isReady()) return child.pid;

    if (child.pid !== undefined) await stop(child.pid, since);
    const said = readFileSync(run.log).subarray(logSize).toString();
    const passing = /still in use|Address already in use|lock file "postmaster.pid" already exists/.test(said);
    if (!passing || attempt >= 20 || Date.now() > deadline) {
      throw new Trouble(`PostgreSQL did not start; the end of ${run.log}:\n${tail(said, 6)}`);
    }
    await until(() => false, 500);
  }
}

function spawnServer(run, port) {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    // No socket file: its path may be too long, and its folder may be another user's.
    unix_socket_directories: '',
    max_connections: 200,
    ...(run.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const output = openSync(run.log, 'a', 0o600);
  // A process group of its own: Ctrl-C in the terminal then reaches the starter only, which stops this process last.
  const child = spawn(
    join(run.native, 'bin', 'postgres'),
    [
      '-D',
      nameOf(run.data, run.user),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...run.user, cwd: run.data, env: environment(), detached: true, stdio: ['ignore', output, output] },
  );
  closeSync(output);
  child.on('error', () => {});
  child.unref();
  return child;
}

/** Fast shutdown first. If that takes too long, immediate shutdown, which only costs a recovery at the next start. */
async function stop(pid, since) {
  await end(pid, since, [
    ['SIGINT', 12_000],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 2_000],
  ]);
}

function service(run, pid) {
  const { password, port, since } = readRecord(run.record);
  noteService(pid, since, 'SIGQUIT');
  const unguard = run.durable ? undefined : endWithMe(pid, since, 'SIGQUIT');
  return {
    url: `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`,
    port,
    pid,
    alive: () => isStill(pid, since),
    stop: async () => {
      await stop(pid, since);
      unguard?.();
    },
  };
}
