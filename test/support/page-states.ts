/** Every kind of page with something opened on it: for tests that look at all of them. */
import type { Page } from 'playwright-core';

/** `open` brings the page into the state; what it waits for is in it. */
export type State = [path: string, open: (page: Page) => Promise<unknown>];

const press = (name: string | RegExp) => (at: Page) => at.getByRole('button', { name }).first().click();
const heading = (name: string) => (at: Page) => at.getByRole('heading', { name }).first().waitFor();

/** What is done is folded away. */
async function openStep(at: Page, label: string): Promise<void> {
  await at.getByRole('button', { name: /^\d steps done/ }).click();
  await at.getByRole('button', { name: `Details of ${label}` }).click();
}

async function beginParagraph(at: Page): Promise<void> {
  await at.getByRole('textbox', { name: 'Blog post' }).locator('p').first().click();
  await at.keyboard.press('End');
  await at.keyboard.press('Enter');
}

/** What a slash offers in a new paragraph. */
async function typeSlash(at: Page): Promise<void> {
  await beginParagraph(at);
  await at.keyboard.type('/');
  await at.getByRole('listbox', { name: 'Insert' }).waitFor();
}

/** With the cursor in it, its tools are there. */
async function putTable(at: Page): Promise<void> {
  await beginParagraph(at);
  await at.getByRole('button', { name: 'Table', exact: true }).click();
  await at.getByRole('group', { name: 'Table' }).waitFor();
  for (const name of ['One', 'Two', 'Three']) {
    await at.keyboard.type(name);
    await at.keyboard.press('Tab');
  }
  // The newest is the first: what an earlier walk put in is kept.
  await at.getByRole('columnheader', { name: 'Three' }).first().waitFor();
}

async function openMarkdown(at: Page): Promise<void> {
  await at.getByRole('textbox', { name: 'Blog post' }).waitFor();
  await at.getByRole('button', { name: 'Markdown', exact: true }).click();
  await at.locator('.source-text').getByRole('textbox').waitFor();
  // The next draft is opened as rich text again.
  await at.evaluate(() => localStorage.removeItem('devreel:editor'));
}

const written = (at: Page) => at.locator('.editor').getByRole('textbox').first().waitFor();

interface Talks {
  /** All is made of it, with a draft of each type. */
  done: string;
  /** It has no captions, and nobody recognises speech. */
  failed: string;
}

export const statesOf = ({ done, failed }: Talks): State[] => [
  ['/', heading('Your projects')],
  ['/', press(/^Tags of/)],
  ['/?q=zebra', heading('No project is like that')],
  [failed, (at) => at.getByRole('button', { name: 'Details of Transcript' }).click()],
  [done, (at) => openStep(at, 'Transcript')],
  [done, press('New kind of draft')],
  [done, press('Write again: Blog post')],
  [done, (at) => at.locator('.activity summary').click()],
  [done, press('Delete this project')],
  [`${done}/transcript`, press(/^Correct the line at 0:06/)],
  [`${done}/transcript`, press('Find and replace')],
  [`${done}/transcript`, press('Keys')],
  [`${done}/screenshots`, (at) => at.locator('.shot').first().waitFor()],
  [`${done}/chapters`, (at) => at.getByRole('button', { name: 'Edit', exact: true }).click()],
  [`${done}/chapters`, press(/^Rename the chapter/)],
  [`${done}/contents/blog`, (at) => at.locator('.versions summary').last().click()],
  [`${done}/contents/blog`, press('Ask for a review')],
  [`${done}/contents/blog`, press('Screenshot')],
  [`${done}/contents/blog`, press('Find and replace')],
  [`${done}/contents/blog`, openMarkdown],
  [`${done}/contents/blog`, typeSlash],
  [`${done}/contents/blog`, putTable],
  [`${done}/contents/twitter`, written],
  [`${done}/contents/linkedin`, written],
  [`${done}/contents/youtube`, written],
  [`${done}/contents/newsletter`, written],
  ['/search?q=bread', (at) => at.locator('.hit').first().waitFor()],
  ['/search?q=zebra', heading('Nothing found for “zebra”')],
  ['/search', heading('Find what was said')],
  ['/bin', heading('Bin')],
  ['/account', heading('Your account')],
  ['/models', heading('Models and speech')],
  ['/no/such/page', press(/^Notices/)],
];
