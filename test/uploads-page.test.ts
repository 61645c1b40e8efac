/** Uploads in a real browser: it is reloaded, the server is killed, the upload paused, and the file arrives as it was sent. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium, windowOf } from './support/chromium.js';
import { CaptionsRow, SourceRow } from '../src/database/entities/project.entity.js';
import { UploadRow } from '../src/database/entities/upload.entity.js';
import type { Person } from './support/person.js';
import { captionsFor } from './support/talk.js';
import { hashOf, noise } from './support/tus.js';
import { inAFolder } from './support/upload-place.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

const SIZE = 16_000_000;
const SLOW_BYTES_A_SECOND = 2_000_000;
const bytes = noise(SIZE);

let browser: Browser;
let files: string;
let world: World;
let web: WebServer;
let context: BrowserContext;
let page: Page;
let ada: Person;
let line: CDPSession;

beforeAll(async () => {
  browser = await launchChromium();
  files = await mkdtemp(join(tmpdir(), 'devreel-files-'));
  await writeFile(join(files, 'talk.webm'), bytes);
  await writeFile(join(files, 'talk.srt'), captionsFor(6));
  await writeFile(join(files, 'list.mp4'), 'Flour, water, salt and yeast; and a warm kitchen. '.repeat(20));
  await writeFile(join(files, 'nothing.mp4'), '');
  await writeFile(join(files, 'long.webm'), noise(SIZE + 1));
  world = await createWorld({ MAX_UPLOAD_BYTES: String(SIZE), STORAGE_LIMIT_BYTES: String(1.2 * SIZE) });
  web = await world.startWeb();
});
afterAll(async () => {
  await browser.close();
  await world.end();
  await rm(files, { recursive: true });
});
beforeEach(async () => {
  ada = await world.signUp(web);
  context = await windowOf(browser, ada);
  page = await context.newPage();
  // Leaving in the middle of an upload asks first.
  page.on('dialog', (dialog) => void dialog.accept());
  line = await context.newCDPSession(page);
  await page.goto(web.url);
  await page.getByRole('heading', { level: 1 }).waitFor();
});
afterEach(() => context.close());

const throttle = (uploadThroughput: number): Promise<unknown> =>
  line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput,
  });

const choose = (...names: string[]): Promise<void> =>
  page.locator('.drop input[type=file]').setInputFiles(names.map((name) => join(files, name)));

/** Its project's id and the upload's id, once a good part of it is stored and the rest is not. */
async function halfWay(...names: string[]): Promise<{ projectId: string; id: string }> {
  await throttle(SLOW_BYTES_A_SECOND);
  await choose(...names);
  await page.waitForURL(/\/projects\/[0-9a-f-]+/);
  const projectId = page.url().split('/').at(-1) ?? '';
  const { id } = await until('an upload', () => world.db.manager.findOneBy(UploadRow, { projectId }));
  await until('a part of it', async () => (await inAFolder.storedBytes(world, id)) > 3_000_000);
  return { projectId, id };
}

async function expectWhole(projectId: string): Promise<void> {
  await page.getByRole('region', { name: 'Recording' }).getByText('talk.webm').waitFor();
  const source = await world.db.manager.findOneByOrFail(SourceRow, { projectId });
  expect(source.sha256).toBe(hashOf(bytes));
  expect(await inAFolder.storedHash(world, projectId)).toBe(hashOf(bytes));
  // It never began anew.
  expect(await world.db.manager.countBy(UploadRow, { projectId })).toBe(1);
}

const phase = (name: string) => page.locator(`.upload[data-phase=${name}]`);

test('the page is reloaded in the middle: it asks for the file again, and goes on from there', async () => {
  const { projectId, id } = await halfWay('talk.webm', 'talk.srt');
  expect(await world.db.manager.existsBy(CaptionsRow, { projectId })).toBe(true);
  await phase('sending')
    .getByText(/a second, .* left/)
    .waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Go on with talk.webm' }).waitFor();
  const before = await inAFolder.storedBytes(world, id);
  await choose('talk.webm');
  await phase('sending').waitFor();
  expect(await inAFolder.storedBytes(world, id)).toBeGreaterThanOrEqual(before);
  await throttle(-1);
  await expectWhole(projectId);
});

