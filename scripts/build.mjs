/** `npm run build`: the server to dist/server, the page to dist/client. */
import { build, checkNode } from './embedded/prepare.mjs';
import { Trouble } from './embedded/processes.mjs';

try {
  checkNode();
  await build((line) => process.stderr.write(`${line}\n`));
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
