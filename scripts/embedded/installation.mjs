/** For commands that work on the installation of this DATA_DIR, whether it runs or not. */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { closeToOthers, keptAuthSecret, openDataDir } from './data-dir.mjs';
import { readRecord, writeRecord } from './files.mjs';
import { takeLock } from './lock.mjs';
import { startPostgres } from './postgres.mjs';
import { ROOT } from './prepare.mjs';
import { Trouble, call } from './processes.mjs';

/** The settings as the server reads them. @throws {Trouble} with its exit code */
export async function readSettings() {
  const program = join(ROOT, 'dist', 'server', 'check-settings.js');
  const { code, stdout, stderr } = await call(process.execPath, [program], { cwd: ROOT });
  if (code !== 0) throw new Trouble(stderr.trim(), code ?? 1);
  const settings = JSON.parse(stdout.trim().split('\n').at(-1));
  return { ...settings, dataDir: resolve(settings.dataDir) };
}

/**
 * Runs `work` with the database of the installation: the one in the settings, that of the Devreel which runs here, or the embedded
 * one, started for as long as it is needed.
 * @template T
 * @param {(env: Record<string, string>) => Promise<T>} work  `env` is for programs of dist/server
 * @param {{whileRunning: boolean}} options whether it may be done while Devreel runs
 * @throws {Trouble}
 */
export async function withInstallation(work, { whileRunning }) {
  const settings = await readSettings();
  const { dataDir } = settings;
  openDataDir(dataDir);
  const lock = await takeLock(join(dataDir, 'start.lock'));
  const running = 'holder' in lock ? readRecord(join(dataDir, 'running.json')) : undefined;
  if ('holder' in lock && !(whileRunning && running)) {
    throw new Trouble(
      `Devreel ${running ? 'runs' : 'is starting'} on this DATA_DIR (process ${lock.holder}): end it first, or give another DATA_DIR.`,
    );
  }
  closeToOthers(dataDir, (line) => process.stderr.write(`${line}\n`));
  const external = settings.databaseUrl ?? running?.databaseUrl;
  let postgres;
  try {
    postgres = external
      ? undefined
      : await startPostgres({ dir: join(dataDir, 'postgres'), log: join(dataDir, 'log', 'postgres.log') });
    return await work({
      DATA_DIR: dataDir,
      DATABASE_URL: external ?? postgres.url,
      AUTH_SECRET: settings.authSecret ?? keptAuthSecret(dataDir),
    });
  } finally {
    await postgres?.stop();
    if ('release' in lock) lock.release();
  }
}

/** What signs cookies here from now on, unless AUTH_SECRET says something else. */
export const keepAuthSecret = (dataDir, secret) => writeRecord(join(dataDir, 'auth-secret.json'), { secret });

/** Runs a program of dist/server; what it says is passed on. @returns {Promise<string>} its stdout @throws {Trouble} */
export function runProgram(name, args, env) {
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'server', name), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) =>
      code === 0
        ? done(said)
        : failed(new Trouble(`It was not done${code === 1 ? '' : ` (code ${code})`}.`, code ?? 1)),
    );
  });
}