test('begun in one browser it goes on in another, with the same file', async () => {
  const { projectId } = await halfWay('talk.webm');
  await context.close();
  context = await windowOf(browser, ada);
  page = await context.newPage();
  await page.goto(web.url);
  await page.getByText('Upload of talk.webm was interrupted').waitFor();
  await page.getByLabel(/^Go on with the upload/).setInputFiles(join(files, 'talk.webm'));
  await page.getByRole('link', { name: 'talk', exact: true }).click();
  await expectWhole(projectId);
});

test('the server is killed in the middle: the page says so, waits for it, and goes on by itself', async () => {
  const { projectId } = await halfWay('talk.webm');
  await web.end('SIGKILL');
  await page.getByText('Waiting for the server').waitFor();
  web = await world.startWeb(Number(new URL(web.url).port));
  await phase('sending').waitFor();
  await throttle(-1);
  await expectWhole(projectId);
});

test('it goes on while one looks at other pages; it can be paused and resumed', async () => {
  const { projectId, id } = await halfWay('talk.webm');
  await page.getByRole('link', { name: 'Devreel, your projects' }).click();
  await page.getByRole('heading', { name: 'Projects', level: 1 }).waitFor();
  const before = await inAFolder.storedBytes(world, id);
  await until('more of it', async () => (await inAFolder.storedBytes(world, id)) > before);
  await page.getByRole('link', { name: /^Uploading talk.webm/ }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await until('nobody to write to it', async () => {
    return (await world.db.manager.findOneByOrFail(UploadRow, { id })).heldBy === null;
  });
  const paused = await inAFolder.storedBytes(world, id);
  await page.getByRole('button', { name: 'Resume' }).click();
  await until('more of it', async () => (await inAFolder.storedBytes(world, id)) > paused);
  await throttle(-1);
  await expectWhole(projectId);
});

test('a cancelled upload is gone from the server, and another file can be chosen', async () => {
  const { projectId } = await halfWay('talk.webm');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('heading', { name: 'Drop the recording here' }).waitFor();
  await until('it to be gone', async () => !(await world.db.manager.existsBy(UploadRow, { projectId })));
  await throttle(-1);
  await choose('talk.webm');
  await expectWhole(projectId);
});

test('what is no recording, empty or too large is refused before anything is sent', async () => {
  for (const [name, words] of [
    ['list.mp4', 'is a text file, not a recording'],
    ['nothing.mp4', 'is empty'],
    ['long.webm', 'This server takes recordings of up to 16 MB'],
  ] as const) {
    await choose(name);
    await page.getByRole('alert').getByText(words).waitFor();
  }
  expect(page.url()).toBe(`${web.url}/`);
});

test('once most of the space is used, the page says so where files are given, and why the next one is refused', async () => {
  const used = page.getByText('16 of 19 MB used');
  await page.getByText('Drop its captions').waitFor();
  expect(await used.isVisible()).toBe(false);
  const { id } = await ada.createProject();
  expect((await ada.ask('PUT', `/api/projects/${id}/source?filename=talk.webm`, bytes)).status).toBe(202);
  await page.reload();
  await used.getByText('3.2 MB left').waitFor();
  await choose('talk.webm');
  await page.getByRole('alert').getByText('You have used 16 of 19 MB, so 3.2 MB are left. Delete a project').waitFor();
  expect(page.url()).toBe(`${web.url}/`);
  // As it is with an editor, or somebody whose other tab was faster: the server refuses it.
  await page.route('**/api/me', (route) => route.abort());
  await choose('talk.webm');
  await page.locator('.upload').getByText('used 16 of 19 MB here: 3.2 MB are left').waitFor();
});
