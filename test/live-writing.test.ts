/** A model writes slowly, and people read along: real processes, tabs and Chromium against a stand-in for OpenAI's API. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChatServer } from './support/chat-server.js';
import { says, startChatServer, writes } from './support/chat-server.js';
import { launchChromium, signIn as signInAs } from './support/chromium.js';
import type { Content } from '../src/contract/content.js';
import { openPageOf } from './support/page.js';
import type { Person } from './support/person.js';
import { personWith } from './support/person.js';
import { captionsFor, makeTalk } from './support/talk.js';
import { until } from './support/until.js';
import type { WebServer, World } from './support/world.js';
import { createWorld } from './support/world.js';

const paragraph = (n: number): string =>
  // No two sentences are the same, no figure is one that nobody says, and each part is too short to be called much like another.
  `Paragraph p${n}. Index p${n} – naïve readers ask “why?” – finds a row 𝄞, dough p${n} rises.\n\nTable p${n} is read without an index, and yeast makes dough p${n} rise.`;
const DRAFT = ['# Databases and bread', ...Array.from({ length: 30 }, (_, n) => paragraph(n))].join('\n\n');

let world: World;
let web: WebServer;
let model: ChatServer;
let ada: Person;
/** So many characters of a draft the model has written at most: nobody has to be quicker than it is. */
let written: number;

/** Where the next paragraph begins. */
const endOf = (n: number): number => [...DRAFT.slice(0, DRAFT.indexOf(paragraph(n + 1)))].length;

beforeAll(async () => {
  model = await startChatServer();
  const draft = writes(DRAFT, () => written);
  model.behave((response, request) => (request.response_format ? says(CHAPTERS) : draft)(response, request));
  world = await createWorld({ OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'k', OPENAI_MODEL: 'scribe' });
  web = await world.startWeb();
  ada = await world.signUp(web);
  await world.startWorker();
});
afterAll(async () => {
  await world.end();
  await model.stop();
});

const CHAPTERS = JSON.stringify({ chapters: [{ start: '0:00', title: 'Databases' }] });

async function createProject(person: Person): Promise<string> {
  const { id } = await person.createProject('Databases & bread');
  await person.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(6));
  await person.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(48));
  for (const key of ['chapters', 'screenshots']) await person.taskIn(id, key, ['succeeded']);
  return id;
}

const bodyOf = async (person: Person, id: string): Promise<string> =>
  ((await person.ask('GET', `/api/projects/${id}/contents/blog`)).body as Content).body;

test('two tabs, a third that joins midway and the version that comes of it all have the same text', async () => {
  const id = await createProject(ada);
  written = endOf(20);
  const asked = await ada.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] });
  const taskId = (asked.body as { tasks: { id: string }[] }).tasks[0]!.id;
  const pages = [await openPageOf(ada, id, taskId), await openPageOf(ada, id, taskId)];
  await until('the first tab to have a third of it', () => (pages[0]?.text()?.length ?? 0) > DRAFT.length / 3);
  expect((await ada.task(id, 'draft:blog'))?.status).toBe('running');
  pages.push(await openPageOf(ada, id, taskId));
  await pages[2]?.joined();
  written = Infinity;
  await ada.taskIn(id, 'draft:blog', ['succeeded']);
  for (const page of pages) await until('a tab to have all of it', () => page.text() === DRAFT);
  for (const { shown } of pages) for (const text of shown) expect(DRAFT.startsWith(text)).toBe(true);
  for (const { shown } of pages) expect(shown.length).toBeGreaterThan(5);
  expect((await bodyOf(ada, id)).trimEnd()).toBe(DRAFT);
  expect((await ada.detail(taskId)).draft).toBeNull();
  for (const page of pages) page.close();
});

