/** `npm run test:long`: behaviours that `npm test` looks at in small only, at length. To be run before a release. */
import { runTests } from './embedded/vitest.mjs';

/** The files whose tests have a long form: those that call `inSmallOrLong`. */
const FILES = [
  'test/rules.test.ts',
  'test/soak.test.ts',
  'test/chaos/postgres.test.ts',
  'test/chaos/web-sockets.test.ts',
  'test/unit/client-channel-model.test.ts',
  'test/unit/client-store-model.test.ts',
  'test/unit/content-types.test.ts',
  'test/unit/event-order.test.ts',
  'test/unit/live-drafts.test.ts',
  'test/unit/pieces.test.ts',
];

process.env.TEST_LONG = '1';
await runTests([...FILES, ...process.argv.slice(2)]);
