/**
 * `npm start`: from a fresh clone to a running Devreel, and back to nothing running. Only Node's own modules are used here,
 * since nothing else is there yet. The parts are in embedded/.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { supervise } from './embedded/children.mjs';
import { closeToOthers, keptAuthSecret, openDataDir } from './embedded/data-dir.mjs';
import { findFfmpeg } from './embedded/ffmpeg.mjs';
import { writeRecord } from './embedded/files.mjs';
import { readSettings } from './embedded/installation.mjs';
import { lockHolder, takeLock } from './embedded/lock.mjs';
import { goOnAs, userToGoOnAs } from './embedded/own-user.mjs';
import { firstOpenPort, freePort, tryListen } from './embedded/ports.mjs';
import { ROOT, prepare } from './embedded/prepare.mjs';
import { Trouble, WRONG_SETTINGS, killServices } from './embedded/processes.mjs';
import { startServices } from './embedded/services.mjs';
import { Stopped, onStop } from './embedded/stop.mjs';
import { watchSources } from './embedded/watch.mjs';

/** For a worker's first start. */
const WORKER_PATIENCE_MS = 15_000;

const say = (line) => process.stderr.write(`${line}\n`);

/** What is to be undone at the end, newest first. */
const undo = [];
const children = [];

const stopping = onStop({
  say,
  atOnce: () => {
    for (const child of children) child.kill();
    killServices();
  },
});

/** Starts everything and stays until it is told to stop. @throws {Trouble | Stopped} */
async function run() {
  // What is installed and built must be readable for the user as whom root's start goes on.
  if (process.getuid?.() === 0) process.umask(0o022);
  await prepare(say);
  const settings = await stopping.unlessStopped(settingsWithPort());
  const lockPath = join(settings.dataDir, 'start.lock');
  const user = await userToGoOnAs(settings, say);
  await checkPort(settings, lockPath, user);
  openDataDir(settings.dataDir);
  await lockDataDir(lockPath);
  if (user) await stopping.unlessStopped(goOnAs(user, settings, say));
  closeToOthers(settings.dataDir, say);

  let services;
  // Both load while what they need is started.
  const { failed, fail } = failure();
  const [come, settle] = later();
  for (const name of ['web', 'worker']) children.push(processOf(name, settings, come, fail));
  undo.push(async () => {
    await Promise.all(children.map((child) => child.stop()));
    await services?.stop();
  });

  let found;
  [found, services] = await bothOrNeither(findFfmpeg(settings), startServices(settings, say));
  stopping.check();
  const environment = () => environmentOf(settings, found, services.urls());
  settle(environment());
  const restart = () => Promise.all(children.map((child) => child.restart(environment())));
  let record;
  services.watch(
    () =>
      restart()
        .then(() => record?.write())
        .catch(fail),
    fail,
  );

  const [web] = await stopping.unlessStopped(Promise.race([failed, allReady(children)]));
  record = runningRecord(settings.dataDir, new URL(web.signInUrl).origin, services);
  undo.push(record.remove);
  process.stdout.write(`Devreel is ready: ${web.signInUrl}\n`);
  if (process.argv.includes('--watch')) undo.push(watchSources({ say, restart: () => restart().catch(fail) }));
  await stopping.unlessStopped(failed);
}

/** A promise, and what resolves it. */
function later() {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return [promise, resolve];
}

/** @param {'web' | 'worker'} name */
function processOf(name, settings, env, fail) {
  const file = join(ROOT, 'dist', 'server', name === 'web' ? 'main.js' : 'worker.js');
  const graceMs = 1_000 * drainSeconds(settings);
  // Without a worker the page still serves what is there, and says that nothing is worked on.
  return supervise({ name, file, env, graceMs, neverGiveUp: name === 'worker', say, fail });
}

