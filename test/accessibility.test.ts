/** The page for everybody: what axe-core finds against WCAG 2.2 AA, and the whole job done by keyboard alone. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ProjectSnapshot } from '../src/contract/project.js';
import { launchChromium, windowOf } from './support/chromium.js';
import { createDoneProject } from './support/done-project.js';
import type { Person } from './support/person.js';
import { localOwner } from './support/person.js';
import { captionsFor, makeTalk } from './support/talk.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let browser: Browser;
let world: World;
let ada: Person;
let owner: Person;
let axe: string;
let project: ProjectSnapshot;
let context: BrowserContext;

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  browser = await launchChromium();
  world = await createWorld();
  const web = await world.startWeb();
  ada = await world.signUp(web);
  owner = await localOwner(web);
  await world.startWorker();
  project = await createDoneProject(ada);
  await ada.ask('POST', `/api/projects/${project.id}/documents?filename=notes.md`, '# Bread\n\nFeed the starter.');
});
afterEach(() => context.close());
afterAll(async () => {
  await browser.close();
  await world.end();
});

type State = [path: string, open: (page: Page) => Promise<void>];

/** What is done is folded away. */
async function openStep(at: Page, label: string): Promise<void> {
  await at.getByRole('button', { name: /^\d steps done/ }).click();
  await at.getByRole('button', { name: `Details of ${label}` }).click();
}

/** Every kind of page of this project, with something opened on it. */
const statesOf = (project: string): State[] => [
  ['/', (at) => at.getByRole('heading', { name: 'Your projects' }).waitFor()],
  [project, (at) => openStep(at, 'Transcript')],
  [project, (at) => at.getByRole('button', { name: 'New kind of draft' }).click()],
  [`${project}/transcript`, (at) => at.getByRole('button', { name: /Correct the line at 0:06/ }).click()],
  [`${project}/transcript`, (at) => at.getByRole('button', { name: 'Find and replace' }).click()],
  [`${project}/screenshots`, (at) => at.locator('.shot').first().waitFor()],
  [`${project}/chapters`, (at) => at.getByRole('button', { name: 'Edit', exact: true }).click()],
  [`${project}/chapters`, (at) => at.getByRole('button', { name: /^Rename the chapter/ }).click()],
  [`${project}/contents/blog`, (at) => at.locator('.versions summary').last().click()],
  ['/search?q=bread', (at) => at.locator('.hit').first().waitFor()],
  ['/search', (at) => at.getByRole('heading', { name: 'Find what was said' }).waitFor()],
  ['/bin', (at) => at.getByRole('heading', { level: 1 }).waitFor()],
  ['/account', (at) => at.getByRole('heading', { level: 1 }).waitFor()],
  ['/no/such/page', (at) => at.getByRole('button', { name: /^Notices/ }).click()],
];

const everything: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
const contrast: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } };

async function faultsOf(page: Page, options: RunOptions): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (given) => {
    const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    const { violations } = await axe.run(given);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${String(target)}`));
  }, options);
}

/** The form with all that it can show, as who runs this Devreel sees it. */
async function openModels(page: Page): Promise<void> {
  await page.goto(`${ada.url}/models`);
  await page.getByRole('textbox', { name: 'Address' }).fill('ftp://nowhere');
  await page.getByRole('button', { name: 'Try and keep' }).click();
  await page.getByText('must be a URL such as').waitFor();
}

test.each([
  ['light', everything],
  ['dark', contrast],
] as const)('axe finds nothing against the pages of who runs this, %s', async (colorScheme, options) => {
  context = await windowOf(browser, owner);
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await openModels(page);
  expect(await faultsOf(page, options)).toEqual([]);
  await page.goto(`${ada.url}/operators`);
  await page.getByRole('combobox', { name: 'State' }).selectOption('Complete');
  await page.getByRole('listitem').filter({ hasText: project.title }).first().waitFor();
  await page.getByRole('row', { name: /^Ada/ }).waitFor();
  expect(await faultsOf(page, options)).toEqual([]);
});

test.each([
  ['light', everything],
  ['dark', contrast],
] as const)('axe finds nothing against any page, %s', async (colorScheme, options) => {
  const { id } = project;
  context = await windowOf(browser, ada);
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  for (const [path, open] of statesOf(`/projects/${id}`)) {
    await page.goto(ada.url + path);
    await open(page);
    expect(await faultsOf(page, options), path).toEqual([]);
  }
  await context.clearCookies();
  await page.goto(`${ada.url}/sign-in`);
  await page.getByRole('button', { name: 'Create an account' }).click();
  expect(await faultsOf(page, options), 'signing up').toEqual([]);
});

/** Goes on with the Tab key until this has the focus, and is seen to have it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  expect(await target.evaluate((element) => element === document.activeElement), String(target)).toBe(true);
  const outlined = await target.evaluate((element) => {
    const shown = element.closest('label') ?? element;
    return getComputedStyle(shown).outlineStyle;
  });
  expect(outlined, `the focus on ${String(target)}`).not.toBe('none');
}

test('a keyboard is enough from the recording to the edited draft', async () => {
  context = await windowOf(browser, ada);
  const page = await context.newPage();
  await page.goto(ada.url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const [chooser] = await Promise.all([
    // Early: a key that is pressed right after it may come before the browser has been told of it.
    page.waitForEvent('filechooser'),
    tabTo(page, page.getByLabel(/^Choose a recording/)).then(() => page.keyboard.press('Enter')),
  ]);
  await chooser.setFiles([
    { name: 'bread.mp4', mimeType: 'video/mp4', buffer: Buffer.from(await makeTalk(24)) },
    { name: 'bread.srt', mimeType: 'application/x-subrip', buffer: Buffer.from(captionsFor(3)) },
  ]);
  await page.locator('[data-testid="task-chapters"][data-status=succeeded]').waitFor({ state: 'attached' });
  await tabTo(page, page.getByRole('button', { name: 'Generate Blog post' }));
  await page.keyboard.press('Enter');
  const edit = page.getByRole('link', { name: 'Edit Blog post' });
  await edit.waitFor();
  await tabTo(page, edit);
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'Blog post' }));
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await page.keyboard.type('Typed by hand. ');
  await page.keyboard.press('Control+s');
  await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
  const projectId = /projects\/([^/]+)/.exec(page.url())?.[1] ?? '';
  const { body } = await ada.ask('GET', `/api/projects/${projectId}/contents/blog`);
  expect(body).toMatchObject({ version: 2, body: expect.stringMatching(/^# bread\n\nTyped by hand\. /) as string });
});
