/**
 * `npm run scenes -- --only "half a talk"`: what is hard on a Devreel, one after the other, while somebody else works with it.
 * Prints a table of what became of each, and of how long the other one waited.
 */
import { parseArgs } from 'node:util';
import { runTests } from './embedded/vitest.mjs';

try {
  const { only = '' } = parseArgs({ options: { only: { type: 'string' } } }).values;
  process.env.SCENES_ONLY = only;
  await runTests(['--config', 'test/scenes/vitest.config.ts']);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
