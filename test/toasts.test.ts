/** One toast for one browser, whatever its tabs do. Real tabs, of which only the one in front is visible. */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { NoticePage } from '../src/contract/realtime.js';
import type { TaskKey } from '../src/contract/task.js';
import type { RealTabs } from './support/chromium.js';
import { launchRealTabs, signIn } from './support/chromium.js';
import { crashHoldingTheClaim, goOn, hang, hangHoldingTheStore, hasClaim, holdClaims } from './support/faulty-tabs.js';
import type { Person } from './support/person.js';
import { bell, seenBy, toast, watchToasts } from './support/toasts.js';
import { until } from './support/until.js';
import { WorkerByHand } from './support/worker-by-hand.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let ada: Person;
let worker: WorkerByHand;
let projectId: string;
let browser: RealTabs;
let context: BrowserContext;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  worker = await WorkerByHand.in(world);
});
afterAll(async () => {
  worker.end();
  await world.end();
});
beforeEach(async () => {
  ada = await world.signUp(web);
  projectId = await worker.projectOf(ada, 'Databases & bread');
  browser = await launchRealTabs();
  ({ context } = browser);
  await signIn(context, ada);
  await watchToasts(context);
});
afterEach(() => browser.close());

/** In front of the others. Waits until the bell has asked, so that what comes from now on is news. */
const open = async (path: string, within = context): Promise<Page> => load(await within.newPage(), path);

async function load(page: Page, path: string): Promise<Page> {
  const looked = page.waitForResponse((response) => response.url().endsWith('/api/notices'));
  const connected = page
    .waitForEvent('websocket')
    .then((socket) => socket.waitForEvent('framereceived', ({ payload }) => payload.toString().startsWith('40')));
  await Promise.all([page.goto(web.url + path), looked, connected]);
  return page;
}

/** A task of this key fails: that is a notice, and its toast stays until somebody closes it. */
async function fail(key: TaskKey): Promise<void> {
  const task = await worker.queue(projectId, key);
  await worker.failWith(await worker.start(task), 'The model refused.');
}

async function succeed(key: TaskKey): Promise<void> {
  const task = await worker.queue(projectId, key);
  await worker.succeedWithDraft(await worker.start(task));
}

const noticesOf = async (person: Person): Promise<NoticePage> =>
  (await person.ask('GET', '/api/notices')).body as NoticePage;

const project = (): string => `/projects/${projectId}`;
const count = (titles: string[], title: string): number => titles.filter((one) => one === title).length;

/** What comes after it is there, all that came before it has been decided. */
async function expectOnce(tabs: Page[], title: string): Promise<void> {
  await fail('draft:youtube');
  await until('the next toast', async () => count((await seenBy(tabs)).toasts, 'YouTube description failed') > 0);
  expect(count((await seenBy(tabs)).toasts, title)).toBe(1);
}

test('three tabs of one browser and one of another: a toast for each browser, on whichever page one is', async () => {
  const tabs = [await open(project()), await open('/'), await open('/search')];
  const elsewhere = await browser.another();
  await signIn(elsewhere, ada);
  await watchToasts(elsewhere);
  const other = await open('/', elsewhere);

  await succeed('draft:blog');
  await toast(tabs[2]!, 'Blog post ready').waitFor();
  await toast(other, 'Blog post ready').waitFor();
  for (const tab of [...tabs, other]) await bell(tab, 1).waitFor();
  await tabs[0]!.locator('[data-testid="task-draft:blog"][data-status=succeeded]').waitFor();
  for (const tab of tabs) await tab.bringToFront();
  await tabs[0]!.bringToFront();
  await tabs[1]!.reload();
  await expectOnce(tabs, 'Blog post ready');
  expect(count((await seenBy([other])).toasts, 'Blog post ready')).toBe(1);
  expect(count((await seenBy(tabs)).toasts, 'YouTube description failed')).toBe(1);
});

test('dismissed in one tab it goes from the other tabs and devices, and stays gone', async () => {
  const tabs = [await open(project()), await open('/')];
  const device = await browser.another();
  await signIn(device, ada);
  const other = await open('/', device);
  await fail('draft:blog');
  await fail('draft:linkedin');
  for (const page of [tabs[1]!, other]) {
    await toast(page, 'Blog post failed').waitFor();
    await toast(page, 'LinkedIn post failed').waitFor();
  }

  await close(tabs[1]!, 'Blog post failed');
  await toast(other, 'Blog post failed').waitFor({ state: 'detached' });
  await close(other, 'LinkedIn post failed');
  await toast(tabs[1]!, 'LinkedIn post failed').waitFor({ state: 'detached' });
  for (const page of [...tabs, other]) await bell(page, 0).waitFor();
  await until('the server to know', async () => (await noticesOf(ada)).items.every(({ dismissed }) => dismissed));
  await tabs[0]!.bringToFront();
  await tabs[0]!.reload();
  await bell(tabs[0]!, 0).click();
  await tabs[0]!.getByText('Nothing yet').waitFor();
  expect((await seenBy(tabs)).toasts.filter((title) => title.endsWith('failed'))).toHaveLength(2);
});

