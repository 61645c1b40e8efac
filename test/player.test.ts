/** The recording beside its words, in a real browser: seeking, correcting, and what others see of it. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Chapters, Content } from '../src/contract/content.js';
import type { ProjectSnapshot } from '../src/contract/project.js';
import { windowOf } from './support/chromium.js';
import { withDoneProject } from './support/done-page.js';
import type { Person } from './support/person.js';
import { spoken } from './support/talk.js';

let ada: Person;
let done: ProjectSnapshot;
let context: BrowserContext;
let browser: Browser;

withDoneProject((there) => {
  ({ ada, done, context, browser } = there);
});

async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${ada.url}/projects/${done.id}/${path}`);
  await page.locator('.player video').waitFor();
  return page;
}

/** Seconds into the recording. */
const timeOf = (page: Page): Promise<number> =>
  page.locator('.player video').evaluate((video) => (video as HTMLVideoElement).currentTime);
const lineAt = (page: Page, time: string) => page.getByRole('textbox', { name: `The line at ${time}`, exact: true });
const edit = (page: Page, time: string): Promise<void> =>
  page.getByRole('button', { name: `Correct the line at ${time}` }).click();

test('an address with a time leads there, a press on a line too, and the player goes along to other pages', async () => {
  const page = await open('transcript#t=24');
  await expect.poll(() => timeOf(page)).toBe(24);
  expect(await page.locator('.line-current').innerText()).toContain(spoken[4]);
  await page.getByRole('link', { name: '0:36', exact: true }).click();
  await expect.poll(() => timeOf(page)).toBe(36);
  await page.locator('.player video').evaluate((video) => Object.assign(video, { sameAsBefore: true, muted: true }));
  await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: 'Chapters' }).click();
  await page.getByRole('heading', { name: 'Chapters' }).waitFor();
  expect(await page.locator('.player video').evaluate((video) => 'sameAsBefore' in video)).toBe(true);
  await page.locator('.player video').evaluate((video) => (video as HTMLVideoElement).play());
  await expect.poll(() => timeOf(page)).toBeGreaterThan(36.5);
  await page.locator('ol.chapters').getByRole('link').first().click();
  await expect.poll(() => timeOf(page)).toBeLessThan(30);
});

test('keys move the recording wherever the focus is, but not while somebody types', async () => {
  const page = await open('transcript');
  await page.locator('body').press('l');
  await expect.poll(() => timeOf(page)).toBe(10);
  await page.getByRole('link', { name: 'Screenshots' }).press('Shift+J');
  await expect.poll(() => timeOf(page)).toBe(0);
  await page.locator('body').press('>');
  await page.getByRole('status').getByText('1.25 ×').waitFor();
  await page.getByRole('searchbox').fill('llll');
  expect(await timeOf(page)).toBe(0);
  await page.getByRole('link', { name: 'Screenshots' }).press('?');
  await page.getByRole('dialog', { name: 'Keys of the player' }).getByText('Play or pause').waitFor();
});

test('a recording whose line breaks comes back by itself, where it was', async () => {
  const page = await context.newPage();
  let broken = true;
  await page.route(/\/api\/projects\/[^/]+\/source$/, (route) => (broken ? route.abort() : route.continue()));
  await page.goto(`${ada.url}/projects/${done.id}/transcript#t=24`);
  await page.getByText('does not come through at the moment').waitFor();
  broken = false;
  await page.locator('.player video').waitFor();
  await expect.poll(() => timeOf(page)).toBe(24);
});

test('the captions beside the picture are the transcript, as it is now', async () => {
  const page = await open('transcript');
  const cues = () =>
    page.locator('.player video').evaluate((video) => {
      const [track] = (video as HTMLVideoElement).textTracks;
      if (track) track.mode = 'hidden';
      return [...(track?.cues ?? [])].map((cue) => (cue as VTTCue).text);
    });
  await expect.poll(cues).toEqual(spoken);
  await edit(page, '0:00');
  await lineAt(page, '0:00').fill('Good morning, <b>all</b>.');
  await lineAt(page, '0:00').press('Enter');
  await expect.poll(async () => (await cues())[0]).toBe('Good morning, &lt;b&gt;all&lt;/b&gt;.');
});

const BOTH = 'Made before your last corrections: Chapters and Blog post.';

test('a line corrected in one tab is in the other; what was made from the old one says so, and is made anew', async () => {
  const [first, second] = [await open('transcript'), await open('transcript')];
  await edit(first, '0:30');
  await lineAt(first, '0:30').fill('Flour, water and salt make <dough>.');
  await lineAt(first, '0:30').press('Enter');
  await second.getByText('Flour, water and salt make <dough>.').waitFor();
  await first.goto(`${ada.url}/projects/${done.id}`);
  const question = first.getByText('Made before your last corrections');
  await first.getByText(BOTH).waitFor();
  await first.getByTestId('task-draft:blog').getByText('not up to date').waitFor();
  await first.getByRole('button', { name: 'Choose', exact: true }).click();
  await first.getByRole('group', { name: 'Choose' }).getByLabel('Blog post').uncheck();
  await first.getByRole('button', { name: 'Redo 1', exact: true }).click();
  await first.getByText('Made before your last corrections: Blog post.').waitFor();
  await first.getByRole('button', { name: 'Redo it', exact: true }).click();
  await question.waitFor({ state: 'hidden' });
  expect((await ada.snapshot(done.id)).tasks.filter(({ stale }) => stale)).toEqual([]);
});