const environmentOf = (settings, { ffmpeg, ffprobe }, { databaseUrl, redisUrl }) => ({
  HOST: settings.host,
  PORT: String(settings.port),
  DATA_DIR: settings.dataDir,
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  AUTH_SECRET: settings.authSecret ?? keptAuthSecret(settings.dataDir),
  FFMPEG_PATH: ffmpeg,
  FFPROBE_PATH: ffprobe,
  DRAIN_SECONDS: String(drainSeconds(settings)),
});

/** The web process's ready message comes first in the list; a worker that does not come up keeps nobody from the page for long. */
async function allReady([web, worker]) {
  const serving = await web.ready;
  await Promise.race([worker.ready, wait(WORKER_PATIENCE_MS)]);
  return [serving];
}

/** PORT=0 means any free port. It is chosen here, because addresses are made from it. @throws {Trouble} with its exit code */
async function settingsWithPort() {
  const settings = await readSettings();
  return settings.port === 0 ? { ...settings, port: await freePort() } : settings;
}

/** Short, because somebody waits for the end, and no other worker goes on meanwhile: enough for the answer to a short call. */
const drainSeconds = ({ drainMs = 3_000 }) => drainMs / 1_000;

/** `user`: who is to listen on it, where that is not who tries. */
async function checkPort({ host, port, dataDir }, lockPath, user) {
  const { code } = user && port < firstOpenPort() ? { code: 'EACCES' } : await tryListen(host, port);
  if (!code) return;
  const holder = lockHolder(lockPath);
  if (code === 'EADDRINUSE' && holder) throw alreadyRuns(dataDir, holder);
  const another = `choose another: PORT=${port === 3_000 ? 3_001 : 3_000} npm start`;
  if (code === 'EADDRINUSE')
    throw new Trouble(`Port ${port} on ${host} is in use by another program: end it, or ${another}`);
  if (code === 'EACCES') throw new Trouble(`Port ${port} may not be used by this user: ${another}`, WRONG_SETTINGS);
  throw new Trouble(
    `HOST=${host} cannot be listened on (${code}): leave it out to serve this machine only, or correct it.`,
    WRONG_SETTINGS,
  );
}

async function lockDataDir(path) {
  const lock = await takeLock(path);
  if ('holder' in lock) throw alreadyRuns(path, lock.holder);
  undo.push(lock.release);
}

const alreadyRuns = (path, pid) =>
  new Trouble(
    `Devreel already runs on this DATA_DIR (process ${pid}, ${path}): use that one, end it, or give another DATA_DIR.`,
  );

/** Where the server is, for programs on this machine that act for its owner, such as `npm run sample`. */
function runningRecord(dataDir, url, services) {
  const path = join(dataDir, 'running.json');
  const write = () => writeRecord(path, { url, databaseUrl: services.urls().databaseUrl });
  write();
  return { write, remove: () => rmSync(path, { force: true }) };
}

/** Waits for both, so that a failure of the first leaves nothing of the second running. */
async function bothOrNeither(first, startingServices) {
  const [found, services] = await Promise.allSettled([first, startingServices]);
  if (services.status === 'rejected') throw services.reason;
  if (found.status === 'fulfilled') return [found.value, services.value];
  await services.value.stop();
  throw found.reason;
}

/** A promise that only ever rejects, and what rejects it. */
function failure() {
  let fail;
  const failed = new Promise((_, reject) => (fail = reject));
  failed.catch(() => {});
  return { failed, fail };
}

/** Undoes everything in reverse order. When one fails, the others are undone all the same. */
async function undoAll() {
  for (const step of undo.reverse()) {
    try {
      await step();
    } catch (error) {
      say(String(error?.stack ?? error));
    }
  }
}

run()
  .then(() => 0)
  .catch((error) => {
    if (error instanceof Stopped || stopping.stopped()) return 0;
    const message = error instanceof Trouble ? error.message : String(error?.stack ?? error);
    if (message) say(message);
    return error instanceof Trouble ? error.exitCode : 1;
  })
  .then(async (code) => {
    await undoAll();
    process.exit(code);
  });
