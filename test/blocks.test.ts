/** Tables, code, added chapters and dropped files of a draft, in a real browser: what can be done with them, and what is said of them. */
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '../src/contract/content.js';
import { launchChromium, windowOf } from './support/chromium.js';
import { createDoneProject } from './support/done-project.js';
import type { Person } from './support/person.js';
import { until } from './support/until.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let browser: Browser;
let world: World;
let ada: Person;
let projectId: string;

beforeAll(async () => {
  browser = await launchChromium();
  world = await createWorld();
  ada = await world.signUp(await world.startWeb());
  await world.startWorker();
  projectId = (await createDoneProject(ada)).id;
});
afterAll(async () => {
  await browser.close();
  await world.end();
});

/** Once the page has saved it. */
const stored = (what: (body: string) => boolean): Promise<unknown> =>
  until('the blog post to be stored', async () =>
    what(((await ada.ask('GET', `/api/projects/${projectId}/contents/blog`)).body as Content).body),
  );

/** Of its table, cell after cell; what aligns them is left out. */
const cellsOf = (body: string): string =>
  body
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[-:| ]+\|$/.test(line.replaceAll(/\|\s+(?=\|)/g, '| x ')))
    .map((line) => line.replaceAll(/[|\s]+/g, ' ').trim())
    .join(', ');
const rows = (wanted: string): Promise<unknown> => stored((body) => cellsOf(body) === wanted);

test('a table gets rows and columns and loses them, by the toolbar and by Tab, and all of it can be undone', async () => {
  const before = 'Before.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n';
  await ada.ask('PUT', `/api/projects/${projectId}/contents/blog`, { body: before }, { 'If-Match': '*' });
  const page = await (await windowOf(browser, ada)).newPage();
  await page.goto(`${ada.url}/projects/${projectId}/contents/blog`);
  const text = page.getByRole('textbox', { name: 'Blog post' });
  const tools = page.getByRole('toolbar', { name: 'Formatting' });
  const table = tools.getByRole('group', { name: 'Table' });
  const can = (name: string): Promise<boolean> => table.getByRole('button', { name }).isEnabled();
  await text.getByText('Before.').click();
  expect(await table.count()).toBe(0);
  await text.getByText('a', { exact: true }).click();
  expect(await Promise.all(['Add a row above', 'Delete the row', 'Delete the column'].map(can))).toEqual([
    false,
    false,
    true,
  ]);
  await text.getByText('2', { exact: true }).click();
  await page.keyboard.press('Tab');
  await page.keyboard.type('3');
  await rows('a b, 1 2, 3');
  await table.getByRole('button', { name: 'Add a column after' }).press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('4');
  await rows('a b, 1 2, 3 4');
  await text.getByText('1', { exact: true }).click();
  await table.getByRole('button', { name: 'Delete the row' }).click();
  await rows('a b, 3 4');
  expect(await can('Delete the row')).toBe(false);
  await text.getByText('b', { exact: true }).click();
  await table.getByRole('button', { name: 'Delete the column' }).click();
  await rows('a, 3 4');
  await table.getByRole('button', { name: 'Delete the table' }).click();
  await stored((body) => body === 'Before.\n');
  await expect.poll(() => table.count()).toBe(0);
  for (let i = 0; i < 12; i++) await page.keyboard.press('Control+z');
  await rows('a b, 1 2');
});

test('a chapter that was added, and code that is nobody’s but the model’s, say so where they stand', async () => {
  const body = '## Feeding ([1:00](#t=60))\n\nFeed it at night.\n\n```sh\nnpm run feed\n```\n';
  await ada.ask('PUT', `/api/projects/${projectId}/contents/blog`, { body }, { 'If-Match': '*' });
  const mends = [
    { index: 0, start: 0, kind: 'chapters', was: '', now: 'Feeding' },
    { index: 2, start: body.indexOf('```'), kind: 'code', was: '', now: null },
  ];
  await world.db.query(
    `UPDATE content_versions SET grounding = grounding || jsonb_build_object('mends', $2::jsonb)
     WHERE project_id = $1 AND type = 'blog'`,
    [projectId, JSON.stringify(mends)],
  );
  const page = await (await windowOf(browser, ada)).newPage();
  await page.goto(`${ada.url}/projects/${projectId}/contents/blog`);
  await page.getByText('1 chapter that the model left out stands in the words of the talk').waitFor();
  const text = page.getByRole('textbox', { name: 'Blog post' });
  const marks = text.getByRole('button', { name: '1 to look at here' });
  await expect.poll(() => marks.count()).toBe(2);
  await marks.first().click();
  await marks.last().click();
  const [chapter, code] = await text.getByRole('note').allInnerTexts();
  expect(chapter).toMatch(/^The model left this chapter out/);
  expect(code).toMatch(/^This code is on no slide/);
});

/** As from a folder of somebody's machine. Answers whether the browser was kept from opening it. */
const drop = (onto: Locator, name: string, type: string): Promise<boolean> =>
  onto.evaluate(
    (element, [named, ofType]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['none'], named, { type: ofType }));
      const { x, y } = element.getBoundingClientRect();
      const at = { clientX: x + 20, clientY: y + 20 };
      return !element.dispatchEvent(new DragEvent('drop', { dataTransfer, ...at, bubbles: true, cancelable: true }));
    },
    [name, type] as const,
  );

test('a dropped file that is not kept says why: what is no picture, and any where a draft is words alone', async () => {
  await ada.ask('POST', `/api/projects/${projectId}/generate`, { types: ['twitter'] });
  await ada.taskIn(projectId, 'draft:twitter', ['succeeded']);
  const page = await (await windowOf(browser, ada)).newPage();
  await page.goto(`${ada.url}/projects/${projectId}/contents/blog`);
  const text = page.getByRole('textbox', { name: 'Blog post' });
  await text.waitFor();
  const sent: string[] = [];
  page.on('request', (request) => request.url().endsWith('/pictures') && sent.push(request.method()));
  const toast = page.locator('[data-sonner-toast]');
  for (const [name, type] of [
    ['notes.pdf', 'application/pdf'],
    ['logo.svg', 'image/svg+xml'],
  ] as const) {
    expect(await drop(text, name, type)).toBe(true);
    await toast
      .filter({ hasText: `${name} was not kept` })
      .getByText('This is no picture that a draft')
      .waitFor();
  }
  await page.goto(`${ada.url}/projects/${projectId}/contents/twitter`);
  const post = page.getByRole('textbox', { name: 'Post 1 of' });
  await post.waitFor();
  expect(await drop(post, 'a cat.gif', 'image/gif')).toBe(true);
  await toast.filter({ hasText: 'a cat.gif was not kept' }).getByText('This draft is words alone.').waitFor();
  expect(sent).toEqual([]);
});
