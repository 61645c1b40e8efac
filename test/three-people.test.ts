/** Three people in three browsers and a fourth by a link: from an invitation over a draft that is approved to the day when one of them goes. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ProjectSnapshot } from '../src/contract/project.js';
import { launchChromium, windowOf } from './support/chromium.js';
import { createDoneProject } from './support/done-project.js';
import type { Person } from './support/person.js';
import { personWith } from './support/person.js';
import { expectProblem } from './support/tus.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let browser: Browser;
let world: World;
let web: WebServer;
let ada: Person;
let done: ProjectSnapshot;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  world = await createWorld();
  const open = await world.startWeb();
  ada = await world.signUp(open);
  // From now on nobody makes an account here without an invitation.
  await open.end();
  web = await world.startWeb(Number(new URL(open.url).port), { SIGN_UP: 'closed' });
  const account = { email: 'dan@example.org', password: 'correct horse battery', name: 'Dan' };
  expectProblem(await personWith(web.url, '').ask('POST', '/api/auth/sign-up/email', account), 403, 'sign_up_closed');
  await world.startWorker();
  done = await createDoneProject(ada);
});
afterEach(() => Promise.all(contexts.splice(0).map((context) => context.close())));
afterAll(async () => {
  await browser.close();
  await world.end();
});

/** In a browser of its own, in which nobody is signed in. */
async function strangersPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  context.setDefaultTimeout(30_000);
  contexts.push(context);
  return context.newPage();
}

const inSection = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

const member = (hers: Page, name: string): Locator =>
  inSection(hers, 'Members').locator('.members-name', { hasText: name });

/** Ada asks somebody in; the link that she passes on. */
async function invite(hers: Page, email: string, role: string): Promise<string> {
  const members = inSection(hers, 'Members');
  await members.getByLabel('Invite somebody').fill(email);
  await members.getByLabel('Role of who is invited').selectOption({ label: role });
  await members.getByRole('button', { name: 'Invite', exact: true }).click();
  return members.getByLabel(`Send this link to ${email}`).inputValue();
}

/** Somebody new opens the link, makes an account, and is in the project. */
async function comeIn(link: string, name: string): Promise<Page> {
  const page = await strangersPage();
  await page.goto(link);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Create account and join' }).click();
  await page.waitForURL(`${web.url}/projects/${done.id}`);
  await page.getByRole('heading', { name: done.title }).first().waitFor();
  return page;
}

const blog = (): string => `${web.url}/projects/${done.id}/contents/blog`;
const review = (page: Page): Locator => page.getByRole('group', { name: 'Review' });
const isIn = (page: Page, state: string): Promise<void> => review(page).locator('.pill', { hasText: state }).waitFor();

interface Line {
  msg?: string;
  /** Of an answer, in ms. */
  responseTime?: number;
}

/** What the web process has logged, in its order. */
const logged = (): Line[] =>
  web
    .output()
    .split('\n')
    // The last one may be still on its way.
    .slice(0, -1)
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);

/** How many sockets of this person it has closed, as far as these lines go. */
const closedOf = (userId: string, lines: Line[]): number =>
  lines.filter(({ msg }) => msg?.startsWith(`A socket of ${userId} is closed`)).length;

async function makeLink(hers: Page): Promise<string> {
  const shares = inSection(hers, 'Links to read');
  await shares.getByLabel('Blog post').check();
  await shares.getByRole('button', { name: 'Make a link' }).click();
  return shares.getByLabel('The link', { exact: true }).inputValue();
}