/** Of what can be pressed on the page, all that lies under the shelf although it has the focus. */
const coveredWithFocus = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls = [...document.querySelectorAll<HTMLElement>('main :is(a[href], button, input, select, textarea)')];
    return controls.flatMap((control) => {
      control.focus();
      if (document.activeElement !== control) return [];
      const { left, top, width, height } = control.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const above = document.elementFromPoint(x, y)?.closest('.shelf');
      return above || y > innerHeight ? [control.outerHTML] : [];
    });
  });

const THREE = ['draft:blog', 'draft:linkedin', 'draft:twitter'] as const;

async function failThree(page: Page): Promise<void> {
  for (const key of THREE) await fail(key);
  for (const title of ['Blog post failed', 'LinkedIn post failed', 'X thread failed'])
    await toast(page, title).waitFor();
}

const HEIGHT = 760;

test('toasts lie along the bottom, where the page ends: nothing that can be pressed is under one', async () => {
  const page = await open(project());
  await failThree(page);
  for (const width of [360, 1_280, 2_560]) {
    await page.setViewportSize({ width, height: HEIGHT });
    const shelf = await page.locator('.shelf').boundingBox();
    expect(shelf!.height).toBeLessThanOrEqual(Math.min(380, HEIGHT * 0.45));
    expect(shelf!.y + shelf!.height).toBe(HEIGHT);
    expect(await coveredWithFocus(page), `${width} wide`).toEqual([]);
    // At the end of the page everything of it is above them.
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    const end = await page.locator('main > *').last().boundingBox();
    expect(end!.y + end!.height).toBeLessThanOrEqual(HEIGHT - shelf!.height + 1);
  }
});

test('the line that is being written moves up when toasts come, and stays above them', async () => {
  await succeed('draft:blog');
  const page = await open(`${project()}/contents/blog`);
  await page.setViewportSize({ width: 1_280, height: HEIGHT });
  await page.getByRole('textbox', { name: 'Blog post' }).click();
  await page.keyboard.press('Control+End');
  const write = async (lines: number): Promise<void> => {
    for (let line = 1; line <= lines; line++) {
      await page.keyboard.press('Enter');
      await page.keyboard.type('on');
    }
  };
  /** In pixels, from the lower edge of the line down to the shelf. */
  const air = (): Promise<number> =>
    page.evaluate(() => {
      const { bottom } = document.getSelection()!.getRangeAt(0).getBoundingClientRect();
      return document.querySelector('.shelf')!.getBoundingClientRect().top - bottom;
    });
  await write(30);
  await failThree(page);
  await expect.poll(air).toBeGreaterThan(0);
  await write(3);
  await expect.poll(air).toBeGreaterThan(0);
});

test('dismissed while the server is away it goes from the other tab at once, and from the server when it is back', async () => {
  const [first, second] = [await open(project()), await open('/')];
  await fail('draft:blog');
  await toast(second, 'Blog post failed').waitFor();
  await bell(first, 1).waitFor();
  await web.end('SIGKILL');
  await second.getByText('Connection lost').waitFor();
  await close(second, 'Blog post failed');
  await bell(first, 0).waitFor();
  expect((await seenBy([second])).toasts).toHaveLength(1);
  await second.close();
  web = await world.startWeb(Number(new URL(web.url).port));
  await until('the server to know', async () => (await noticesOf(ada)).items.every(({ dismissed }) => dismissed));
  expect((await seenBy([first])).toasts).toEqual([]);
});

test('up to three that were missed are toasts, more are one summary, and the bell has all of them', async () => {
  await fail('draft:youtube');
  const away = await open('/');
  // What was there before this browser came is history.
  await bell(away, 1).waitFor();
  await away.close();
  for (const key of ['draft:blog', 'draft:linkedin'] as const) await fail(key);
  const back = await open('/');
  await toast(back, 'Blog post failed').waitFor();
  await toast(back, 'LinkedIn post failed').waitFor();
  expect((await seenBy([back])).toasts).toHaveLength(2);
  await back.close();

  for (const key of ['draft:newsletter', 'draft:twitter', 'draft:blog'] as const) await fail(key);
  await succeed('draft:linkedin');
  const summary = '4 notices came while you were away';
  // A tab that is left before its toast is on the screen leaves it to the next one: so first it is to be seen.
  const tabs = [await open('/')];
  await toast(tabs[0]!, summary).waitFor();
  await bell(tabs[0]!, 7).waitFor();
  tabs.push(await open(project()));
  await bell(tabs[1]!, 7).waitFor();
  await expectOnce(tabs, summary);
  expect((await seenBy(tabs)).toasts).toHaveLength(2);
  await bell(tabs[1]!, 8).click();
  await expect.poll(() => tabs[1]!.locator('.notice').count()).toBe(8);
  await bell(tabs[0]!, 0).waitFor();
});

