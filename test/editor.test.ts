/** Writing a draft in a real browser: what nobody touches stays, and everything that is done can be undone. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
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
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchChromium();
  world = await createWorld();
  ada = await world.signUp(await world.startWeb());
  await world.startWorker();
  projectId = (await createDoneProject(ada)).id;
  await ada.ask('POST', `/api/projects/${projectId}/generate`, { types: ['twitter', 'linkedin'] });
  for (const key of ['draft:twitter', 'draft:linkedin']) await ada.taskIn(projectId, key, ['succeeded']);
});
afterAll(async () => {
  await browser.close();
  await world.end();
});
beforeEach(async () => {
  context = await windowOf(browser, ada);
});
afterEach(() => context.close());

const path = (type: string): string => `/api/projects/${projectId}/contents/${type}`;
const draft = async (type: string): Promise<Content> => (await ada.ask('GET', path(type))).body as Content;
/** Once the page has saved it. */
const stored = (type: string, what: (body: string) => boolean): Promise<unknown> =>
  until(`${type} to be stored`, async () => what((await draft(type)).body));

async function save(type: string, body: string): Promise<void> {
  const { version } = await draft(type);
  await ada.ask('PUT', path(type), { body }, { 'If-Match': `"${version}"` });
}

async function open(type: string, name: string): Promise<{ page: Page; text: Locator }> {
  const page = await context.newPage();
  await page.goto(`${ada.url}/projects/${projectId}/contents/${type}`);
  const text = page.getByRole('textbox', { name });
  await text.first().waitFor();
  return { page, text };
}

const ODD = [
  'Setext\n======',
  '* star\n* list',
  '__bold__ and _thin_, a hard  \nbreak <b>html</b>',
  '```js title="a.js"\nconst a = 1;\n```',
  '| a | b |\n|---|:-:|\n| 1 | 2 |',
  '![](screenshots/0.jpg)',
  '***',
  'Last one.',
].join('\n\n');

