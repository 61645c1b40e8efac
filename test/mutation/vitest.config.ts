/** The tests of `npm run mutate`, as StrykerJS runs them. */
import { defineConfig } from 'vitest/config';
import everyTest from '../../vitest.config.js';
import { tests } from './targets.mjs';

/** A fault may make a test wait for ever. Failing by itself is quicker than having its process ended from outside. */
const TEST_TIMEOUT_MS = 8_000;

export default defineConfig({
  ...everyTest,
  test: { ...everyTest.test, include: tests, testTimeout: TEST_TIMEOUT_MS },
});
