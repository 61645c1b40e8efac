/**
 * The stills of the tour, in the order of a visit. `path` is of the server, or of the sample's project where it begins with `./`;
 * `show` brings the page into the state that the sentence speaks of.
 */

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {{name: string, says: string, path: string, signedOut?: boolean, show?: (page: Page) => Promise<unknown>}} State
 */

/** Opened in one still, a form is open in the next: what is typed into it is kept. */
async function openChaptersForm(page) {
  const edit = page.getByRole('button', { name: /^Edit$/ });
  await edit
    .or(page.getByRole('button', { name: 'Cancel' }))
    .first()
    .waitFor();
  if (await edit.isVisible()) await edit.click();
}

const button = (name) => (page) => page.getByRole('button', { name }).first().click();

/** @type {State[]} */
export const beforeTheFirst = [
  {
    name: 'sign-in',
    says: 'Signing in, or making an account where that is allowed.',
    path: '/sign-in',
    signedOut: true,
  },
  { name: 'empty', says: 'Before the first talk: a place to drop one.', path: '/' },
];

/** @type {State[]} */
export const withTheSample = [
  { name: 'bell', says: 'The bell: what was missed, over all talks.', path: '/', show: button(/^Notices/) },
  { name: 'home', says: 'Home: every talk, newest first.', path: '/' },
  { name: 'overview', says: 'A talk that is done: what was made of it.', path: './' },
  {
    name: 'transcript',
    says: 'The transcript follows the recording; any line leads to its second.',
    path: './transcript',
  },
  { name: 'chapters', says: 'Chapters, as they were found.', path: './chapters' },
  {
    name: 'chapters-edited',
    says: 'Chapters are moved, renamed and added by hand.',
    path: './chapters',
    show: openChaptersForm,
  },
  { name: 'screenshots', says: 'Screenshots that show something new.', path: './screenshots' },
  { name: 'blog', says: 'The blog post, written in as it will look.', path: './contents/blog' },
  { name: 'thread', says: 'A thread on X, as posts that are split, joined and counted.', path: './contents/twitter' },
  { name: 'linkedin', says: 'The LinkedIn post beside how it will look.', path: './contents/linkedin' },
  { name: 'youtube', says: 'The YouTube description with its chapters.', path: './contents/youtube' },
  { name: 'search', says: 'A search leads to the second at which something was said.', path: '/search?q=commit' },
  { name: 'account', says: 'The account, and the voice that drafts are written in.', path: '/account' },
  { name: 'bin', says: 'What was deleted lies in the bin for 30 days.', path: '/bin' },
  { name: 'not-found', says: 'An address that has no page.', path: '/no/such/page' },
  {
    name: 'correction',
    says: 'A line is corrected where it is read.',
    path: './transcript',
    show: (page) =>
      page
        .getByRole('button', { name: /^Correct the line/ })
        .nth(1)
        .click(),
  },
];