test('hidden tabs tell by the system, once, and only where the person has allowed it by a press', async () => {
  const tabs = [await open(project()), await open('/'), await open('/search')];
  await browser.hideAll();
  await fail('draft:blog');
  for (const tab of tabs) await bell(tab, 1).waitFor();
  await tabs[1]!.bringToFront();
  await toast(tabs[1]!, 'Blog post failed').waitFor();
  expect(await seenBy(tabs)).toEqual({ toasts: ['Blog post failed'], notifications: [], closed: [], asked: 0 });

  await context.grantPermissions(['notifications'], { origin: web.url });
  await browser.hideAll();
  // As after the press below; a page learns of a permission when it asks.
  for (const tab of tabs) await tab.reload();
  await fail('draft:linkedin');
  await until('the system to tell', async () => (await seenBy(tabs)).notifications.length > 0);
  await tabs[0]!.bringToFront();
  await expectOnceBySystem(tabs, 'LinkedIn post failed');
  await ada.ask('POST', `/api/notices/${(await idOf('LinkedIn post failed'))!}/dismiss`);
  await until('the notification to go', async () => (await seenBy(tabs)).closed.includes('LinkedIn post failed'));
});

test('a press on Allow in the bell asks for the permission', async () => {
  const page = await open('/');
  await bell(page, 0).click();
  expect((await seenBy([page])).asked).toBe(0);
  await page.getByRole('button', { name: 'Allow' }).click();
  // Without a person at the screen Chromium takes it for a no.
  await page.getByText('does not let Devreel notify you').waitFor();
  expect((await seenBy([page])).asked).toBe(1);
});

test('a tab that crashes after it was its turn and before it showed takes no toast along', async () => {
  const [first, second] = [await open('/'), await open(project())];
  await crashHoldingTheClaim(second, () => fail('draft:blog'));
  await first.bringToFront();
  await toast(first, 'Blog post failed').waitFor();
  await expectOnce([first], 'Blog post failed');
});

test('nor does one that was visible and hung: when it is gone, the system tells', async () => {
  await context.grantPermissions(['notifications'], { origin: web.url });
  const [first, second] = [await open('/'), await open(project())];
  await hang(second);
  await fail('draft:blog');
  await bell(first, 1).waitFor();
  expect((await seenBy([first])).notifications).toEqual([]);
  await browser.hideAll();
  await second.close();
  await until('the system to tell', async () => (await seenBy([first])).notifications.length > 0);
  expect((await seenBy([first])).notifications).toEqual(['Blog post failed']);
});

test('nor does one that hung while it held what the browser keeps: the bell goes on, and the toast comes when it is gone', async () => {
  const [first, second] = [await open('/'), await open(project())];
  await hangHoldingTheStore(second);
  await fail('draft:blog');
  await bell(first, 1).waitFor();
  await second.close();
  await first.bringToFront();
  await toast(first, 'Blog post failed').waitFor();
  await expectOnce([first], 'Blog post failed');
});

test('two windows side by side take turns: while one is about to show, the other waits, and then shows nothing', async () => {
  const [left, right] = [await open('/'), await load(await browser.newWindow(), project())];
  expect(await left.evaluate(() => document.visibilityState)).toBe('visible');
  const windows = [left, right];
  for (const page of windows) await holdClaims(page);
  await fail('draft:blog');
  const claims = async (): Promise<number> => (await Promise.all(windows.map(hasClaim))).filter(Boolean).length;
  await until('a claim', async () => (await claims()) > 0);
  for (const page of windows) await bell(page, 1).waitFor();
  expect([await claims(), (await seenBy(windows)).toasts]).toEqual([1, []]);
  for (const page of windows) await goOn(page);
  await until('the toast', async () => (await seenBy(windows)).toasts.length > 0);
  await until('the turn of the other', async () => (await claims()) === 2);
  await expectOnce(windows, 'Blog post failed');
});

const close = (page: Page, title: string): Promise<void> =>
  toast(page, title).getByRole('button', { name: 'Close toast' }).click();

const idOf = async (title: string): Promise<string | undefined> =>
  (await noticesOf(ada)).items.find((notice) => notice.title === title)?.id;

async function expectOnceBySystem(tabs: Page[], title: string): Promise<void> {
  await fail('draft:youtube');
  await until('the next toast', async () => (await seenBy(tabs)).toasts.includes('YouTube description failed'));
  const { toasts, notifications } = await seenBy(tabs);
  expect(count(notifications, title)).toBe(1);
  expect(count(toasts, title)).toBe(0);
}
