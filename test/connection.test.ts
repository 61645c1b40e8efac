/** The page on a bad connection, in Chromium: it says so, goes on in another way, and is right in the end. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium, windowOf } from './support/chromium.js';
import type { NoticePage } from '../src/contract/realtime.js';
import type { Person } from './support/person.js';
import { signUp } from './support/person.js';
import type { StrictProxy } from './support/strict-proxy.js';
import { startStrictProxy } from './support/strict-proxy.js';
import { bell, seenBy, toast, watchToasts } from './support/toasts.js';
import { until } from './support/until.js';
import { WorkerByHand } from './support/worker-by-hand.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let browser: Browser;
let proxy: StrictProxy;
let world: World;
let web: WebServer;
let ada: Person;
let worker: WorkerByHand;
let projectId: string;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchChromium();
  proxy = await startStrictProxy();
  world = await createWorld({ PUBLIC_URL: proxy.url });
  web = await world.startWeb();
  proxy.leadTo(web.url);
  worker = await WorkerByHand.in(world);
});
afterAll(async () => {
  await browser.close();
  worker.end();
  await world.end();
  await proxy.close();
});

beforeEach(async () => {
  proxy.let('all');
  ada = await signUp(proxy.url);
  projectId = await worker.projectOf(ada, 'Databases & bread');
  context = await windowOf(browser, ada);
  await watchToasts(context);
});
afterEach(() => context.close());

const lost = (page: Page): Locator => page.getByText('Connection lost');
const polling = (page: Page): Locator => page.getByText('No live connection');
const task = (page: Page, key: string, status: string): Locator =>
  page.locator(`[data-testid="task-${key}"][data-status=${status}]`);

async function open(path = `/projects/${projectId}`): Promise<Page> {
  const page = await context.newPage();
  await page.goto(proxy.url + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** Its toast says so. */
async function writeBlogPost(): Promise<void> {
  const queued = await worker.queue(projectId, 'draft:blog');
  await worker.succeedWithDraft(await worker.start(queued));
}

async function fail(): Promise<void> {
  await worker.failWith(await worker.start(await worker.queue(projectId, 'draft:linkedin')), 'The model refused.');
}

async function restart(): Promise<void> {
  web = await world.startWeb(Number(new URL(web.url).port));
}

test('where WebSockets are blocked, news come by long polling, and nothing is amiss', async () => {
  proxy.let('no-websocket');
  const before = proxy.polls();
  const page = await open();
  await until('the socket to be let in', () => proxy.polls() > before + 2);
  await writeBlogPost();
  await task(page, 'draft:blog', 'succeeded').waitFor();
  await toast(page, 'Blog post ready').waitFor();
  await expect.poll(() => polling(page).count()).toBe(0);
  expect(await lost(page).count()).toBe(0);
});

test('where no socket comes through, the page says so, asks every few seconds, and is live again when one does', async () => {
  proxy.let('no-sockets');
  const page = await open();
  await polling(page).waitFor();
  await bell(page, 0).waitFor();
  await writeBlogPost();
  await task(page, 'draft:blog', 'succeeded').waitFor();
  await toast(page, 'Blog post ready').waitFor();
  expect(await lost(page).count()).toBe(0);
  proxy.let('all');
  await polling(page).waitFor({ state: 'hidden' });
  await fail();
  await toast(page, 'LinkedIn post failed').waitFor();
  proxy.let('no-sockets');
  await polling(page).waitFor();
  expect((await seenBy([page])).toasts).toEqual(['Blog post ready', 'LinkedIn post failed']);
});

test('where a person has too many tabs open, the page says so, and shows what is new all the same', async () => {
  const few = await world.startWeb(undefined, { SOCKETS_PER_ACCOUNT: '1' });
  proxy.leadTo(few.url);
  const other = await ada.openTab();
  const page = await open();
  const crowded = page.getByText('Too many tabs of yours are open');
  await crowded.waitFor();
  await writeBlogPost();
  await task(page, 'draft:blog', 'succeeded').waitFor();
  other.close();
  await page.reload();
  await task(page, 'draft:blog', 'succeeded').waitFor();
  await fail();
  await toast(page, 'LinkedIn post failed').waitFor();
  await expect.poll(() => crowded.count()).toBe(0);
  proxy.leadTo(web.url);
  await few.end();
});

