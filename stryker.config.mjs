/** `npm run mutate`: how many small faults in the code that matters most the quick tests notice (https://stryker-mutator.io). */
import { missingTargets, mutated } from './test/mutation/targets.mjs';

const missing = missingTargets();
if (missing.length > 0) throw new Error(`test/mutation/targets.mjs names what is not there: ${missing.join(', ')}.`);

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutation/vitest.config.ts' },
  mutate: mutated,
  concurrency: 2,
  // Built files and what people keep there are not copied along.
  ignorePatterns: ['/dist', '/data', '/coverage', '/reports'],
  reporters: ['progress', 'clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, reportTests: false },
  allowConsoleColors: false,
  // A fault may make a loop endless.
  timeoutMS: 10_000,
};
