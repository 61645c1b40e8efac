/** A reporter for vitest: in the end it names the ten files and the ten tests that took longest, since quick tests are run often. */
import { relative } from 'node:path';
import { ROOT } from './embedded/prepare.mjs';

const SHOWN = 10;

export default class Slowest {
  onTestRunEnd(modules) {
    if (modules.length <= 1) return;
    const files = modules.map((module) => [timeOf(module), relative(ROOT, module.moduleId)]);
    const tests = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => [test.diagnostic()?.duration ?? 0, nameOf(module, test)]),
    );
    print('files', files);
    print('tests', tests);
  }
}

/** What comes before the tests, too: imports, and what all of them share. In ms. */
function timeOf(module) {
  const { setupDuration, collectDuration, duration } = module.diagnostic();
  return setupDuration + collectDuration + duration;
}

const nameOf = (module, test) => `${relative(ROOT, module.moduleId)} > ${test.fullName}`;

function print(what, timed) {
  const lines = timed
    .sort(([a], [b]) => b - a)
    .slice(0, SHOWN)
    .map(([ms, name]) => `${(ms / 1_000).toFixed(1).padStart(7)} s  ${name}`);
  process.stdout.write(`\n Slowest ${what}\n${lines.join('\n')}\n`);
}
