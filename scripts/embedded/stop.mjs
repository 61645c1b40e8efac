/** How the starter is told to stop: by Ctrl-C, SIGTERM, a closed terminal, or the end of npm. Told twice, it ends at once. */
import { interruptCalls } from './processes.mjs';

/** Thrown where the starter leaves off because it is to stop. */
export class Stopped extends Error {}

/** npm passes on a Ctrl-C that the terminal sends us as well: two signals so close together are one wish. */
const SAME_WISH_MS = 500;
const PARENT_LOOK_MS = 1_000;

/**
 * @param {{say: (line: string) => void, atOnce: () => void}} options `atOnce` kills all there is, without waiting
 * @returns {{stopped: () => boolean, check: () => void, unlessStopped: <T>(work: Promise<T>) => Promise<T>}} the last two
 *   throw `Stopped`
 */
export function onStop({ say, atOnce }) {
  let first;
  let tell;
  const told = new Promise((_, reject) => (tell = reject));
  told.catch(() => {});

  const stop = () => {
    if (first === undefined) {
      first = Date.now();
      say('Stopping…');
      interruptCalls();
      tell(new Stopped());
    } else if (Date.now() - first > SAME_WISH_MS) {
      interruptCalls('SIGKILL');
      atOnce();
      process.exit(1);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  whenNpmIsGone(() => first ?? stop());
  // The terminal or the pipe may be closed. Then nobody reads what we say, but there is still much to stop.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});

  const check = () => {
    if (first !== undefined) throw new Stopped();
  };
  return { stopped: () => first !== undefined, check, unlessStopped: (work) => Promise.race([told, work]) };
}

/** A shell between npm and us may not pass signals on. When npm has ended, we notice by having another parent. */
function whenNpmIsGone(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), PARENT_LOOK_MS).unref();
}
