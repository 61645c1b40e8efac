/** `npm run backup -- FILE`: everything of this installation in one file, while it runs or while it does not. */
import { resolve } from 'node:path';
import { prepare } from './embedded/prepare.mjs';
import { Trouble } from './embedded/processes.mjs';
import { runProgram, withInstallation } from './embedded/installation.mjs';

const [file] = process.argv.slice(2);
try {
  if (!file) throw new Trouble('Name the file: npm run backup -- FILE');
  await prepare((line) => process.stderr.write(`${line}\n`));
  await withInstallation((env) => runProgram('backup.js', ['make', resolve(file)], env), { whileRunning: true });
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