test('a word is typed, a picture put in, another version comes: the rest stays as it is, and all of it can be undone', async () => {
  await save('blog', `${ODD}\n`);
  const { page, text } = await open('blog', 'Blog post');
  await text.getByText('Last one.').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' And more.');
  await stored('blog', (body) => body === `${ODD} And more.\n`);

  await page.getByRole('button', { name: 'Screenshot', exact: true }).click();
  const shot = page.getByRole('button', { name: /^Insert the screenshot at/ }).first();
  await shot.click();
  await stored('blog', (body) => /^Last one\. And more\.\n\n!\[.+\]\(screenshots\/\d+\.jpg\)$/m.test(body));
  expect((await draft('blog')).body).toContain(`${ODD} And more.\n`);

  await shot.dragTo(text.getByText('bold'));
  await stored('blog', (body) => /<\/b>\n\n!\[.+\]\(screenshots\/\d+\.jpg\)\n\n```js/.test(body));
  for (let i = 0; i < 2; i++) await page.keyboard.press('Control+z');
  await stored('blog', (body) => body === `${ODD} And more.\n`);
  await save('blog', `${ODD} From elsewhere.\n`);
  await text.getByText('From elsewhere.').waitFor();
  await text.press('Control+z');
  await text.getByText('And more.').waitFor();
  for (let i = 0; i < 10; i++) await page.keyboard.press('Control+z');
  await stored('blog', (body) => body === `${ODD}\n`);
});

test('rich text and Markdown are one text', async () => {
  await save('blog', 'First.\n');
  const { page, text } = await open('blog', 'Blog post');
  const markdown = page.getByRole('button', { name: 'Markdown' });
  await markdown.click();
  await text.fill('# A title\n\nSome **bold** words.');
  await markdown.click();
  await text.getByRole('heading', { name: 'A title' }).waitFor();
  expect(await text.locator('strong').innerText()).toBe('bold');
  await text.getByText('words.').click();
  await page.getByRole('button', { name: 'Bulleted list' }).click();
  await stored('blog', (body) => body === '# A title\n\n- Some **bold** words.\n');
  await page.getByRole('button', { name: 'Undo' }).click();
  await stored('blog', (body) => body.trimEnd() === '# A title\n\nSome **bold** words.');
  expect(await page.getByRole('combobox', { name: 'Kind of paragraph' }).inputValue()).toBe('paragraph');
});

test('a text that is nested too deeply is shown as Markdown only, and makes no later one unreadable', async () => {
  await save('blog', 'Before.');
  const { page, text } = await open('blog', 'Blog post');
  const markdown = page.getByRole('button', { name: 'Markdown' });
  await markdown.click();
  await text.fill('>'.repeat(3_000));
  await stored('blog', (body) => body.startsWith('>>>'));
  await markdown.click();
  await page.getByText('nested too deeply').waitFor();
  await text.fill('Flat.');
  await stored('blog', (body) => body === 'Flat.');
  await markdown.click();
  await page.locator('.markdown p', { hasText: 'Flat.' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator('.markdown p', { hasText: 'Before.' }).waitFor();
});

test('what was written in rich text is undone in Markdown, too, and a passage locked in one is locked in the other', async () => {
  await save('blog', 'First.\n\nSecond.\n');
  const { page, text } = await open('blog', 'Blog post');
  const markdown = page.getByRole('button', { name: 'Markdown' });
  const lock = page.getByRole('button', { name: 'Lock this passage' });
  await text.getByText('Second.').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' In rich text.');
  await stored('blog', (body) => body === 'First.\n\nSecond. In rich text.\n');
  await markdown.click();
  await text.press('Control+Home');
  await lock.click();
  await expect.poll(() => lock.getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('Control+End');
  await page.keyboard.type('Third.');
  await stored('blog', (body) => body.includes('Third.'));
  await expect.poll(async () => (await draft('blog')).locked).toEqual(['First.']);
  for (let i = 0; i < 10; i++) await page.keyboard.press('Control+z');
  await stored('blog', (body) => body.trim() === 'First.\n\nSecond.');
  await markdown.click();
  await text.locator('.locked-block').getByText('First.').waitFor();
  // And back: what was written in Markdown is undone in rich text, to before it was opened.
  await markdown.click();
  await page.keyboard.press('Control+End');
  await text.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('Fourth.');
  await stored('blog', (body) => body.includes('Fourth.'));
  await markdown.click();
  await text.getByText('Fourth.').click();
  for (let i = 0; i < 10; i++) await page.keyboard.press('Control+z');
  await stored('blog', (body) => body.trim() === 'First.\n\nSecond.');
});

test('what the checks mended is shown where it stood, with what was there and why, until somebody writes there', async () => {
  await save('blog', 'Flour and water.\n\nFeed it at night.\n');
  const mends = [{ index: 1, start: 18, kind: 'numbers', was: 'Feed it 17 times.', now: 'Feed it at night.' }];
  await world.db.query(
    `UPDATE content_versions SET grounding = grounding || jsonb_build_object('mends', $2::jsonb)
     WHERE project_id = $1 AND type = 'blog'`,
    [projectId, JSON.stringify(mends)],
  );
  const { page, text } = await open('blog', 'Blog post');
  await text.locator('.mended-block', { hasText: 'Feed it at night.' }).waitFor();
  const mark = page.getByRole('button', { name: '1 mended here' });
  await mark.click();
  const note = page.getByRole('note');
  expect(await note.innerText()).toMatch(/An invented figure\s+Feed it 17 times\.\s+Feed it at night\./);
  await text.getByText('Flour and water.').click();
  await page.keyboard.type('!');
  await stored('blog', (body) => body.includes('!'));
  await page.getByText('Saved', { exact: true }).waitFor();
  await mark.waitFor();
  const markdown = page.getByRole('button', { name: 'Markdown', exact: true });
  await markdown.click();
  await page.locator('.source-text').getByRole('button', { name: '1 mended here' }).click();
  expect(await page.locator('.source-text').getByRole('note').innerText()).toContain('Feed it 17 times.');
  await markdown.click();
  await text.getByText('Feed it at night.').first().click();
  await page.keyboard.press('End');
  await page.keyboard.type('?');
  await mark.waitFor({ state: 'detached' });
  await stored('blog', (body) => body.trim().endsWith('?') && !body.includes('17'));
});

test('a thread is written as its posts, and counted as X does', async () => {
  await save('twitter', 'One two\n\n---\n\nThree\n');
  const { page, text } = await open('twitter', 'Post 1 of 2');
  await text.click();
  await page.keyboard.press('Control+End');
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.type('new ');
  await stored('twitter', (body) => body === 'One\n\n---\n\nnew two\n\n---\n\nThree\n');
  await page.keyboard.press('Alt+ArrowDown');
  await stored('twitter', (body) => body === 'One\n\n---\n\nThree\n\n---\n\nnew two\n');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
  await stored('twitter', (body) => body === 'One two\n\n---\n\nThree\n');
  await text.fill(`https://example.org/a/long/address ${'a'.repeat(260)}`);
  await page.getByText('284 of 280, 4 too many').waitFor();
});

