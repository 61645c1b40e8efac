/** Runs vitest once everything it needs is there. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, prepare } from './prepare.mjs';
import { Trouble } from './processes.mjs';

const say = (line) => process.stderr.write(`${line}\n`);

/**
 * Installs and builds what is missing, then runs the tests; sets this process's exit code.
 * @param {string[]} args vitest's
 */
export async function runTests(args) {
  const reporter = (name) => `--reporter=${join(ROOT, 'scripts', name)}`;
  const reporters = [
    '--reporter=default',
    ...(process.env.GITHUB_ACTIONS ? ['--reporter=github-actions'] : []),
    reporter('slowest.mjs'),
    ...(process.env.DEVREEL_TALLY ? [reporter('tally.mjs')] : []),
  ];
  try {
    await prepare(say);
    process.exitCode = await vitest([...reporters, ...args]);
  } catch (error) {
    say(error instanceof Trouble ? error.message : String(error?.stack ?? error));
    process.exitCode = 1;
  }
}

function vitest(args) {
  const file = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [file, 'run', ...args], { cwd: ROOT, stdio: 'inherit' });
  // A Ctrl-C in the terminal reaches vitest directly; a kill reaches only us, and is passed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGINT'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
