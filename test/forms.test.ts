/** What somebody typed into a form stays until it is stored or given up: through reloads, closed tabs and crashes, and for them alone. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchChromium, signIn, windowOf } from './support/chromium.js';
import type { Person } from './support/person.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let browser: Browser;
let world: World;
let web: WebServer;
let ada: Person;
let project: string;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchChromium();
  world = await createWorld();
  web = await world.startWeb();
  ada = await world.signUp(web);
});
afterEach(() => context.close());
afterAll(async () => {
  await browser.close();
  await world.end();
});

const title = (page: Page) => page.getByRole('textbox', { name: 'Title', exact: true });

async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(ada.url + path);
  return page;
}

/** A project of its own, with its title being changed in one tab. */
async function renaming(): Promise<Page> {
  context = await windowOf(browser, ada);
  ({ id: project } = await ada.createProject('Bread'));
  const page = await open(`/projects/${project}`);
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await title(page).fill('Bread and salt');
  return page;
}

test('after a reload it is there, as long as it is neither stored nor given up', async () => {
  const page = await renaming();
  await page.reload();
  expect(await title(page).inputValue()).toBe('Bread and salt');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.reload();
  await page.getByRole('heading', { name: 'Bread', level: 1, exact: true }).waitFor();
  expect(await title(page).count()).toBe(0);
});

test('a tab that is open gets it when the one that it was typed in is closed, and not before', async () => {
  const page = await renaming();
  const other = await open(`/projects/${project}`);
  await other.getByRole('button', { name: 'Rename', exact: true }).waitFor();
  expect(await title(other).count()).toBe(0);
  await page.close();
  await title(other).waitFor();
  expect(await title(other).inputValue()).toBe('Bread and salt');
  await title(other).press('Enter');
  await other.getByRole('heading', { name: 'Bread and salt', level: 1 }).waitFor();
  await other.reload();
  expect(await title(other).count()).toBe(0);
});

test('so it does when that one crashes', async () => {
  const page = await renaming();
  const other = await open(`/projects/${project}`);
  await other.getByRole('button', { name: 'Rename', exact: true }).waitFor();
  const crashed = page.waitForEvent('crash');
  void page.goto('chrome://crash').catch(() => undefined);
  await crashed;
  await title(other).waitFor();
  expect(await title(other).inputValue()).toBe('Bread and salt');
});

/** Somebody else who may rename the project, at the browser that `renaming` opened. */
async function somebodyElse(): Promise<Person> {
  const ben = await world.signUp(web);
  const { email } = (await ben.ask('GET', '/api/me')).body as { email: string };
  await ada.ask('POST', `/api/projects/${project}/members`, { email, role: 'owner' });
  return ben;
}

test('who signs in next at the same browser does not see it; who typed it does, later', async () => {
  const page = await renaming();
  await page.close();
  await signIn(context, await somebodyElse());
  const theirs = await open(`/projects/${project}`);
  await theirs.getByRole('button', { name: 'Rename', exact: true }).waitFor();
  expect(await title(theirs).count()).toBe(0);
  await theirs.close();
  await signIn(context, ada);
  const hers = await open(`/projects/${project}`);
  expect(await title(hers).inputValue()).toBe('Bread and salt');
});

test('a page that was left open has nothing of it either, once somebody else has signed in', async () => {
  const page = await renaming();
  await signIn(context, await somebodyElse());
  await ada.ask('POST', '/api/auth/sign-out', {}, { origin: ada.url });
  ada = await world.signUp(web);
  await title(page).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Rename', exact: true }).waitFor();
});
