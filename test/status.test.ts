/** A task's status for those who poll it: as JSON, and as a pill that real htmx keeps up to date on another page. */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TaskState } from '../src/contract/task.js';
import { launchChromium, windowOf } from './support/chromium.js';
import type { Person } from './support/person.js';
import { WorkerByHand } from './support/worker-by-hand.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let web: WebServer;
let ada: Person;
let worker: WorkerByHand;
let projectId: string;

beforeAll(async () => {
  world = await createWorld();
  web = await world.startWeb();
  ada = await world.signUp(web);
  worker = await WorkerByHand.in(world);
});
afterAll(async () => {
  worker.end();
  await world.end();
});
beforeEach(async () => {
  // What other tests left in line would stand before ours.
  await world.db.query('DELETE FROM tasks');
  projectId = await worker.projectOf(ada);
});

const path = (key: string): string => `/api/projects/${projectId}/status/${key}`;
const status = async (key: string): Promise<TaskState> => (await ada.ask('GET', path(key))).body as TaskState;

test('the status says what to expect, and is not sent again while it is the same', async () => {
  const before = await worker.queue(projectId, 'draft:newsletter');
  const queued = await worker.queue(projectId, 'draft:blog');
  const first = await ada.ask('GET', path('draft:blog'));
  expect(first.status).toBe(200);
  expect(first.body).toMatchObject({ status: 'queued', percent: 0, etaMs: null, position: 2, label: 'Blog post' });
  expect(first.headers.get('retry-after')).toBe('1');
  const ifNoneMatch = { 'if-none-match': first.headers.get('etag') ?? '' };
  const second = await ada.ask('GET', path('draft:blog'), undefined, ifNoneMatch);
  expect([second.status, second.body, second.headers.get('retry-after')]).toEqual([304, '', '1']);
  for (const { headers } of [first, second]) expect(headers.get('cache-control')).toBe('private, no-store');
  await worker.start(before);
  const third = await ada.ask('GET', path('draft:blog'), undefined, ifNoneMatch);
  expect([third.status, third.body]).toMatchObject([200, { position: 1 }]);

  const running = await worker.start(queued);
  await worker.progress(running, 40, 'Writing the middle');
  expect(await status('draft:blog')).toMatchObject({ status: 'running', percent: 40, action: null });
  await worker.succeedWithDraft(running);
  const done = await ada.ask('GET', path('draft:blog'));
  const action = { label: 'Edit', href: `/projects/${projectId}/contents/blog` };
  expect(done.body).toMatchObject({ id: queued.id, status: 'succeeded', percent: 100, action });
  expect(done.headers.get('retry-after')).toBeNull();
});

test('it is for members only, and of tasks that there are', async () => {
  await worker.queue(projectId, 'draft:blog');
  const stranger = await world.signUp(web);
  expect((await stranger.ask('GET', path('draft:blog'))).status).toBe(404);
  expect((await fetch(web.url + path('draft:blog'))).status).toBe(401);
  for (const key of ['draft:twitter', 'nonsense', '%00']) expect((await ada.ask('GET', path(key))).status).toBe(404);
});

test('htmx is told to ask no more for what is gone, which looks the same as what is not theirs', async () => {
  await worker.queue(projectId, 'draft:blog');
  const stranger = await world.signUp(web);
  const htmx = { 'hx-request': 'true' };
  const elsewhere = `/api/projects/${randomUUID()}/status/draft:blog`;
  const answers = [
    await stranger.ask('GET', path('draft:blog'), undefined, htmx),
    await stranger.ask('GET', path('draft:twitter'), undefined, htmx),
    await ada.ask('GET', path('draft:twitter'), undefined, htmx),
    await ada.ask('GET', elsewhere, undefined, htmx),
  ];
  expect(answers.map((answer) => answer.status)).toEqual([286, 286, 286, 286]);
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  const facts = answers.map(({ headers }) =>
    ['content-type', 'cache-control', 'vary', 'etag'].map((name) => headers.get(name)),
  );
  expect(new Set(facts.map(String)).size).toBe(1);
  expect(answers[0]?.body).toContain('Gone');
  expect(answers[0]?.body).not.toContain('hx-get');
  for (const accept of ['text/html', 'application/json']) {
    expect((await stranger.ask('GET', path('draft:blog'), undefined, { accept })).status).toBe(404);
    expect((await ada.ask('GET', elsewhere, undefined, { accept })).status).toBe(404);
  }
});

test('who may only look is shown the way to look', async () => {
  await worker.succeedWithDraft(await worker.start(await worker.queue(projectId, 'draft:blog')));
  await worker.succeedWithDraft(await worker.start(await worker.queue(projectId, 'draft:twitter')));
  await worker.succeed(await worker.start(await worker.queue(projectId, 'transcribe')));
  const labels = async () =>
    Promise.all(['draft:blog', 'draft:twitter', 'transcribe'].map(async (key) => (await status(key)).action?.label));
  expect(await labels()).toEqual(['Edit', 'View', 'View']);
  await world.db.query(`UPDATE members SET role = 'viewer' WHERE project_id = $1`, [projectId]);
  expect(await labels()).toEqual(['View', 'View', 'View']);
});