test('a tab that was offline while much happened and the server was started anew comes back right', async () => {
  const page = await open();
  await bell(page, 0).waitFor();
  const queued = await worker.queue(projectId, 'draft:newsletter');
  await task(page, 'draft:newsletter', 'queued').waitFor();
  await context.setOffline(true);
  await web.end('SIGKILL');
  await lost(page).waitFor();
  await worker.succeedWithDraft(await worker.start(queued));
  await writeBlogPost();
  await fail();
  await restart();
  expect(await task(page, 'draft:newsletter', 'queued').count()).toBe(1);
  await context.setOffline(false);
  await lost(page).waitFor({ state: 'hidden' });
  await task(page, 'draft:newsletter', 'succeeded').waitFor();
  await task(page, 'draft:blog', 'succeeded').waitFor();
  await task(page, 'draft:linkedin', 'failed').waitFor();
  await bell(page, 3).waitFor();
  const all = ['Blog post ready', 'LinkedIn post failed', 'Newsletter ready'];
  await expect.poll(async () => (await seenBy([page])).toasts.sort()).toEqual(all);
});

test('a laptop is closed for a while: the tab that stood still is right when it is opened', async () => {
  const page = await open();
  await bell(page, 0).waitFor();
  const lid = await context.newCDPSession(page);
  await lid.send('Page.setWebLifecycleState', { state: 'frozen' });
  await writeBlogPost();
  await web.end('SIGKILL');
  await fail();
  await restart();
  await lid.send('Page.setWebLifecycleState', { state: 'active' });
  await task(page, 'draft:blog', 'succeeded').waitFor();
  await task(page, 'draft:linkedin', 'failed').waitFor();
  await bell(page, 2).waitFor();
  await lost(page).waitFor({ state: 'hidden' });
  const both = ['Blog post ready', 'LinkedIn post failed'];
  await expect.poll(async () => (await seenBy([page])).toasts.sort()).toEqual(both);
});

test('signed out in one tab, the others show it, and none goes on trying to connect', async () => {
  // Before they are opened: a timer begun earlier would be none of this clock's, which then could not stop it either.
  await context.clock.install();
  const [page, other] = [await open(), await open('/')];
  await other.getByRole('button', { name: 'Sign out' }).click();
  for (const tab of [page, other]) await tab.getByRole('button', { name: 'Sign in' }).waitFor();
  const tried: string[] = [];
  for (const tab of [page, other]) {
    tab.on('request', (request) => tried.push(request.url()));
    tab.on('websocket', (socket) => tried.push(socket.url()));
    await tab.clock.runFor(60_000);
    expect([tried, await lost(tab).count(), await polling(tab).count()]).toEqual([[], 0, 0]);
  }
});

test('who is removed from a project is shown that it is gone, over a connection that works', async () => {
  const bob = await signUp(proxy.url);
  const { id: userId } = (await bob.ask('GET', '/api/me')).body as { id: string };
  await world.db.query("INSERT INTO members (project_id, user_id, role) VALUES ($1, $2, 'viewer')", [
    projectId,
    userId,
  ]);
  const his = await windowOf(browser, bob);
  const page = await his.newPage();
  await page.goto(`${proxy.url}/projects/${projectId}`);
  await page.getByRole('heading', { name: 'Databases & bread' }).waitFor();
  await worker.log.write(projectId, (tx) => tx.removeMember(userId));
  await page.getByRole('heading', { name: 'Project not found' }).waitFor();
  await lost(page).waitFor({ state: 'hidden' });
  await polling(page).waitFor({ state: 'hidden' });
  await his.close();
});

test('an answer from before a dismissal brings it back neither to the bell nor into its count', async () => {
  const page = await open();
  await bell(page, 0).waitFor();
  await fail();
  await writeBlogPost();
  await toast(page, 'LinkedIn post failed').waitFor();
  await bell(page, 2).waitFor();
  const { items } = (await ada.ask('GET', '/api/notices')).body as NoticePage;
  const old = await page.evaluate(async () => (await fetch('/api/notices')).text());
  await page.route('**/api/notices', async (route) => {
    await ada.ask('POST', `/api/notices/${items.find(({ title }) => title === 'Blog post ready')!.id}/dismiss`);
    await bell(page, 1).waitFor();
    await route.fulfill({ contentType: 'application/json', body: old.replaceAll('Databases & bread', 'Renamed') });
  });
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await toast(page, 'LinkedIn post failed').getByText('Renamed').waitFor();
  expect(await bell(page, 1).count()).toBe(1);
  await bell(page, 1).click();
  await expect.poll(() => page.locator('.notice').count()).toBe(1);
});
