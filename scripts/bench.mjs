/**
 * `npm run bench [file]`: how fast it is, each figure beside a floor that is measured in the same run, in turns. Prints a table for
 * each measure, and writes all figures as JSON (data/bench.json if no file is named). It measures what is in dist/server, so
 * `npm run build` comes first. `--only name,name` runs these measures only; `--quick` runs each once, to see that it works;
 * `--check` holds the run against docs/performance.json and names what fell by a fifth: then the exit code is 1.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect, parseArgs } from 'node:util';
import { fallen, tableOf } from './bench/figures.mjs';
import { openPlace } from './bench/place.mjs';
import { tableText } from './quality/table.mjs';

/** One more measure is one file and one line. Each exports `measure(place, rounds)`, which returns figures (see bench/figures.mjs). */
const measures = {
  tasks: () => import('./bench/tasks.mjs'),
  adds: () => import('./bench/adds.mjs'),
  starts: () => import('./bench/starts.mjs'),
  tabs: () => import('./bench/tabs.mjs'),
  returns: () => import('./bench/returns.mjs'),
  requests: () => import('./bench/requests.mjs'),
  idle: () => import('./bench/idle.mjs'),
  screenshots: () => import('./bench/screenshots.mjs'),
  pipeline: () => import('./bench/pipeline.mjs'),
  uploads: () => import('./bench/uploads.mjs'),
  starting: () => import('./bench/starting.mjs'),
};

const ROUNDS = 5;
/** What takes longer waits for something that does not come. */
const MOST_MINUTES = 20;

const { values, positionals } = parseArgs({
  options: { only: { type: 'string' }, check: { type: 'boolean' }, quick: { type: 'boolean' } },
  allowPositionals: true,
});
const chosen = values.only?.split(',') ?? Object.keys(measures);
const unknown = chosen.filter((name) => !(name in measures));
const root = resolve(import.meta.dirname, '..');

if (unknown.length > 0) {
  fail(`There is no measure ${unknown.join(', ')}. There are: ${Object.keys(measures).join(', ')}.`);
} else if (!existsSync(resolve(root, 'dist/server/worker.js'))) {
  fail('There is nothing to measure yet: run `npm run build` first.');
} else {
  await run();
}

async function run() {
  const results = {};
  const file = resolve(positionals[0] ?? resolve(root, 'data/bench.json'));
  mkdirSync(dirname(file), { recursive: true });
  const place = await openPlace();
  // Else its services would stay.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => place.close().finally(() => process.exit(1)));
  for (const name of chosen) {
    try {
      const { measure } = await measures[name]();
      results[name] = await Promise.race([measure(place, values.quick ? 1 : ROUNDS), tooLong()]);
      process.stdout.write(`${tableText(tableOf(name, results[name]))}\n`);
      writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
    } catch (error) {
      // The others are measured all the same, without what it left.
      fail(`${name} did not run through: ${inspect(error)}`);
      await place.endProcesses();
    }
  }
  await place.close();
  process.stdout.write(`All figures: ${file}\n`);
  if (values.check) check(results);
  // What a measure that failed has left open would keep this process.
  if (process.exitCode) process.exit();
}

async function tooLong() {
  await wait(MOST_MINUTES * 60_000, undefined, { ref: false });
  throw new Error(`It is not done after ${MOST_MINUTES} minutes.`);
}

function check(results) {
  const written = JSON.parse(readFileSync(resolve(root, 'docs/performance.json'), 'utf8'));
  const worse = fallen(Object.values(results).flat(), Object.values(written).flat());
  for (const line of worse) fail(line);
  if (worse.length === 0) process.stdout.write('Nothing fell by a fifth.\n');
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
