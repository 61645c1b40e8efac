/** The whole product in a real browser: two tabs, a talk uploaded, toasts, a draft edited, servers killed. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from './support/chromium.js';
import { captionsFor, makeTalk, spoken } from './support/talk.js';
import { bell, seenBy, toast, watchToasts } from './support/toasts.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let browser: Browser;
let files: string;
let world: World;
let web: WebServer;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchChromium();
  files = await mkdtemp(join(tmpdir(), 'devreel-files-'));
  await writeFile(join(files, 'databases-and-bread.mp4'), await makeTalk(48));
  await writeFile(join(files, 'databases-and-bread.srt'), captionsFor(6));
});
afterAll(async () => {
  await browser.close();
  await rm(files, { recursive: true });
});

beforeEach(async () => {
  world = await createWorld();
  web = await world.startWeb();
  context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  context.setDefaultTimeout(30_000);
  await watchToasts(context);
});
afterEach(async () => {
  await context.close();
  await world.end();
});

/** Opens the printed link, as its owner does. */
async function signIn(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(web.signInUrl);
  expect(page.url()).not.toContain('token=');
  await page.getByRole('button', { name: 'Open Devreel' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

async function upload(page: Page, names: string[]): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(names.map((name) => join(files, name)));
  await page.waitForURL(/\/projects\/[0-9a-f-]+/);
}

const task = (page: Page, key: string, status: string) =>
  page.locator(`[data-testid="task-${key}"][data-status=${status}]`);
const count = (titles: string[], title: string): number => titles.filter((one) => one === title).length;

test('a talk goes in, two tabs see it become a draft, and an edited draft is there after a reload', async () => {
  await world.startWorker();
  const first = await signIn();
  await upload(first, ['databases-and-bread.mp4', 'databases-and-bread.srt']);
  const second = await context.newPage();
  await second.goto(first.url());
  const tabs = [first, second];
  for (const key of ['probe', 'transcribe', 'screenshots', 'chapters']) {
    await Promise.all(tabs.map((tab) => task(tab, key, 'succeeded').waitFor({ state: 'attached' })));
  }
  // What is done folds into one line, and is there to look at.
  await first.getByRole('button', { name: /^\d steps done/ }).click();
  await task(first, 'transcribe', 'succeeded').getByRole('link', { name: 'View Transcript' }).waitFor();
  await first.getByRole('button', { name: 'Generate Blog post' }).click();
  await Promise.all(tabs.map((tab) => task(tab, 'draft:blog', 'succeeded').waitFor()));
  // For both of them, although both are visible.
  await until('the toast', async () => count((await seenBy(tabs)).toasts, 'Blog post ready') > 0);
  for (const tab of tabs) await bell(tab, 2).waitFor();
  expect(count((await seenBy(tabs)).toasts, 'Blog post ready')).toBe(1);
  expect(count((await seenBy(tabs)).toasts, 'Transcript ready')).toBe(1);

  await second.getByTestId('task-draft:blog').getByRole('link', { name: 'Edit Blog post' }).click();
  const draft = second.getByRole('textbox', { name: 'Blog post' });
  await second.getByText('made offline without a language model').waitFor();
  expect(await draft.innerText()).toContain(spoken[5]);
  await draft.press('Control+End');
  await draft.pressSequentially(' Written by hand.');
  await second
    .getByRole('status')
    .filter({ hasText: /^Saved/ })
    .waitFor();
  await second.reload();
  await draft.waitFor();
  expect(await draft.innerText()).toContain('Written by hand.');

  // What it was made from changes: said at once, and after a reload.
  await second.evaluate(
    async (path) => {
      const body = JSON.stringify({ segments: [{ index: 5, text: 'Flour and water.' }] });
      await fetch(path, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body });
    },
    `/api${new URL(first.url()).pathname}/transcript`,
  );
  const warning = second.getByText('have changed since');
  await warning.waitFor();
  await second.reload();
  await warning.waitFor();

  const markdown = second.getByRole('button', { name: 'Markdown' });
  await markdown.click();
  await draft.fill('>'.repeat(3_000));
  await markdown.click();
  await second.getByText('nested too deeply').waitFor();
  expect(await markdown.getAttribute('aria-pressed')).toBe('true');
  await draft.fill('Flat.');
  await markdown.click();
  await second.locator('.markdown p', { hasText: 'Flat.' }).waitFor();
});

test('deep links work: transcript, screenshots and chapters show what is in the talk', async () => {
  await world.startWorker();
  const page = await signIn();
  await upload(page, ['databases-and-bread.mp4', 'databases-and-bread.srt']);
  await task(page, 'chapters', 'succeeded').waitFor({ state: 'attached' });
  await task(page, 'screenshots', 'succeeded').waitFor({ state: 'attached' });
  const project = page.url();
  await page.goto(`${project}/transcript`);
  await page.getByText(spoken[7] ?? '').waitFor();
  await page.goto(`${project}/chapters`);
  await page.getByText('How to bake bread').first().waitFor();
  await page.goto(`${project}/screenshots`);
  const pictures = page.locator('main img');
  await pictures.first().waitFor();
  const widths = await pictures.evaluateAll((all) =>
    Promise.all(
      all.map(async (image) => (await (image as HTMLImageElement).decode(), (image as HTMLImageElement).naturalWidth)),
    ),
  );
  expect(new Set(widths)).toEqual(new Set([320]));
});

test('without captions it fails with the reason; captions given then make it go on', async () => {
  await world.startWorker();
  const page = await signIn();
  await upload(page, ['databases-and-bread.mp4']);
  await task(page, 'transcribe', 'failed').waitFor();
  await toast(page, 'Transcript failed').waitFor();
  const failed = task(page, 'transcribe', 'failed');
  await failed.getByText('Speech cannot be recognised here yet.').waitFor();
  // The reason in full stands behind it.
  await failed.getByRole('button', { name: 'Details of Transcript' }).click();
  await failed.getByText('no captions').first().waitFor();
  await page.locator('input[type=file]').first().setInputFiles(join(files, 'databases-and-bread.srt'));
  await task(page, 'transcribe', 'succeeded').waitFor({ state: 'attached' });
  await task(page, 'chapters', 'succeeded').waitFor({ state: 'attached' });
});

test('a web process killed with a tab open: the tab says so, comes back, and is right', async () => {
  const page = await signIn();
  await upload(page, ['databases-and-bread.mp4', 'databases-and-bread.srt']);
  await task(page, 'probe', 'queued').waitFor();
  await web.end('SIGKILL');
  await page.getByText('Connection lost').waitFor();
  const worker = await world.startWorker();
  await world.startWeb(Number(new URL(web.url).port));
  await page.getByText('Connection lost').waitFor({ state: 'hidden' });
  for (const key of ['probe', 'transcribe', 'screenshots', 'chapters']) {
    await task(page, key, 'succeeded').waitFor({ state: 'attached' });
  }
  await worker.end('SIGKILL');
});

test('another person sees nothing of it', async () => {
  const page = await signIn();
  await upload(page, ['databases-and-bread.mp4']);
  const stranger = await browser.newContext();
  const visitor = await stranger.newPage();
  await visitor.goto(page.url());
  await visitor.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(await visitor.getByText('databases').count()).toBe(0);
  await stranger.close();
});