test('what is fine as it is asks no more until the next correction; what was written by hand is redone only when it is picked', async () => {
  const correct = (text: string) =>
    ada.ask('PATCH', `/api/projects/${done.id}/transcript`, { segments: [{ index: 0, text }] });
  const { body, headers } = await ada.ask('GET', `/api/projects/${done.id}/contents/blog`);
  const mine = { body: `${(body as Content).body}\n\nBy hand.` };
  await ada.ask('PUT', `/api/projects/${done.id}/contents/blog`, mine, { 'if-match': headers.get('etag') ?? '' });
  await correct('Hello.');
  const page = await context.newPage();
  await page.goto(`${ada.url}/projects/${done.id}`);
  const question = page.getByText(BOTH);
  await question.waitFor();
  await page.getByRole('button', { name: 'Fine as it is' }).click();
  await question.waitFor({ state: 'hidden' });
  // For all members and all their browsers.
  const elsewhere = await (await windowOf(browser, ada)).newPage();
  await elsewhere.goto(`${ada.url}/projects/${done.id}`);
  await elsewhere.getByTestId('task-draft:blog').getByText('not up to date').waitFor();
  expect(await elsewhere.getByText(BOTH).count()).toBe(0);
  await elsewhere.context().close();
  await page.reload();
  await page.getByTestId('task-draft:blog').getByText('not up to date').waitFor();
  expect(await question.count()).toBe(0);
  await correct('Good day.');
  await question.waitFor();
  await page.getByRole('button', { name: 'Choose', exact: true }).click();
  expect(await page.getByRole('group', { name: 'Choose' }).getByLabel('Chapters').isChecked()).toBe(true);
  expect(await page.getByRole('group', { name: 'Choose' }).getByLabel('Blog post').isChecked()).toBe(false);
});

