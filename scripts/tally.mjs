/**
 * Counts test results truthfully, over several runs of vitest. As a reporter it adds a line of JSON to the file
 * $DEVREEL_TALLY; run with that file as its argument it prints `N passed, N failed`, and fails unless all passed.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export default class Tally {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state) => tests.filter((test) => test.result().state === state).length;
    // A file that cannot be loaded has no tests, and an error outside of tests belongs to none: both count as failed.
    const broken = modules.reduce((sum, module) => sum + errorsAround(module), 0) + unhandledErrors.length;
    const line = { passed: count('passed'), failed: count('failed') + broken };
    appendFileSync(process.env.DEVREEL_TALLY, `${JSON.stringify(line)}\n`);
  }
}

/** Errors of the file and its suites that belong to no test: in imports and hooks. */
const errorsAround = (module) =>
  [module, ...module.children.allSuites()].reduce((sum, suite) => sum + suite.errors().length, 0);

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lines = readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean);
  const runs = lines.map((line) => JSON.parse(line));
  const sum = (key) => runs.reduce((total, run) => total + run[key], 0);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
}
