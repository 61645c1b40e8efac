/** `npm run test:system`: the tests that need a Debian or Ubuntu around them, such as those of S3 on a real server. */
import { runTests } from './embedded/vitest.mjs';

await runTests(['--config', 'test/system/vitest.config.ts', ...process.argv.slice(2)]);
