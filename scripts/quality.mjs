/**
 * `npm run quality [file]`: how good the results are, measured on inputs that the measures make themselves, with known truth.
 * Prints a table for each measure, and writes all figures as JSON (data/quality.json if no file is named). It measures what is
 * in dist/server, so `npm run build` comes first. `--only name,name` runs these measures only.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { tableText } from './quality/table.mjs';

/** One more measure is one file and one line. Each exports `measure()`, which returns tables (see quality/table.mjs). */
const measures = {
  pictures: () => import('./quality/pictures.mjs'),
  slides: () => import('./quality/slides.mjs'),
  looks: () => import('./quality/looks.mjs'),
  chapters: () => import('./quality/chapters.mjs'),
  drafts: () => import('./quality/drafts.mjs'),
  misdeeds: () => import('./quality/judged-drafts.mjs'),
  estimate: () => import('./quality/estimate.mjs'),
};

const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
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
  for (const name of chosen) {
    const { measure } = await measures[name]();
    results[name] = await measure();
    for (const table of results[name]) process.stdout.write(`${tableText(table)}\n`);
  }
  const file = resolve(positionals[0] ?? resolve(root, 'data/quality.json'));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`All figures: ${file}\n`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
