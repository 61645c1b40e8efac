/** The transcript as a place to work in: words that seek, find and replace, lines split and joined, who speaks, quotes. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Screenshot, Transcript } from '../src/contract/content.js';
import type { ProjectSnapshot } from '../src/contract/project.js';
import { windowOf } from './support/chromium.js';
import { withDoneProject } from './support/done-page.js';
import type { Person } from './support/person.js';
import { spoken } from './support/talk.js';

let browser: Browser;
let ada: Person;
let done: ProjectSnapshot;
let context: BrowserContext;

withDoneProject((there) => {
  ({ browser, ada, done, context } = there);
});

async function open(path = 'transcript'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${ada.url}/projects/${done.id}/${path}`);
  await page.locator('.lines .line').first().waitFor();
  return page;
}

const timeOf = (page: Page): Promise<number> =>
  page.locator('.player video').evaluate((video) => (video as HTMLVideoElement).currentTime);
const texts = async (): Promise<string[]> => {
  const { body } = await ada.ask('GET', `/api/projects/${done.id}/transcript`);
  return (body as Transcript).segments.map(({ text }) => text);
};
const edit = (page: Page, time: string): Promise<void> =>
  page.getByRole('button', { name: `Correct the line at ${time}` }).click();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** Selects from one word to the other, as a pointer does. */
const select = (page: Page, [first, from]: [number, string], [last, to]: [number, string]): Promise<void> =>
  page.evaluate(
    ([a, start, b, end]) => {
      const nodeOf = (line: number) => document.querySelector(`[data-line="${line}"]`)?.firstChild as Text;
      const [one, other] = [nodeOf(a), nodeOf(b)];
      getSelection()?.setBaseAndExtent(one, one.data.indexOf(start), other, other.data.indexOf(end) + end.length);
    },
    [first, from, last, to] as const,
  );

test('a press on a word goes to where it is said, and keys go from line to line', async () => {
  const page = await open();
  const line = page.locator('[data-line="2"]');
  const box = await line.evaluate((element) => {
    const range = document.createRange();
    const text = element.firstChild as Text;
    range.setStart(text, text.length - 4);
    range.setEnd(text, text.length - 1);
    return range.getBoundingClientRect().toJSON() as DOMRect;
  });
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect.poll(() => timeOf(page)).toBeGreaterThan(15);
  expect(await timeOf(page)).toBeLessThan(17.5);
  await page.locator('body').press('Shift+ArrowRight');
  await expect.poll(() => timeOf(page)).toBe(18);
  await page.locator('body').press('Shift+ArrowLeft');
  await expect.poll(() => timeOf(page)).toBe(12);
});

test('words are found and replaced, one by one and all, as one step that can be taken back', async () => {
  const page = await open();
  const before = await texts();
  await button(page, 'Find and replace').click();
  await page.getByRole('textbox', { name: 'Find', exact: true }).fill('a');
  const all = before.join('\n').match(/a/gi)?.length ?? 0;
  await page.getByRole('status').getByText(`1 of ${all}`).waitFor();
  await button(page, 'Whole word').click();
  const whole = before.join('\n').match(/\ba\b/gi)?.length ?? 0;
  await page.getByRole('status').getByText(`1 of ${whole}`).waitFor();
  await page.getByRole('textbox', { name: 'Replace with' }).fill('one $&');
  await button(page, 'Replace').click();
  const once = before
    .join('\n')
    .replace(/\ba\b/i, () => 'one $&')
    .split('\n');
  await expect.poll(texts).toEqual(once);
  await button(page, `Replace all ${whole - 1}`).click();
  await expect.poll(texts).toEqual(before.map((text) => text.replaceAll(/\ba\b/gi, () => 'one $&')));
  await page
    .getByRole('status')
    .getByText(`${whole - 1} replaced`)
    .waitFor();
  await page.getByRole('link', { name: 'Made before your corrections: 2' }).waitFor();
  await button(page, 'Undo').click();
  await expect.poll(texts).toEqual(once);
  await button(page, 'Undo').click();
  await expect.poll(texts).toEqual(before);
  await button(page, 'Redo again').click();
  await expect.poll(texts).toEqual(once);
});

