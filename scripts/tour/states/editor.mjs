/** The drafts: each of the five types and one of one's own, and what the editor can do. */
/* global scrollBy -- within the page */
import { press, see, then } from './press.mjs';

const blogOf = (talk) => `${talk}/contents/blog`;
const rich = (page) => page.getByRole('textbox', { name: 'Blog post' });

/** A new paragraph at the end of the text. */
async function newParagraph(page) {
  await rich(page).waitFor();
  await rich(page).locator('p').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
}

export async function editor({ studio, camera }) {
  const owner = await studio.owner();
  const page = await owner.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  await camera.take(page, drafts(studio.sample));
  await camera.take(page, tools(studio.sample));
  await differences(studio, camera, page);
  await conflict(studio, camera, owner, page);
  await page.close();
}

const drafts = (talk) => [
  {
    name: 'blog',
    says: 'The blog post, written in as it will look.',
    path: blogOf(talk),
    show: (page) => rich(page).waitFor(),
  },
  { name: 'newsletter', says: 'The newsletter.', path: `${talk}/contents/newsletter` },
  {
    name: 'thread',
    says: 'A thread on X, as posts that are split, joined and counted.',
    path: `${talk}/contents/twitter`,
  },
  {
    name: 'linkedin',
    says: 'The LinkedIn post beside how it will look, with the line where it is cut off.',
    path: `${talk}/contents/linkedin`,
  },
  { name: 'youtube', says: 'The YouTube description with its chapters.', path: `${talk}/contents/youtube` },
  {
    name: 'own-draft',
    says: 'A draft of a kind of one’s own.',
    path: talk,
    show: async (page) => {
      await page.goto(talk);
      const link = page
        .getByRole('link', { name: 'Edit Wiki entry' })
        .or(page.getByRole('link', { name: 'View Wiki entry' }));
      await link.click();
      await page.getByRole('heading', { name: 'Wiki entry' }).first().waitFor();
    },
  },
];

const tools = (talk) => [
  {
    name: 'slash',
    says: 'A slash asks what to put there.',
    path: blogOf(talk),
    show: async (page) => {
      await newParagraph(page);
      await page.keyboard.type('/');
      await page.getByRole('listbox').or(page.locator('.slash')).first().waitFor();
    },
    leave: async (page) => {
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Control+s');
      await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
    },
  },
  {
    name: 'find',
    says: 'Find and replace in a draft.',
    path: blogOf(talk),
    show: async (page) => {
      await rich(page).waitFor();
      await press('Find and replace')(page);
      await page.getByLabel('Find', { exact: true }).fill('queue');
    },
  },
  {
    name: 'picker',
    says: 'A screenshot is picked, or the very frame that is wanted.',
    path: blogOf(talk),
    show: async (page) => {
      await rich(page).waitFor();
      await press('Screenshot')(page);
      await page
        .getByRole('button', { name: /^Insert the screenshot/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'markdown',
    says: 'The Markdown itself, for those who want it.',
    path: blogOf(talk),
    show: async (page) => {
      await rich(page).waitFor();
      await page.getByRole('button', { name: 'Markdown', pressed: false }).click();
    },
    leave: (page) => page.getByRole('button', { name: 'Markdown', pressed: true }).click(),
  },
  {
    name: 'download',
    says: 'Out of the house: pages with pictures inside, and zips for static sites.',
    path: blogOf(talk),
    show: async (page) => {
      await rich(page).waitFor();
      await page.locator('summary', { hasText: 'Download' }).click();
    },
  },
  {
    name: 'origin',
    says: 'Where the facts of a draft come from, and what the checks found.',
    path: blogOf(talk),
    show: async (page) => {
      await rich(page).waitFor();
      await rich(page).locator('p').nth(1).click();
    },
  },
];

/** Another version, by somebody who writes; then what differs. */
async function differences(studio, camera, page) {
  const id = studio.sample.split('/').at(-1);
  const path = `/api/projects/${id}/contents/blog`;
  const { body, version } = await studio.ask('GET', path);
  const changed = body.replace('gets lost', 'is lost for good').replace('queue forgets', 'queue no longer knows');
  await studio.ask('PUT', path, { body: `${changed}\nTry it, and tell us.\n` }, { headers: { 'if-match': '*' } });
  await studio.ask('PATCH', `${path}/versions/${version}`, { name: 'Sent to Ada' });
  const openVersions = (at) => at.locator('.versions summary').last().click();
  await camera.take(page, [
    {
      name: 'versions',
      says: 'Versions, by sessions of writing; those that matter have a name.',
      path: blogOf(studio.sample),
      show: then((at) => rich(at).waitFor(), openVersions, see('Sent to Ada'), toVersions),
    },
    {
      name: 'difference',
      says: 'What differs, by word.',
      path: blogOf(studio.sample),
      show: then((at) => rich(at).waitFor(), openVersions, press(/^Compare version/), toVersions),
    },
  ]);
  await studio.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'], keepEdited: true });
  await studio.tasks(id);
  await camera.take(page, [
    {
      name: 'redo',
      says: 'A draft that was edited by hand is never replaced: the new one is offered beside it, piece by piece.',
      path: blogOf(studio.sample),
      show: then(press('Look at what differs'), (at) => at.getByLabel('Differences').first().waitFor()),
    },
  ]);
}

const toVersions = (page) =>
  page
    .locator('.versions')
    .last()
    .evaluate((element) => {
      element.scrollIntoView({ block: 'start' });
      scrollBy(0, -80);
    });

/** Two tabs write in the same draft. */
async function conflict(studio, camera, owner, page) {
  const path = `/api${studio.sample}/contents/newsletter`;
  const { body } = await studio.ask('GET', path);
  await page.goto(`${studio.sample}/contents/newsletter`);
  const text = page.getByRole('textbox', { name: 'Newsletter' });
  await text.locator('p').first().click();
  await page.keyboard.press('End');
  // Written in this tab while it hears nothing, so that the other one is first.
  await page.context().setOffline(true);
  await page.keyboard.type(' This was written on a train.');
  await owner.request.fetch(`${studio.origin}${path}`, {
    method: 'PUT',
    headers: { origin: studio.origin, 'if-match': '*' },
    data: { body: `${body}\nThis was written at the desk.\n` },
  });
  await page.context().setOffline(false);
  await page.getByText('There are two texts now').waitFor();
  await camera.take(page, [
    {
      name: 'conflict',
      says: 'Two texts at once: the differences by word, taken over piece by piece.',
      once: true,
      show: (at) => at.locator('.conflict').scrollIntoViewIfNeeded(),
    },
  ]);
  await page.getByRole('button', { name: 'Go on with mine' }).click();
}
