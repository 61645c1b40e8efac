/** Keeps one of Devreel's own processes running: starts it again when it dies, with growing pauses. */
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { ROOT } from './prepare.mjs';
import { Trouble, WRONG_SETTINGS, until } from './processes.mjs';

const STOP_MS = 15_000;

/** Counts crashes, and says how long to wait before the next start (backoff). Five within a minute are no accident any more. */
export function deathCounter(limit = 5, withinMs = 60_000) {
  const deaths = [];
  return () => {
    deaths.push(Date.now());
    const recent = deaths.filter((at) => at > Date.now() - withinMs).length;
    return { tooMany: recent >= limit, backoffMs: Math.min(100 * 2 ** recent, 5_000) };
  };
}

/** A process that lived so long did not die of its start: the pauses begin anew. */
const LIVED_MS = 60_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;

/**
 * The pauses before a process is started again: each twice the one before, up to 30 s.
 * @returns {(livedMs: number) => number} takes how long the process had lived; in ms
 */
export function growingPauses() {
  let next = FIRST_PAUSE_MS;
  return (livedMs) => {
    if (livedMs >= LIVED_MS) next = FIRST_PAUSE_MS;
    const pause = next;
    next = Math.min(2 * next, LONGEST_PAUSE_MS);
    return pause;
  };
}

/** Tells a process that its settings come by a message, once it has loaded: `settingsThatFollow` in src/settings/env.ts. */
const FOLLOW = { DEVREEL_SETTINGS_FOLLOW: 'true' };

/**
 * @param {{name: string, file: string, env: Record<string, string> | Promise<Record<string, string>>, graceMs?: number, neverGiveUp?: boolean,
 *   say: (line: string) => void, fail: (trouble: Trouble) => void}} options `graceMs`: how long it may go on with its work after
 *   it was told to stop; `env`: where it is still to come, the process loads meanwhile; `neverGiveUp`: what else runs is of use without it, so that it is started again for as long as it takes;
 *   `fail` is called once, when there is no use in another try
 * @returns {{ready: Promise<object>, restart: (env?: Record<string, string>) => Promise<void>, stop: () => Promise<void>,
 *   kill: () => void}} `ready` is the first ready message of the process
 */
export function supervise({ name, file, env, graceMs = 0, neverGiveUp = false, say, fail }) {
  const died = deathCounter();
  const pauses = growingPauses();
  let startedAt = 0;
  let child;
  let wanted = true;
  let closed = false;
  let announce;
  let served = false;
  let known = env instanceof Promise ? undefined : env;
  const ready = new Promise((resolve) => (announce = resolve));

  const start = () => {
    // A process group of its own: Ctrl-C in the terminal then reaches the starter only, which ends this process in order.
    // When the starter itself is gone, this process notices by the IPC channel.
    const mine = spawn(process.execPath, ['--enable-source-maps', file], {
      cwd: ROOT,
      env: { ...process.env, ...(known ?? FOLLOW) },
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child = mine;
    startedAt = performance.now();
    mine.on('message', (message) => {
      if (message?.type !== 'ready') return;
      served = true;
      announce(message);
    });
    mine.on('error', (error) => fail(new Trouble(`The ${name} process could not be started: ${error.message}`)));
    mine.on('exit', (code, signal) => {
      killGroup(mine);
      if (wanted && child === mine) onDeath(code, signal);
    });
  };

  const onDeath = (code, signal) => {
    // Wrong settings stay wrong, however often they are tried. What once was right has been changed outside, and may be again.
    if (code === WRONG_SETTINGS && !served) return fail(new Trouble('', WRONG_SETTINGS));
    const how = signal ? `was ended by ${signal}` : endOf(code);
    const { tooMany, backoffMs } = died();
    if (neverGiveUp) {
      const pauseMs = pauses(performance.now() - startedAt);
      const when = pauseMs < 1_000 ? 'again' : `again in ${Math.round(pauseMs / 1_000)} s`;
      say(`The ${name} process ${how}; starting it ${when}.`);
      setTimeout(() => wanted && start(), pauseMs);
      return;
    }
    if (tooMany) {
      const message = `The ${name} process ${how}, the fifth time within a minute: see its output above.`;
      return fail(new Trouble(message, code === WRONG_SETTINGS ? WRONG_SETTINGS : undefined));
    }
    say(`The ${name} process ${how}; starting it again.`);
    setTimeout(() => wanted && start(), backoffMs);
  };

  const endIt = async () => {
    wanted = false;
    const ending = child;
    if (!isRunning(ending)) return;
    ending.kill('SIGTERM');
    if (await until(() => !isRunning(ending), graceMs + STOP_MS)) return;
    say(`The ${name} process does not end; it is killed.`);
    killGroup(ending);
    await until(() => !isRunning(ending), STOP_MS);
  };

  start();
  if (!known)
    env.then(
      (come) => {
        known = come;
        // One that has died meanwhile is started again, with them.
        if (child.connected) child.send({ type: 'settings', env: come }, () => undefined);
      },
      // Who could not find them says so, and stops this.
      () => undefined,
    );
  return {
    ready,
    stop: () => {
      closed = true;
      return endIt();
    },
    restart: async (newEnv = known) => {
      await endIt();
      if (closed) return;
      known = newEnv;
      wanted = true;
      start();
    },
    kill: () => {
      closed = true;
      wanted = false;
      // What one that has ended left behind was killed then. Its pid may by now be another program's.
      if (isRunning(child)) killGroup(child);
    },
  };
}

const endOf = (code) =>
  code === WRONG_SETTINGS
    ? `cannot work with its settings (code ${code}, and why is said above)`
    : `ended with code ${code}`;

const isRunning = (child) => child.pid !== undefined && child.exitCode === null && child.signalCode === null;

/** Kills the process, and what it started itself and may have left behind, such as ffmpeg. */
function killGroup(child) {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // The whole group has ended already.
  }
}