test('a line is split where the cursor is and joined again, and what was typed goes with it', async () => {
  const page = await open();
  const before = await texts();
  // The page has loaded what was typed before the answer to the split is here.
  const between = page.waitForResponse(
    (answer) => answer.url().endsWith('/transcript') && answer.request().method() === 'GET',
  );
  await page.route(
    (url) => url.pathname.endsWith('/transcript'),
    async (route) => {
      if (route.request().postData()?.includes('"split"')) {
        await (await between).finished();
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      }
      await route.continue();
    },
  );
  await edit(page, '0:06');
  const area = page.getByRole('textbox', { name: 'The line at 0:06', exact: true });
  await area.fill('First half. Second half.');
  await area.evaluate((element) => (element as HTMLTextAreaElement).setSelectionRange(12, 12));
  await area.press('Control+Enter');
  await expect.poll(async () => (await texts()).slice(1, 3)).toEqual(['First half.', 'Second half.']);
  await edit(page, '0:06');
  await button(page, 'Join with the next').click();
  await expect.poll(async () => (await texts())[1]).toBe('First half. Second half.');
  await button(page, 'Undo').click();
  await expect.poll(async () => (await texts())[1]).toBe('First half.');
  await button(page, 'Undo').click();
  await expect.poll(texts).toEqual(before);
});

test('somebody is named once for all that follows, and renamed everywhere', async () => {
  const page = await open();
  await edit(page, '0:12');
  await page.getByLabel('Speaker at 0:12').selectOption('Somebody new');
  await page.getByRole('textbox', { name: 'Name' }).fill('Grace');
  await button(page, 'Save').click();
  await page.locator('.line-speaker', { hasText: 'Grace' }).waitFor();
  const { body } = await ada.ask('GET', `/api/projects/${done.id}/transcript`);
  const { segments, speakers } = body as Transcript;
  expect(segments.map(({ speaker }) => speaker)).toEqual(segments.map((_, i) => (i < 2 ? undefined : speakers[0]?.id)));
  await button(page, 'Rename Grace').click();
  await page.getByLabel('Name of the speaker').fill('Grace Hopper');
  await page.getByLabel('Name of the speaker').press('Enter');
  await page.locator('.line-speaker', { hasText: 'Grace Hopper' }).waitFor();
  await edit(page, '0:06');
  await page.getByText('Grace Hopper says the next line.').waitFor();
  await page.keyboard.press('Escape');
  // A name is no line: what was done before it can still be taken back.
  await button(page, 'Undo').click();
  await page.locator('.line-speaker').waitFor({ state: 'detached' });
});

test('a viewer finds, and changes nothing; somebody else’s change is shown in place of one that came too late', async () => {
  const page = await open();
  await button(page, 'Find and replace').click();
  await page.getByRole('textbox', { name: 'Find', exact: true }).fill('bread');
  await page.getByRole('textbox', { name: 'Replace with' }).fill('cake');
  await page.route('**/transcript', (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()));
  await ada.ask('PATCH', `/api/projects/${done.id}/transcript`, { segments: [{ index: 0, text: 'Bread first.' }] });
  await button(page, /^Replace all/).click();
  await page.getByText('Somebody else changed it meanwhile').waitFor();
  await page.locator('[data-line="0"]', { hasText: 'Bread first.' }).waitFor();
  await button(page, /^Replace all/).click();
  await expect.poll(async () => (await texts())[0]).toBe('cake first.');
});

test('selected words open the draft that they are to go into', async () => {
  const page = await open();
  await select(page, [3, spoken[3]?.split(' ')[0] ?? ''], [3, spoken[3]?.split(' ')[2] ?? '']);
  await page.getByRole('toolbar', { name: 'The selected words' }).getByText('From 0:18').waitFor();
  await button(page, 'Quote in Blog post').click();
  await page.waitForURL(/contents\/blog$/);
});