test('a draft that is older than a correction is redone where it is written, or is fine as it is', async () => {
  const correct = (text: string) =>
    ada.ask('PATCH', `/api/projects/${done.id}/transcript`, { segments: [{ index: 0, text }] });
  const written = async () => (await ada.snapshot(done.id)).tasks.find(({ key }) => key === 'draft:blog');
  const page = await context.newPage();
  await page.goto(`${ada.url}/projects/${done.id}/contents/blog`);
  const question = page.getByText('have changed since this was made');
  await correct('Hello.');
  await page.getByRole('link', { name: 'All 2', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Redo it', exact: true }).click();
  await question.waitFor({ state: 'hidden' });
  await expect.poll(written).toMatchObject({ status: 'succeeded', stale: false });
  await correct('Good day.');
  await question.waitFor();
  await page.getByRole('button', { name: 'Fine as it is' }).click();
  await question.waitFor({ state: 'hidden' });
  expect(await written()).toMatchObject({ stale: true, staleAccepted: true });
  const { tasks } = await ada.snapshot(done.id);
  expect(tasks.find(({ key }) => key === 'chapters')).not.toHaveProperty('staleAccepted');
});

test('two who correct at once: different lines are both kept, of the same line the second is told of the first', async () => {
  const [first, second] = [await open('transcript'), await open('transcript')];
  await edit(first, '0:00');
  await edit(second, '0:00');
  await lineAt(second, '0:00').fill('Good day.');
  await lineAt(first, '0:00').fill('Good evening.');
  await lineAt(first, '0:00').press('Enter');
  await second.getByText('Good day.').waitFor();
  await lineAt(second, '0:00').press('Enter');
  await second.getByText('Somebody made this line “Good evening.” meanwhile.').waitFor();
  await second.keyboard.press('Escape');
  await second.getByText('Good evening.').waitFor();
  await edit(first, '0:12');
  await edit(second, '0:06');
  await lineAt(first, '0:12').fill('Twelve.');
  await lineAt(second, '0:06').fill('Six.');
  await lineAt(first, '0:12').press('Enter');
  await lineAt(second, '0:06').press('Enter');
  for (const page of [first, second]) for (const text of ['Six.', 'Twelve.']) await page.getByText(text).waitFor();
});

test('chapters are edited together: faults are shown beside the row, and nothing typed is lost', async () => {
  const page = await open('chapters');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const form = page.getByRole('form', { name: 'Chapters' });
  const titles = form.getByLabel(/^Title of the chapter/);
  const times = form.getByLabel('Begins at');
  await titles.first().fill('Tables <and> rows');
  await times.nth(1).fill('half past');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Write the time as 1:23').waitFor();
  await times.nth(1).fill('0:03');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByRole('alert').filter({ hasText: '10 seconds after' }).waitFor();
  await times.nth(1).fill('0:24');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.locator('ol.chapters').getByText('Tables <and> rows').waitFor();
  const { body } = await ada.ask('GET', `/api/projects/${done.id}/chapters.txt`);
  expect(body).toContain('0:00 Tables and rows\n0:24 '); // YouTube takes no angle brackets
});

test('what is typed into a form is there after another page and a reload, until it is given up', async () => {
  const page = await open('transcript');
  await edit(page, '0:06');
  await lineAt(page, '0:06').fill('Half a correction');
  await page.getByRole('link', { name: 'Chapters', exact: true }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const title = page.getByRole('textbox', { name: /^Title of the chapter/ }).first();
  await title.fill('A title of mine');
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.getByRole('button', { name: 'Write again: Blog post' }).click();
  const instructions = page.getByLabel('Instructions, if you have any');
  await instructions.fill('Shorter, please');
  await page.getByRole('link', { name: 'Chapters', exact: true }).click();
  expect(await title.inputValue()).toBe('A title of mine');
  await page.reload();
  expect(await title.inputValue()).toBe('A title of mine');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('link', { name: 'Transcript', exact: true }).click();
  expect(await lineAt(page, '0:06').inputValue()).toBe('Half a correction');
  await lineAt(page, '0:06').press('Escape');
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  expect(await instructions.inputValue()).toBe('Shorter, please');
  await page.reload();
  await page.getByRole('link', { name: 'Transcript', exact: true }).click();
  await page.getByText(spoken[1] ?? '').waitFor();
  expect(await page.getByRole('textbox', { name: 'The line at 0:06' }).count()).toBe(0);
});

test('a chapter is dragged, moved by key, renamed, added and removed on the bar, and each of it is taken back', async () => {
  const path = `/api/projects/${done.id}/chapters`;
  await ada.ask('PUT', path, {
    items: [
      { title: 'Tables', startMs: 0 },
      { title: 'Bread', startMs: 24_000 },
    ],
  });
  const page = await open('chapters');
  const chapters = async (): Promise<[string, number][]> =>
    ((await ada.ask('GET', path)).body as Chapters).items.map(({ title, startMs }) => [title, startMs / 1_000]);
  const mark = page.getByRole('slider', { name: 'The chapter “Bread” begins' });
  await mark.press('ArrowRight');
  await mark.press('ArrowRight');
  await expect.poll(chapters).toEqual([
    ['Tables', 0],
    ['Bread', 26],
  ]);
  await page.locator('ol.chapters').getByText('0:26', { exact: true }).waitFor();
  const bar = (await page.getByTestId('chapter-bar').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const { x, y, height } = (await mark.boundingBox()) ?? bar;
  await page.mouse.move(x + 12, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(bar.x + bar.width / 2, y + height / 2, { steps: 4 });
  await page.mouse.move(bar.x + bar.width - 1, y + height / 2, { steps: 4 });
  await page.locator('.strip-preview').getByText('Bread').waitFor();
  await page.mouse.up();
  // As late as there is room before the end.
  const latest = ((await ada.snapshot(done.id)).durationMs ?? 0) / 1_000 - 10;
  await expect.poll(chapters).toEqual([
    ['Tables', 0],
    ['Bread', latest],
  ]);
  await page.locator('body').press('l');
  await page.getByRole('button', { name: 'Add a chapter at 0:10' }).click();
  await page.getByRole('textbox', { name: 'Title of the chapter at 0:10' }).fill('Locks');
  await page.keyboard.press('Enter');
  await expect.poll(chapters).toEqual([
    ['Tables', 0],
    ['Locks', 10],
    ['Bread', latest],
  ]);
  await page.getByRole('button', { name: 'Rename the chapter “Locks”' }).click();
  await page.getByRole('textbox', { name: 'Title of the chapter at 0:10' }).fill('Rows');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await chapters())[1]?.[0]).toBe('Rows');
  await page.getByRole('slider', { name: 'The chapter “Rows” begins' }).press('Delete');
  await expect.poll(chapters).toEqual([
    ['Tables', 0],
    ['Bread', latest],
  ]);
  const undo = page.getByRole('button', { name: 'Undo chapters' });
  for (const title of ['Rows', 'Locks', 'Bread']) {
    await undo.click();
    await expect.poll(async () => (await chapters())[1]?.[0]).toBe(title);
  }
  await undo.click();
  await expect.poll(chapters).toEqual([
    ['Tables', 0],
    ['Bread', 26],
  ]);
});

test('what the browser cannot play is said, and the words stay', async () => {
  await context.route('**/source', (route) =>
    route.fulfill({ status: 200, contentType: 'video/mp4', body: 'nothing' }),
  );
  const page = await context.newPage();
  await page.goto(`${ada.url}/projects/${done.id}/transcript`);
  await page.getByText('This browser cannot play the recording.').waitFor();
  await page.getByText(spoken[7] ?? '').waitFor();
});
