/** `npm run restore -- FILE`: what `npm run backup` wrote, into an installation with nothing in it. */
import { resolve } from 'node:path';
import { keepAuthSecret, readSettings, runProgram, withInstallation } from './embedded/installation.mjs';
import { prepare } from './embedded/prepare.mjs';
import { Trouble } from './embedded/processes.mjs';

const [file] = process.argv.slice(2);
try {
  if (!file) throw new Trouble('Name the file: npm run restore -- FILE');
  await prepare((line) => process.stderr.write(`${line}\n`));
  const settings = await readSettings();
  const said = await withInstallation((env) => runProgram('backup.js', ['restore', resolve(file)], env), {
    whileRunning: false,
  });
  const { authSecret } = JSON.parse(said);
  if (!settings.authSecret) keepAuthSecret(settings.dataDir, authSecret);
  else if (settings.authSecret !== authSecret) {
    process.stderr.write(
      'AUTH_SECRET is another than that of the backup: everybody signs in anew, and what it encrypted is given again.\n',
    );
  }
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
