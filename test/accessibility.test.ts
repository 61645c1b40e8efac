/**
 * The page for everybody: what axe-core finds against WCAG 2.2 AA, no width at which it must be scrolled sideways, nothing that moves for
 * those who want it still, and the whole job done by keyboard alone, and on a telephone.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ProjectSnapshot } from '../src/contract/project.js';
import type { ShareWithLink } from '../src/contract/shares.js';
import { launchChromium, windowOf } from './support/chromium.js';
import { createDoneProject } from './support/done-project.js';
import type { Person } from './support/person.js';
import { localOwner } from './support/person.js';
import { statesOf } from './support/page-states.js';
import { captionsFor, makeTalk } from './support/talk.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let browser: Browser;
let world: World;
let ada: Person;
let owner: Person;
let axe: string;
let project: ProjectSnapshot;
let failed: ProjectSnapshot;
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
  const others = ['twitter', 'linkedin', 'youtube', 'newsletter'];
  await ada.ask('POST', `/api/projects/${project.id}/generate`, { types: others });
  failed = await ada.createProject('Without captions');
  await ada.ask('PUT', `/api/projects/${failed.id}/source?filename=talk.mp4`, await makeTalk(24));
  await ada.taskIn(failed.id, 'transcribe', ['failed']);
  for (const type of others) await ada.taskIn(project.id, `draft:${type}`, ['succeeded']);
});
afterEach(() => context.close());
afterAll(async () => {
  await browser.close();
  await world.end();
});

const everything: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
const contrast: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } };

async function faultsOf(page: Page, options: RunOptions): Promise<string[]> {
  await page.evaluate(axe);
  // Half below the header that stays, a button has half its size: where a press has scrolled to is chance.
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
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
  await page.getByText('Address must be a URL such as').waitFor();
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

/** A telephone held upright with large letters, and a very large screen. In pixels. */
const WIDTHS = [320, 2_560];

/** At which of these widths the page would have to be scrolled sideways. */
async function widthsTooNarrow(page: Page): Promise<number[]> {
  const narrow: number[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    if (needed > width) narrow.push(width);
  }
  await page.setViewportSize({ width: 1_280, height: 800 });
  return narrow;
}

/** What takes longer than an eye sees, although the person wants nothing to move. */
const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().activeDuration) > 50)
      .map(({ effect }) => (effect instanceof KeyframeEffect ? (effect.target?.className ?? '') : '')),
  );

/** The path of a page to read without an account: player, chapters, a draft, transcript. */
async function sharedPage(): Promise<string> {
  const wanted = { contents: ['blog'] };
  const { body } = await ada.ask('POST', `/api/projects/${project.id}/shares`, wanted);
  return new URL((body as ShareWithLink).link).pathname;
}