test('a frame is chosen by moving through the recording, a picture is dropped on the text, and both stay', async () => {
  await save('blog', 'Before.\n');
  const { page, text } = await open('blog', 'Blog post');
  await text.getByText('Before.').click();
  await page.getByRole('button', { name: 'Screenshot', exact: true }).click();
  await page.getByRole('slider', { name: /^Moment of the recording/ }).fill('5000');
  await page.getByRole('button', { name: '1 picture on' }).click();
  await page.getByRole('textbox', { name: /^What it shows/ }).fill('The [dough]');
  await page.getByRole('button', { name: 'Insert this frame' }).click();
  await stored('blog', (body) => body.includes('![The \\[dough\\]](pictures/at-5040.jpg)'));
  await text.evaluate((element) => {
    const bytes = Uint8Array.from(atob('R0lGODlhAQABAAAAACwAAAAAAQABAAA='), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'a-cat.gif', { type: 'image/gif' }));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await stored('blog', (body) => /!\[a cat\]\(pictures\/[\w-]+\.gif\)/.test(body));
  await page.waitForFunction(() => [...document.querySelectorAll('.rich-picture img')].length === 2);
  // The frame is there; who opens the project later is not told of each that was ever taken.
  const { tasks } = await ada.snapshot(projectId);
  expect(tasks.filter(({ key }) => key.startsWith('frame:'))).toEqual([]);
});

test('a locked passage stays when the draft is written again, and the new draft is offered beside the edited one', async () => {
  await save('blog', '# Bread\n\nMine, word for word.\n\nThe rest.\n');
  const { page, text } = await open('blog', 'Blog post');
  await text.getByText('Mine, word').click();
  await page.getByRole('button', { name: 'Lock this passage' }).click();
  await page.keyboard.press('End');
  await page.keyboard.type(' Really.');
  await stored('blog', (body) => body.includes('word for word. Really.'));
  await until('the lock', async () => (await draft('blog')).locked[0] === 'Mine, word for word. Really.');
  await ada.ask('POST', `/api/projects/${projectId}/generate`, { types: ['blog'], keepEdited: true });
  await page.getByText(/It was written anew, as version \d+/).waitFor();
  await page.getByRole('button', { name: 'Look at what differs' }).click();
  await page.getByRole('button', { name: /^Take all of version/ }).click();
  await stored('blog', (body) => body.includes('Mine, word for word. Really.') && !body.includes('The rest.'));
  await text.locator('.locked-block').getByText('Mine, word for word. Really.').waitFor();
});

test('words are found and replaced, a slash offers a list, and both can be undone', async () => {
  await save('blog', 'Cat and cat.\n\nA **cat**.\n');
  const { page, text } = await open('blog', 'Blog post');
  await text.getByText('and cat.').click();
  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find' }).fill('cat');
  await page.getByRole('search', { name: 'Find and replace' }).getByText('3').waitFor();
  await page.getByRole('textbox', { name: 'Replace with' }).fill('dog');
  await page.getByRole('button', { name: 'Replace all' }).click();
  await stored('blog', (body) => body === 'dog and dog.\n\nA **dog**.\n');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await stored('blog', (body) => body === 'Cat and cat.\n\nA **cat**.\n');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/bul');
  await page.getByRole('option', { name: 'Bulleted list' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('One');
  await stored('blog', (body) => body === 'Cat and cat.\n\nA **cat**.\n\n- One\n');
});

test('words are found and replaced in a thread and in a post, and all of it is undone at once', async () => {
  await save('twitter', 'Cat and cat.\n\n---\n\nA cat.\n');
  const thread = await open('twitter', 'Post 1 of 2');
  await thread.text.click();
  await thread.page.keyboard.press('Control+f');
  await thread.page.getByRole('textbox', { name: 'Find' }).fill('cat');
  await thread.page.getByRole('status').getByText('3', { exact: true }).waitFor();
  await thread.page.keyboard.press('Enter');
  await thread.page.keyboard.press('Enter');
  await thread.page.getByRole('status').getByText('2 of 3').waitFor();
  await thread.page.getByRole('textbox', { name: 'Replace with' }).fill('dog');
  await thread.page.getByRole('button', { name: 'Replace', exact: true }).click();
  await stored('twitter', (body) => body === 'Cat and dog.\n\n---\n\nA cat.\n');
  await thread.page.getByRole('button', { name: 'Replace all' }).click();
  await stored('twitter', (body) => body === 'dog and dog.\n\n---\n\nA dog.\n');
  await thread.page.keyboard.press('Escape');
  await thread.text.click();
  await thread.page.keyboard.press('Control+z');
  await stored('twitter', (body) => body === 'Cat and dog.\n\n---\n\nA cat.\n');
  await save('linkedin', 'Cat and cat.\n');
  const post = await open('linkedin', 'LinkedIn post');
  await post.page.getByRole('button', { name: 'Find and replace' }).click();
  await post.page.getByRole('textbox', { name: 'Find' }).fill('cat');
  await post.page.getByRole('textbox', { name: 'Replace with' }).fill('dog');
  await post.page.getByRole('button', { name: 'Replace all' }).click();
  await stored('linkedin', (body) => body === 'dog and dog.\n');
});

test('of two texts each difference is chosen, both stay among the versions, and the choice can be undone', async () => {
  await save('blog', 'One two three.\n\nFour five six.\n');
  const { page, text } = await open('blog', 'Blog post');
  await text.getByText('three.').click();
  await context.setOffline(true);
  await page.keyboard.press('End');
  await page.keyboard.type(' Mine.');
  await page.getByText('Not saved').first().waitFor();
  await save('blog', 'One two three.\n\nFour 5 six. Theirs.\n');
  await context.setOffline(false);
  await page.getByRole('heading', { name: 'There are two texts now' }).waitFor();
  await page.getByRole('group', { name: 'Difference 3 of 3' }).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Go on with what is chosen' }).click();
  await stored('blog', (body) => body === 'One two three. Mine.\n\nFour 5 six.\n');
  await text.getByText('Four 5 six.').click();
  await page.keyboard.press('Control+z');
  await stored('blog', (body) => body === 'One two three. Mine.\n\nFour five six.\n');
});

test('a post is written beside how it will look', async () => {
  const { page, text } = await open('linkedin', 'LinkedIn post');
  await text.fill('My own words.');
  await page.getByRole('region', { name: 'As it will look' }).getByText('My own words.').waitFor();
  await stored('linkedin', (body) => body === 'My own words.');
  await text.press('Control+z');
  await stored('linkedin', (body) => !body.includes('My own'));
});
