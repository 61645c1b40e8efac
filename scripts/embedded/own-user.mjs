/**
 * Started by root, Devreel goes on as a user who may do nothing else on the machine, and all that it starts with it: whoever gets hold of
 * one of its processes by a file or a request has only Devreel's own. Ordinary users stay who they are.
 */
import * as fs from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { isOwnName } from './data-dir.mjs';
import { findFfmpeg } from './ffmpeg.mjs';
import { cacheDir, onPath, openToAll, readRecord } from './files.mjs';
import { postgresBinaries } from './postgres-binaries.mjs';
import { ROOT } from './prepare.mjs';
import { Trouble, call, end, isStill, tail, until } from './processes.mjs';
import { findRedis } from './redis-binary.mjs';

const { chmodSync, existsSync, lchownSync, lstatSync, readFileSync, readdirSync, realpathSync, statSync } = fs;

/** The machine's user for it. PostgreSQL refuses to run as one without an account. */
const NAME = 'devreel';
/** Other starts may be making it at the same time. */
const MAKING_MS = 5_000;
/** useradd(8): it could not lock the list of accounts. */
const BUSY = 1;
const TRIAL = fileURLToPath(new URL('try-user.mjs', import.meta.url));

/**
 * @typedef {{uid: number, gid: number}} User
 */

/**
 * Who Devreel is to go on as: whose DATA_DIR it is; else the machine's user `devreel`, which is made where there is none, or `nobody` where
 * it cannot be; else whose clone it is.
 * @param {{dataDir: string}} settings
 * @param {(line: string) => void} say hears why it stays root, and what to do about that
 * @returns {Promise<User | undefined>} undefined: who it is now
 */
export async function userToGoOnAs({ dataDir }, say) {
  if (process.getuid?.() !== 0) return undefined;
  if (process.argv.includes('--watch')) {
    say('Devreel runs as root, because it builds what it runs. Develop as an ordinary user.');
    return undefined;
  }
  // What is wrong with it is said where it is opened.
  if (statSync(dataDir, { throwIfNoEntry: false })?.isDirectory() === false) return undefined;
  const reasons = [];
  for (const user of await candidates(dataDir, say)) {
    const reason = await whyNot(user, dataDir);
    if (!reason) return user;
    reasons.push(reason);
  }
  say(`Devreel runs as root, because a user with fewer rights could not: ${reasons[0]}.`);
  return undefined;
}

async function candidates(dataDir, say) {
  const owner = ownerOf(dataDir);
  if (owner) return [owner];
  const clone = ownerOf(ROOT);
  const own = accountOf(NAME) ?? (await makeAccount(say)) ?? accountOf('nobody');
  return [own, clone].filter(Boolean);
}

/** Null for root, and where there is nothing. */
function ownerOf(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat || stat.uid === 0) return null;
  const [, , , group] = accounts().find(([, , uid]) => Number(uid) === stat.uid) ?? [];
  // Never root's group, whosever the folder is.
  return { uid: stat.uid, gid: Number(group) || stat.gid || stat.uid };
}

const accounts = () =>
  (existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : '').split('\n').map((line) => line.split(':'));

function accountOf(name) {
  const [, , uid, gid] = accounts().find(([known]) => known === name) ?? [];
  return uid === undefined || uid === '0' ? null : { uid: Number(uid), gid: Number(gid) };
}

const nameOf = ({ uid }) => accounts().find(([, , id]) => Number(id) === uid)?.[0] ?? String(uid);

/** Null where this system has no tool for it that we know, or it does not do it. */
async function makeAccount(say) {
  const useradd = onPath('useradd');
  if (!useradd) return null;
  const shell = ['/usr/sbin/nologin', '/sbin/nologin', '/bin/false'].find((path) => existsSync(path)) ?? '/bin/false';
  const words = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', shell, NAME];
  const made = await until(
    async () => {
      const { code } = await call(useradd, words);
      if (code === 0) say(`Made the user ${NAME}, as whom Devreel goes on when root starts it.`);
      return accountOf(NAME) ?? (code === BUSY ? undefined : 'not made');
    },
    MAKING_MS,
    200,
  );
  return made === undefined || made === 'not made' ? null : made;
}

/** Why this user cannot run it, with the remedy; undefined where it can. */
async function whyNot(user, dataDir) {
  const names = existsSync(dataDir) ? readdirSync(dataDir) : [];
  const strange = names.find((name) => !isOwnName(name));
  if (strange !== undefined && !ownerOf(dataDir))
    return `DATA_DIR ${dataDir} is root's and holds more than Devreel's own, such as ${strange}: give it a folder of its own`;
  const { code, stdout, stderr, error } = await call(process.execPath, [TRIAL, dataDir], { ...user, cwd: '/' });
  if (code === 0) return undefined;
  const unreached = stdout.trim() || TRIAL;
  const closed = closedOn(process.execPath, user) ?? closedOn(unreached, user);
  return closed
    ? `${closed} is closed to others. Move this clone, Node and DATA_DIR to where others may read, such as /opt, or start it as an ordinary user`
    : `${tail(error?.message || stderr || unreached, 1)}. Start it as an ordinary user`;
}