test('they come in, one asks, another approves, all see it as it happens; who is removed is gone at once, who reads by a link reads on', async () => {
  const window = await windowOf(browser, ada);
  contexts.push(window);
  const hers = await window.newPage();
  await hers.goto(`${web.url}/projects/${done.id}`);
  const bobs = await comeIn(await invite(hers, 'bob@example.org', 'Editor'), 'Bob');
  const cleos = await comeIn(await invite(hers, 'cleo@example.org', 'Viewer'), 'Cleo');
  await member(hers, 'Cleo').waitFor();

  for (const page of [bobs, cleos]) await page.goto(blog());
  await review(bobs).getByRole('button', { name: 'Ask for a review' }).click();
  await bobs.getByLabel('A word to the others (optional)').fill('Is it right?');
  await bobs.locator('.review-form').getByRole('button', { name: 'Ask for a review' }).click();
  await isIn(cleos, 'In review');
  // Who may only read may say nothing.
  expect(await review(cleos).getByRole('button').count()).toBe(0);
  const window2 = await window.newPage();
  await window2.goto(blog());
  await window2.locator('.review q', { hasText: 'Is it right?' }).waitFor();
  await review(window2).getByRole('button', { name: 'Approve' }).click();
  for (const page of [bobs, cleos]) await isIn(page, 'Approved');

  const link = await makeLink(hers);
  const fourth = await strangersPage();
  expect((await fourth.goto(link))?.status()).toBe(200);
  await fourth.locator('header').getByRole('heading', { name: done.title }).waitFor();
  await fourth.getByRole('article', { name: 'Blog post' }).waitFor();
  await watch(fourth);

  await remove(hers, bobs, cleos);
  expect((await fourth.reload())?.status()).toBe(200);
  await inSection(hers, 'Links to read')
    .getByRole('button', { name: /^End the link/ })
    .click();
  await until('the link to end', async () => (await fourth.reload())?.status() === 404);
  await fourth.getByText('This link has ended').waitFor();
});

const idOf = async (email: string): Promise<string> =>
  (await world.db.query<{ id: string }[]>('SELECT id FROM auth."user" WHERE email = $1', [email]))[0]?.id ?? '';

/** One more tab with the project, whose socket was answered that it is in the room. */
async function openInRoom(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const isJoined = ({ payload }: { payload: string | Buffer }): boolean => String(payload).includes('"lastSeq":');
  const joined = page
    .waitForEvent('websocket')
    .then((socket) => socket.waitForEvent('framereceived', { predicate: isJoined }));
  await Promise.all([joined, page.goto(`${web.url}/projects/${done.id}`)]);
  return page;
}

/** Ada removes Bob, who has the project open in two tabs. */
async function remove(hers: Page, bobs: Page, cleos: Page): Promise<void> {
  const second = await openInRoom(bobs.context());
  const [bob, cleo] = [await idOf('bob@example.org'), await idOf('cleo@example.org')];
  const before = logged();
  await inSection(hers, 'Members').getByRole('button', { name: 'Remove Bob' }).click();
  const answered = hers.waitForResponse((response) => response.request().method() === 'DELETE');
  await hers.getByRole('button', { name: 'Remove them' }).click();
  expect((await answered).status()).toBe(204);
  const answer = `DELETE /api/projects/${done.id}/members/${bob} 204`;
  const until204 = await until('the answer to be in the log', () => {
    const lines = logged();
    const at = lines.findIndex(({ msg }) => msg === answer);
    return at >= 0 && lines.slice(0, at + 1);
  });
  const closed = closedOf(bob, until204) - closedOf(bob, before);
  const took = until204.at(-1)?.responseTime;
  console.log(`${closed} sockets of who was removed were closed before the answer, which took ${took} ms.`);
  // Both, whatever a clock says.
  expect(closed).toBe(2);
  for (const page of [bobs, second]) await page.getByText('There is no such project').waitFor();
  await member(hers, 'Bob').waitFor({ state: 'detached' });
  // The others are where they were.
  await isIn(cleos, 'Approved');
  expect(closedOf(cleo, logged())).toBe(closedOf(cleo, before));
}

/** What names a moment plays it: a line near the end, then the first chapter. */
async function watch(page: Page): Promise<void> {
  const player = page.locator('#player');
  const at = (): Promise<number> => player.evaluate((video) => (video as HTMLVideoElement).currentTime);
  const line = page.locator('.transcript a.moment').last();
  const seconds = Number((await line.getAttribute('href'))?.replace('#t=', ''));
  expect(seconds).toBeGreaterThan(20);
  await line.click();
  await expect.poll(at).toBeGreaterThanOrEqual(seconds);
  await page.locator('.transcript p.now').waitFor();
  await page.locator('.chapters a.moment').first().click();
  await expect.poll(at).toBeLessThan(seconds);
}
