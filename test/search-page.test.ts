/** Documents and search in a real browser: documents are added, and hits lead to their second of the recording. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ProjectSnapshot } from '../src/contract/project.js';
import { launchChromium, windowOf } from './support/chromium.js';
import { createDoneProject } from './support/done-project.js';
import type { Person } from './support/person.js';
import { spoken } from './support/talk.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let browser: Browser;
let world: World;
let ada: Person;
let done: ProjectSnapshot;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  world = await createWorld();
  ada = await world.signUp(await world.startWeb());
  await world.startWorker();
  done = await createDoneProject(ada);
});
afterAll(async () => {
  await browser.close();
  await world.end();
});
beforeEach(async () => {
  context = await windowOf(browser, ada);
  page = await context.newPage();
});
afterEach(() => context.close());

const open = (path: string) => page.goto(ada.url + path);
const text = (name: string, body: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(body) });
const row = (name: string) => page.locator('.task').filter({ has: page.getByText(name, { exact: true }) });
const field = () => page.getByRole('searchbox', { name: 'Search' });
const hit = (words: string) => page.locator('.hit').filter({ hasText: words });

test('documents are given together, are found when they are read, and what is none stays with the reason', async () => {
  await open(`/projects/${done.id}`);
  await page
    .getByLabel('Add documents')
    .setInputFiles([
      text('starter.md', '# Sourdough\n\nFeed the starter each morning.\n'),
      text('nothing.txt', ''),
      text('noise.txt', '\0\u0001\u0002'.repeat(99)),
    ]);
  await row('starter.md').getByText('Complete').waitFor();
  await row('starter.md').getByText('1 passage').waitFor();
  await row('nothing.txt').getByText('The file is empty').waitFor();
  await row('noise.txt').getByRole('alert').getByText('no text').waitFor();
  await row('noise.txt').getByRole('button', { name: 'OK' }).click();
  await row('noise.txt').waitFor({ state: 'detached' });

  const other = await context.newPage();
  await other.goto(`${ada.url}/search?q=feeding`);
  await other.locator('.hit', { hasText: 'starter.md' }).getByText('Feed', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Remove starter.md' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await row('starter.md').waitFor({ state: 'detached' });
  // By the toast, and from the bin.
  await page.getByText('“starter.md” is in the bin').waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await row('starter.md').getByText('Complete').waitFor();
  await page.getByRole('button', { name: 'Remove starter.md' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await row('starter.md').waitFor({ state: 'detached' });
  const bin = await context.newPage();
  await bin.goto(`${ada.url}/bin`);
  await bin.getByText(/^Document · of “Databases & bread” · Deleted/).waitFor();
  await bin.getByRole('button', { name: 'Restore “starter.md”' }).click();
  await bin.getByText('Nothing is in the bin').waitFor();
  await row('starter.md').getByText('Complete').waitFor();
  await page.getByRole('button', { name: 'Remove starter.md' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await row('starter.md').waitFor({ state: 'detached' });
  await other.reload();
  await other.getByText('Nothing found for “feeding”').waitFor();
});

test('files that are dropped on the page become documents', async () => {
  await open(`/projects/${done.id}`);
  await page.getByRole('heading', { name: 'Background documents' }).waitFor();
  const dataTransfer = await page.evaluateHandle(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(['Rye needs more water.'], 'rye.txt'));
    return dropped;
  });
  await page.dispatchEvent('main', 'dragenter', { dataTransfer });
  await page.getByText('Let go to add').waitFor();
  await page.dispatchEvent('main', 'drop', { dataTransfer });
  await row('rye.txt').getByText('Complete').waitFor();
});

test('from home, a sentence leads to where it is said', async () => {
  await open('/');
  await page.getByRole('searchbox', { name: 'Find a project' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('yeast dough');
  await page.getByRole('link', { name: 'Where it is said: “yeast dough”' }).click();
  await hit('Transcript').getByText('yeast', { exact: true }).waitFor();
});

test('a sentence is found from any page, and leads to its second of the recording', async () => {
  await open(`/projects/${done.id}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('yeast dough');
  await page.keyboard.press('Enter');
  await page.getByText('In “Databases & bread”').waitFor();
  await hit('Transcript').getByText('yeast', { exact: true }).waitFor();
  await hit('Transcript').click();
  const video = page.locator('.player video');
  await expect.poll(() => video.evaluate((player) => (player as HTMLVideoElement).currentTime)).toBe(30);
  expect(await page.locator('.line-current').innerText()).toContain(spoken[5]);
  await page.goBack();
  expect(await field().inputValue()).toBe('yeast dough');
  await hit('Transcript').waitFor();
});

test('a hit in a document leads to its row, also when that is not among the first', async () => {
  const { id } = await ada.createProject('Many documents');
  for (let i = 0; i < 7; i++) {
    const body = i === 6 ? 'Nobody expects the zeugma.' : 'Nothing.';
    await ada.ask('POST', `/api/projects/${id}/documents?filename=number-${i}.txt`, body);
  }
  for (const { key } of (await ada.snapshot(id)).tasks) await ada.taskIn(id, key, ['succeeded']);
  await open('/search?q=zeugma');
  await hit('number-6.txt').click();
  const meant = page.locator('.task-meant');
  await meant.getByText('number-6.txt', { exact: true }).waitFor();
  await expect.poll(() => meant.evaluate((row) => row.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
});

test('each letter looks anew, the address holds what was looked for, and markup in it is only text', async () => {
  const bold = await ada.createProject('Of <b>bold</b> & "quoted"');
  await ada.ask('POST', `/api/projects/${bold.id}/documents?filename=bold.txt`, 'He said <img src=x> is bold & brave.');
  await ada.taskIn(bold.id, (await ada.snapshot(bold.id)).tasks[0]?.key ?? '', ['succeeded']);
  await open('/search');
  await field().pressSequentially('img', { delay: 20 });
  await hit('bold.txt').getByText('He said <img src=x> is bold & brave.').waitFor();
  await hit('Of <b>bold</b> & "quoted"').waitFor();
  expect(page.url()).toBe(`${ada.url}/search?q=img`);
  await field().press('End');
  await field().pressSequentially('xyz', { delay: 20 });
  await page.getByText('Nothing found for “imgxyz”').waitFor();
  await field().fill('database');
  await hit('Transcript').first().waitFor();
});

test('a search that fails says so, and is tried again', async () => {
  await page.route('**/api/search?*', (route) => route.abort());
  await open('/search?q=bread');
  await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
  await page.unroute('**/api/search?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await hit('Transcript').first().waitFor();
});