test('a quote is seen below the tools of the editor, however far the page was scrolled', async () => {
  await context.close();
  context = await windowOf(browser, ada);
  const page = await context.newPage();
  await page.setViewportSize({ width: 1_600, height: 900 });
  const body = Array.from({ length: 60 }, (_, n) => `Paragraph ${n}.`).join('\n\n');
  await ada.ask('PUT', `/api/projects/${done.id}/contents/blog`, { body }, { 'If-Match': '*' });
  await page.goto(`${ada.url}/projects/${done.id}/contents/blog`);
  await page.getByText('Paragraph 59.').scrollIntoViewIfNeeded();
  const first = spoken[7]?.split(' ')[0] ?? '';
  await page.locator('[data-line="7"]').waitFor();
  await select(page, [7, first], [7, first]);
  await button(page, 'Quote in Blog post').click();
  const quote = page.getByRole('textbox', { name: 'Blog post' }).locator('blockquote');
  const boxOf = (selector: string): Promise<DOMRect> =>
    page.locator(selector).evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect);
  await quote.waitFor();
  await expect
    .poll(async () => (await boxOf('.rich blockquote')).top - (await boxOf('.rich-tools-place')).bottom)
    .toBeGreaterThanOrEqual(0);
  expect((await boxOf('.rich blockquote')).bottom).toBeLessThan(900);
});

test('on a telephone a draft begins in the upper half, and a frame comes with words of what is seen on it', async () => {
  await context.close();
  context = await windowOf(browser, ada);
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${ada.url}/projects/${done.id}/contents/blog`);
  const text = page.getByRole('textbox', { name: 'Blog post' });
  await text.locator('> *').first().waitFor();
  await expect.poll(async () => (await text.boundingBox())?.y).toBeLessThan(480);
  await page
    .getByText(/^Version \d/)
    .first()
    .waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await button(page, 'Screenshot').click();
  await page.getByRole('slider', { name: /^Moment of the recording/ }).fill('5000');
  const words = page.getByRole('textbox', { name: /^What it shows/ });
  const { items } = (await ada.ask('GET', `/api/projects/${done.id}/screenshots`)).body as { items: Screenshot[] };
  await expect.poll(() => words.inputValue()).toBe(items.find(({ distinct }) => distinct)?.alt);
  expect(await words.getAttribute('placeholder')).toBe('Screenshot at 0:05');
});

test('beside a draft the transcript is there to read, and the page stays where it is', async () => {
  await context.close();
  context = await windowOf(browser, ada);
  const page = await context.newPage();
  await page.setViewportSize({ width: 1_600, height: 900 });
  await page.goto(`${ada.url}/projects/${done.id}/contents/blog`);
  const beside = page.getByRole('region', { name: 'Transcript' });
  await beside.getByText(spoken[7] ?? '').waitFor();
  const { y } = (await page.getByRole('heading', { level: 1 }).first().boundingBox()) ?? { y: -1 };
  expect(y).toBeGreaterThanOrEqual(0);
});

test.each([
  [360, 760],
  [1_440, 900],
])(
  'at %i pixels nothing moves while a page of the project opens, and nothing goes beyond its width',
  async (width, height) => {
    const page = await context.newPage();
    await page.setViewportSize({ width, height });
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
          if (!entry.hadRecentInput) shifts.push(entry.value);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const [path, there] of [
      ['', '.usage, .delete'],
      ['/transcript', '.lines .line'],
      ['/chapters', 'ol.chapters li'],
      ['/screenshots', '.shot'],
    ] as const) {
      await page.goto(`${ada.url}/projects/${done.id}${path}`);
      await page.locator(there).first().waitFor();
      await page.locator('.chapter-mark, .chapter-now').first().waitFor({ state: 'attached' });
      await page.waitForLoadState('networkidle');
      const [shift, beyond] = await page.evaluate(() => {
        const { shifts } = window as unknown as { shifts: number[] };
        return [shifts.reduce((sum, one) => sum + one, 0), document.documentElement.scrollWidth - innerWidth] as const;
      });
      expect(shift, path).toBeLessThanOrEqual(0.02);
      expect(beyond, path).toBeLessThanOrEqual(0);
    }
  },
);
