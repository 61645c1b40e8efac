/**
 * `npm run lighthouse`: how fast and how well made the pages are, as Lighthouse sees it. Starts a Devreel of its own, takes the sample
 * talk through it, and measures each page on a desktop and a phone; of three runs it tells the one in the middle. Prints a table and
 * what holds a page down, and writes both to docs/lighthouse.json. Wants a machine at rest; no part of CI.
 *
 * `-- --only editor` measures one page, `-- --runs 1` each but once.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findChromium } from './embedded/chromium.mjs';
import { freePort } from './embedded/ports.mjs';
import { ROOT } from './embedded/prepare.mjs';
import { Trouble } from './embedded/processes.mjs';
import { loadLighthouse } from './lighthouse/program.mjs';
import { signIn, withOwnDevreel } from './tour/own-devreel.mjs';

/** In the order of a visit. Only what strangers can reach is looked at with the eyes of a search engine. */
const PAGES = [
  { name: 'sign-in', path: () => '/sign-in', open: true },
  { name: 'home', path: () => '/' },
  { name: 'project', path: (project) => project },
  { name: 'editor', path: (project) => `${project}/contents/blog` },
];
const DEVICES = ['desktop', 'mobile'];
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const FIGURES = {
  'first-contentful-paint': 'ms',
  'largest-contentful-paint': 'ms',
  'total-blocking-time': 'ms',
  'speed-index': 'ms',
  'cumulative-layout-shift': '',
};
const FILE = join(ROOT, 'docs', 'lighthouse.json');

const say = (line) => process.stdout.write(`${line}\n`);
const { values } = parseArgs({ options: { only: { type: 'string' }, runs: { type: 'string', default: '3' } } });
const runs = Number(values.runs);
const pages = PAGES.filter(({ name }) => values.only === undefined || values.only === name);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs wants a whole number from 1 on.');
if (pages.length === 0) throw new Error(`--only wants one of ${PAGES.map(({ name }) => name).join(', ')}.`);

/** Every page with the devices, from a browser that signs in after the public ones. */
async function measure({ link, sample }) {
  const program = await loadLighthouse(say);
  const project = await sample();
  const found = [];
  for (const open of [true, false]) {
    await withBrowser(async ({ context, port }) => {
      if (!open) await signIn(context, link);
      for (const page of pages.filter((one) => Boolean(one.open) === open)) {
        for (const device of DEVICES) {
          const url = link.origin + page.path(project);
          found.push({ page: page.name, device, ...(await middleOf(program, { url, device, port, open })) });
          say(row(found.at(-1)));
        }
      }
    });
  }
  return { program: `Lighthouse ${program.version}`, runs, pages: found };
}

/** A browser with a new profile, since Lighthouse measures in its first window and keeps who is signed in there. */
async function withBrowser(use) {
  const { executablePath, env } = await findChromium({ say, withWindows: true });
  const port = await freePort();
  const profile = mkdtempSync(join(tmpdir(), 'devreel-lighthouse-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    env: { ...process.env, ...env },
    args: [`--remote-debugging-port=${port}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    await use({ context, port });
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** @returns the run whose performance is the median, with what its audits found wanting */
async function middleOf({ lighthouse, desktop }, { url, device, port, open }) {
  const results = [];
  for (let run = 0; run < runs; run += 1) {
    const flags = {
      port,
      disableStorageReset: true,
      logLevel: 'silent',
      onlyCategories: open ? [...CATEGORIES, 'seo'] : CATEGORIES,
    };
    const { lhr } = await lighthouse(url, flags, device === 'desktop' ? desktop : undefined);
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    results.push(lhr);
  }
  results.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
  return readResult(results[Math.floor(results.length / 2)]);
}

function readResult({ categories, audits }) {
  const scores = Object.entries(categories).map(([name, { score }]) => [name, Math.round(100 * score)]);
  const figures = Object.entries(FIGURES).map(([name, unit]) => {
    const value = audits[name].numericValue;
    return [name, unit === 'ms' ? Math.round(value) : Number(value.toFixed(4))];
  });
  const wanting = Object.entries(categories).flatMap(([category, { auditRefs }]) =>
    auditRefs
      .filter(({ id }) => audits[id].score !== null && audits[id].score < 0.9)
      .map(({ id }) => [`${category}: ${id}`, audits[id].displayValue ?? audits[id].title]),
  );
  return {
    scores: Object.fromEntries(scores),
    figures: Object.fromEntries(figures),
    wanting: Object.fromEntries(wanting),
  };
}

const COLUMNS = ['performance', 'accessibility', 'best-practices', 'seo'];

function row({ page, device, scores, figures }) {
  const told = COLUMNS.map((name) => scores[name] ?? '–');
  const seconds = ['first-contentful-paint', 'largest-contentful-paint'].map(
    (name) => `${(figures[name] / 1_000).toFixed(1)} s`,
  );
  const rest = [`${figures['total-blocking-time']} ms`, figures['cumulative-layout-shift'].toFixed(3)];
  return `| ${[`${page}, ${device}`, ...told, ...seconds, ...rest].join(' | ')} |`;
}

try {
  say(
    '| page | performance | accessibility | best practices | SEO | first paint | largest paint | blocked | layout shift |',
  );
  say('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  const result = await withOwnDevreel(measure);
  for (const { page, device, wanting } of result.pages) {
    for (const [audit, says] of Object.entries(wanting)) say(`${page}, ${device}: ${audit} (${says})`);
  }
  writeFileSync(FILE, `${JSON.stringify(result, null, 2)}\n`);
  say(`Written to ${FILE}`);
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
