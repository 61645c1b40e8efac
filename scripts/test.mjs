/** `npm test`: installs and builds what is missing, then runs vitest with the arguments given. Its exit code is the truth. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, prepare } from './embedded/prepare.mjs';
import { Trouble } from './embedded/processes.mjs';

const say = (line) => process.stderr.write(`${line}\n`);
const tally = process.env.DEVREEL_TALLY
  ? ['--reporter=default', `--reporter=${join(ROOT, 'scripts', 'tally.mjs')}`]
  : [];

try {
  await prepare(say);
  process.exitCode = await vitest([...tally, ...process.argv.slice(2)]);
} catch (error) {
  say(error instanceof Trouble ? error.message : String(error?.stack ?? error));
  process.exitCode = 1;
}

function vitest(args) {
  const file = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [file, 'run', ...args], { cwd: ROOT, stdio: 'inherit' });
  // A terminal's Ctrl-C reaches vitest by itself; a kill reaches only us.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGINT'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