/** The first folder or file on the way to this path that the user may not pass or read. */
function closedOn(path, { uid, gid }) {
  const way = [];
  for (let at = path; ; at = dirname(at)) {
    way.unshift(at);
    if (at === dirname(at)) break;
  }
  return way.find((at) => {
    const stat = statSync(at, { throwIfNoEntry: false });
    if (!stat) return false;
    const shift = stat.uid === uid ? 6 : stat.gid === gid ? 3 : 0;
    const needed = stat.isDirectory() ? 0o1 : 0o4;
    return ((stat.mode >> shift) & needed) === 0;
  });
}

/**
 * From here on this process is that user, and there is no way back. Before that DATA_DIR becomes theirs, with what root or another user had
 * in it, and what only root can fetch or read is fetched and read. The lock of DATA_DIR must be held.
 * @param {User} user
 * @param {{dataDir: string, databaseUrl?: string, redisUrl?: string}} settings
 * @param {(line: string) => void} say
 * @throws {import('./processes.mjs').Trouble} where a program cannot be had
 */
export async function goOnAs(user, settings, say) {
  const { dataDir, databaseUrl, redisUrl } = settings;
  await findFfmpeg(settings);
  if (!databaseUrl) await postgresBinaries(user);
  if (!redisUrl) openCopy((await findRedis({ say })).path);
  await endServicesOfOthers(user, dataDir);
  // Where it is a link, what it leads to.
  const folder = realpathSync(dataDir);
  if (lstatSync(folder).uid !== user.uid) {
    lchownSync(folder, user.uid, user.gid);
    if (existsSync(join(dataDir, 'postgres'))) say(`${dataDir} is now user ${user.uid}'s, as whom Devreel goes on.`);
  }
  const own = readdirSync(dataDir).filter(isOwnName);
  const all = own.map((name) => join(folder, name));
  if (all.length > 0) await give(all, user);
  readEnvFile();
  Object.assign(process.env, { HOME: dataDir, USER: nameOf(user), LOGNAME: nameOf(user) });
  process.setgroups([]);
  process.setgid(user.gid);
  process.setuid(user.uid);
}

/** A private copy that an earlier start made for root alone. */
function openCopy(program) {
  const [copy, ...inside] = relative(cacheDir(), program).split(sep);
  if (copy === '..' || inside.length === 0) return;
  chmodSync(cacheDir(), 0o755);
  openToAll(join(cacheDir(), copy));
}

/**
 * All that is in these folders; links are given, not what they lead to. By chown(1), which nobody leads elsewhere by putting a link into
 * the place of a folder meanwhile. @throws {Trouble}
 */
async function give(paths, { uid, gid }) {
  const { code, stderr, error } = await call('chown', ['-RhP', `${uid}:${gid}`, ...paths]);
  if (code !== 0)
    throw new Trouble(`What is in DATA_DIR could not be given to user ${uid}: ${tail(error?.message ?? stderr, 1)}`);
}

/** PostgreSQL and Redis that a killed start left behind as somebody else: their files will not be theirs, and they could not be stopped later. */
async function endServicesOfOthers({ uid }, dataDir) {
  for (const name of ['postgres', 'redis']) {
    const path = join(dataDir, name, 'connection.json');
    const { pid, since } = readRecord(path) ?? {};
    if (!isStill(pid, since) || uidOf(pid) === uid) continue;
    // Whoever wrote it may have named a process of somebody else's.
    if (![0, uidOf(pid)].includes(lstatSync(path).uid)) continue;
    await end(pid, since, [
      [name === 'postgres' ? 'SIGINT' : 'SIGTERM', 12_000],
      ['SIGQUIT', 3_000],
      ['SIGKILL', 2_000],
    ]);
  }
}

/** Of its folder in /proc, which is its user's; elsewhere nobody knows, and it is ended. */
const uidOf = (pid) => statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid;

/** `.env` may be root's only: what it says goes to the processes in their environment, and they do not look for it. */
function readEnvFile() {
  const path = join(ROOT, '.env');
  if (!existsSync(path)) return;
  for (const [name, value] of Object.entries(parseEnv(readFileSync(path, 'utf8')))) process.env[name] ??= value;
  process.env.DEVREEL_ENV_FILE_READ = 'true';
}