test('the pill is HTML for who asks for HTML, in which nobody can smuggle any', async () => {
  const failed = await worker.start(await worker.queue(projectId, 'draft:blog'));
  await worker.failWith(failed, '<img src=x onerror="alert(1)"> & "quotes"');
  const { body, headers } = await ada.ask('GET', path('draft:blog'), undefined, { accept: 'text/html' });
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('vary')).toContain('Accept');
  expect(body).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &quot;quotes&quot;');
  expect(body).not.toMatch(/<img|<script|style=|hx-get/);
  expect(String(body).replaceAll(/<[^>]*>/g, '')).toMatch(/^Blog post Failed &lt;img.*; Show\n$/);
  expect(body).toContain(`href="/projects/${projectId}"`);
});

test('styles for it are there, for each look it can have', async () => {
  const styles = await fetch(`${web.url}/status-pill.css`);
  expect(styles.headers.get('content-type')).toContain('text/css');
  const text = await styles.text();
  for (const look of ['status', 'running', 'retrying', 'succeeded', 'failed'])
    expect(text).toContain(`.devreel-${look} {`);
});

let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await windowOf(browser, ada);
});
afterEach(() => context.close());

/** Another page of the same origin, as strict as it can be; what is around the pill is nothing of the pill's. */
async function openPageWithPill(key: string): Promise<Page> {
  const page = await context.newPage();
  const html = `<!doctype html><html lang="en"><title>Elsewhere</title>
    <meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false}'>
    <script src="/htmx.js"></script>
    <main hx-target="#elsewhere" hx-swap="innerHTML" hx-select="#nothing" hx-push-url="true">
      <p id="place">Draft: <span hx-get="${path(key)}" hx-trigger="load" hx-target="this" hx-swap="outerHTML"
        hx-select="unset" hx-push-url="false"></span></p>
    </main><p id="elsewhere">Untouched</p></html>`;
  const policy = "default-src 'none'; script-src 'self'; connect-src 'self'";
  await page.route('**/htmx.js', async (route) => {
    const body = await readFile(createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js'));
    await route.fulfill({ contentType: 'text/javascript', body });
  });
  await page.route('**/elsewhere', (route) =>
    route.fulfill({ contentType: 'text/html', headers: { 'content-security-policy': policy }, body: html }),
  );
  await page.goto(`${web.url}/elsewhere`);
  return page;
}

test('the pill follows its task by itself, through a lost server too, and stops when there is nothing more to come', async () => {
  const queued = await worker.queue(projectId, 'draft:blog');
  const page = await openPageWithPill('draft:blog');
  const complaints: string[] = [];
  page.on('console', (message) => message.text().includes('Content Security') && complaints.push(message.text()));
  let asked = 0;
  page.on('request', (request) => (asked += request.url().includes('/status/') ? 1 : 0));
  const pill = page.locator('#place > .devreel-status');
  const words = (part: string) => pill.locator(`.devreel-${part}`);
  await words('message').getByText('Next in line').waitFor();

  const running = await worker.start(queued);
  await worker.progress(running, 42, 'Writing the middle');
  await words('pill').getByText('42 %').waitFor();
  expect(await page.getByRole('progressbar', { name: 'Blog post' }).getAttribute('value')).toBe('42');
  expect(await words('message').innerText()).toContain('Writing the middle');
  await web.end('SIGKILL');
  await worker.progress(running, 80, 'Writing the end');
  web = await world.startWeb(Number(new URL(web.url).port));
  await words('pill').getByText('80 %').waitFor();

  await worker.succeedWithDraft(running);
  await words('pill').getByText('Complete').waitFor();
  expect(await pill.count()).toBe(1);
  const after = asked;
  // Longer than two of its turns.
  await page.waitForTimeout(2_500);
  expect(asked).toBe(after);
  expect(await page.locator('#elsewhere').innerText()).toBe('Untouched');
  expect(page.url()).toBe(`${web.url}/elsewhere`);
  expect(complaints).toEqual([]);

  await pill.getByRole('link', { name: 'Edit Blog post' }).click();
  await page.getByRole('textbox', { name: 'Blog post' }).waitFor();
});

test('the pill of a task that is gone says so, and asks no more', async () => {
  await worker.queue(projectId, 'draft:blog');
  const page = await openPageWithPill('draft:blog');
  await page.locator('.devreel-message').getByText('Next in line').waitFor();
  await world.db.query('DELETE FROM projects WHERE id = $1', [projectId]);
  await page.locator('#place > .devreel-gone').getByText('Gone').waitFor();
  let asked = 0;
  page.on('request', (request) => (asked += request.url().includes('/status/') ? 1 : 0));
  // Longer than two of its turns.
  await page.waitForTimeout(2_500);
  expect(asked).toBe(0);
  expect(await page.locator('#elsewhere').innerText()).toBe('Untouched');
});

test('the pill of whose session has ended says to sign in, and asks no more; others are refused', async () => {
  await worker.queue(projectId, 'draft:blog');
  const page = await openPageWithPill('draft:blog');
  await page.locator('.devreel-message').getByText('Next in line').waitFor();
  await page.context().clearCookies();
  const answered = page.waitForResponse((response) => response.url().includes('/status/'));
  expect((await answered).status()).toBe(286);
  await page.locator('#place > .devreel-status').getByText('Signed out').waitFor();
  let asked = 0;
  page.on('request', (request) => (asked += request.url().includes('/status/') ? 1 : 0));
  // Longer than two of its turns.
  await page.waitForTimeout(2_500);
  expect(asked).toBe(0);
  await page.getByRole('link', { name: 'Sign in to see more' }).click();
  await page.getByLabel('Password').first().waitFor();
  expect((await fetch(web.url + path('draft:blog'), { headers: { accept: 'text/html' } })).status).toBe(401);
});