/** Signs in by the printed link. Answers the page, and its person for requests. */
async function signIn(browser: Browser): Promise<{ page: Page; person: Person }> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(web.signInUrl);
  await page.getByRole('button', { name: 'Open Devreel' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  const cookies = await context.cookies();
  return { page, person: personWith(web.url, cookies.map(({ name, value }) => `${name}=${value}`).join('; ')) };
}

test('a reader sees it grow, nothing moves when it is done, and an older version stays in reach', async () => {
  const browser = await launchChromium();
  try {
    const { page, person } = await signIn(browser);
    const id = await createProject(person);
    await page.goto(`${web.url}/projects/${id}`);
    written = endOf(13);
    await page.getByRole('button', { name: 'Generate Blog post' }).click();
    await page.getByRole('link', { name: /^Writing… \d+ words/ }).click();
    const live = page.getByTestId('live-draft');
    await live.getByText('Paragraph p12.').last().waitFor();
    // At the end so far, the reader goes with it; after going up, not.
    const scroller = page.locator('html');
    expect(await scroller.evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop)).toBeLessThan(150);
    await scroller.evaluate((box) => box.scrollTo(0, 40));
    written = endOf(17);
    await live.getByText('Paragraph p16.').last().waitFor();
    // Found and measured in one go: what grows is drawn anew at any moment, and a line that was taken away is nowhere.
    const firstLine = (): Promise<number | undefined> =>
      page.evaluate(() => {
        const lines = [...document.querySelectorAll('p')];
        return lines.find((line) => line.textContent.includes('Paragraph p0.'))?.getBoundingClientRect().top;
      });
    const before = await firstLine();
    expect(before).toBeDefined();
    expect(await scroller.evaluate((box) => box.scrollTop)).toBe(40);
    written = Infinity;
    const draft = page.getByRole('textbox', { name: 'Blog post' });
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await live.count()).toBe(0);
    await draft.getByText('Paragraph p29.').waitFor();
    expect((await bodyOf(person, id)).trimEnd()).toBe(DRAFT);
    expect(await scroller.evaluate((box) => box.scrollTop)).toBe(40);
    expect(await firstLine()).toBe(before);

    await draft.fill('Mine, not saved when the next one is begun.');
    written = endOf(4);
    await person.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'], instructions: 'Again' });
    await page.getByText('A new version is being written').waitFor();
    expect(await draft.innerText()).toContain('Mine');
    await page.getByRole('button', { name: 'Read along' }).click();
    await live.getByText('Paragraph p3.').last().waitFor();
    await page.getByRole('button', { name: /^Back to version/ }).click();
    expect(await draft.innerText()).toContain('Mine');
    written = Infinity;
    await page.getByText('The new version is written.').waitFor();
    await page.getByRole('button', { name: 'OK', exact: true }).click();
    expect(await page.getByText('The new version is written.').count()).toBe(0);
  } finally {
    await browser.close();
  }
});

test('a style guide and three earlier posts, given on the page: what a model is told of them, and what the draft says of it', async () => {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
    await signInAs(context, ada);
    const page = await context.newPage();
    await page.goto(`${web.url}/account`);
    await page.getByLabel('What to keep to').fill('British spelling; never “devs”.');
    const post = (year: string): string =>
      `Why wait? I don’t. I ship small things daily, as I did in ${year}. You’ll see what breaks. Then I fix it.`;
    for (const [i, year] of ['spring', 'summer'].entries()) {
      await page.getByRole('button', { name: 'Paste a post' }).click();
      await page.getByLabel(`Post ${i + 1}`, { exact: true }).fill(post(year));
    }
    const file = { name: 'autumn.md', mimeType: 'text/markdown', buffer: Buffer.from(post('autumn')) };
    await page.locator('.voice-posts input[type=file]').setInputFiles(file);
    // What was typed before is saved with the file.
    await page.getByLabel('autumn.md', { exact: true }).waitFor();
    await page.getByLabel('Openings', { exact: true }).fill('Opens with a joke.');
    await page.locator('.voice-form').getByRole('button', { name: 'Save' }).click();
    await page.locator('.voice-form').getByText('Saved').waitFor();
    await page.getByText('What a language model is told of it').click();
    const told = await page.locator('.voice-told pre').innerText();
    for (const part of ['never “devs”', 'Opens with a joke.', 'in spring', 'in summer', 'in autumn'])
      expect(told).toContain(part);

    written = Infinity;
    const id = await createProject(ada);
    await ada.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] });
    await ada.taskIn(id, 'draft:blog', ['succeeded']);
    const prompts = model.requests.map(({ messages }) => messages.map(({ content }) => content).join('\n'));
    expect(prompts.some((prompt) => prompt.includes(told.trim()))).toBe(true);
    await page.goto(`${web.url}/projects/${id}/contents/blog`);
    await page.getByText('in the voice of who asked for it (3 earlier posts and what to keep to)').waitFor();
  } finally {
    await browser.close();
  }
});