test.each([
  ['light', everything],
  ['dark', contrast],
] as const)('axe finds nothing against any page, %s', async (colorScheme, options) => {
  context = await windowOf(browser, ada);
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  for (const [path, open] of statesOf({ done: `/projects/${project.id}`, failed: `/projects/${failed.id}` })) {
    await page.goto(ada.url + path);
    await open(page);
    const state = `${path}, ${String(open)}`;
    expect(await faultsOf(page, options), state).toEqual([]);
    expect(await moving(page), state).toEqual([]);
    if (colorScheme === 'light') expect(await widthsTooNarrow(page), state).toEqual([]);
  }
  await context.clearCookies();
  for (const path of [await sharedPage(), '/s/ended']) {
    await page.goto(ada.url + path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await faultsOf(page, options), path).toEqual([]);
    expect(await widthsTooNarrow(page), path).toEqual([]);
  }
  await page.goto(`${ada.url}/sign-in`);
  await page.getByRole('button', { name: 'Create an account' }).click();
  expect(await faultsOf(page, options), 'signing up').toEqual([]);
  await page.goto(`${ada.url}/forgot`);
  await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
  expect(await faultsOf(page, options), 'a forgotten password').toEqual([]);
  for (const [path, heading] of [
    ['/unsubscribe', 'No more mails about drafts?'],
    ['/confirm-email', 'Confirm your address'],
  ] as const) {
    await page.goto(ada.url + path);
    await page.getByRole('heading', { name: heading }).waitFor();
    expect(await faultsOf(page, options), path).toEqual([]);
  }
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

/** An account that nobody has signed in with yet. */
async function newcomer(): Promise<{ email: string; password: string }> {
  const account = { email: `${randomUUID()}@example.org`, password: 'correct horse battery' };
  await ada.ask('POST', '/api/auth/sign-up/email', { ...account, name: 'Newcomer' });
  return account;
}

const recording = async () => [
  { name: 'bread.mp4', mimeType: 'video/mp4', buffer: Buffer.from(await makeTalk(24)) },
  { name: 'bread.srt', mimeType: 'application/x-subrip', buffer: Buffer.from(captionsFor(3)) },
];
const chaptersOf = (page: Page) => page.locator('[data-testid="task-chapters"][data-status=succeeded]');
const stored = (page: Page) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
const blogOf = async (page: Page): Promise<unknown> => {
  const project = /projects\/([^/]+)/.exec(page.url())?.[1] ?? '';
  return (await page.request.get(`${ada.url}/api/projects/${project}/contents/blog`)).json();
};

test('a keyboard is enough, from signing in to the draft that is taken away', async () => {
  const { email, password } = await newcomer();
  const withWindows = await launchChromium({ withWindows: true });
  context = await withWindows.newContext({ viewport: { width: 1_280, height: 800 } });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(ada.url);
  await tabTo(page, page.getByLabel('E-mail'));
  await page.keyboard.type(email);
  await tabTo(page, page.getByLabel('Password'));
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Projects', level: 1 }).waitFor();
  const [chooser] = await Promise.all([
    // Early: a key that is pressed right after it may come before the browser has been told of it.
    page.waitForEvent('filechooser'),
    tabTo(page, page.getByLabel(/^Choose a recording/)).then(() => page.keyboard.press('Enter')),
  ]);
  await chooser.setFiles(await recording());
  await chaptersOf(page).waitFor({ state: 'attached' });
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
  await stored(page);
  expect(await blogOf(page)).toMatchObject({
    version: 2,
    body: expect.stringMatching(/^# bread\n\nTyped by hand\. /) as string,
  });
  await screenshotByKeys(page);
  await tabTo(page, page.locator('summary', { hasText: 'Download' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('link', { name: 'Markdown with its images' }));
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  await withWindows.close();
});

/** A slash asks what to put there; the first screenshot is taken. */
async function screenshotByKeys(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('textbox', { name: 'Blog post' }));
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/picture');
  await page.getByRole('option', { name: 'Picture' }).waitFor();
  await page.keyboard.press('Enter');
  const shot = page.getByRole('button', { name: /^Insert the screenshot at/ }).first();
  await shot.waitFor();
  await tabTo(page, shot);
  await page.keyboard.press('Enter');
  await expect.poll(() => blogOf(page)).toMatchObject({ body: expect.stringContaining('](screenshots/') as string });
}

test('a telephone is enough, from the recording to the draft that is taken away', async () => {
  const { email, password } = await newcomer();
  const telephone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  context = await browser.newContext(telephone);
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const fits = async () =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(360);
  await page.goto(ada.url);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).tap();
  await page.getByRole('heading', { name: 'Projects', level: 1 }).waitFor();
  await fits();
  await page.locator('.drop input[type=file]').setInputFiles(await recording());
  await chaptersOf(page).waitFor({ state: 'attached' });
  await fits();
  await page.getByRole('button', { name: 'Generate Blog post' }).tap();
  await page.getByRole('link', { name: 'Edit Blog post' }).tap();
  const draft = page.getByRole('textbox', { name: 'Blog post' });
  await draft.locator('p').first().tap();
  await page.keyboard.press('Home');
  await page.keyboard.type('On the train. ');
  await expect.poll(() => blogOf(page)).toMatchObject({ body: expect.stringContaining('On the train. ') as string });
  await fits();
  await page.locator('summary', { hasText: 'Download' }).tap();
  const zip = page.getByRole('link', { name: 'Markdown with its images' });
  const [download] = await Promise.all([page.waitForEvent('download'), zip.tap()]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
});
