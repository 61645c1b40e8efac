/** `npm test`: installs and builds what is missing, then runs vitest with the arguments given. Its exit code is vitest's. */
import { runTests } from './embedded/vitest.mjs';

await runTests(process.argv.slice(2));
