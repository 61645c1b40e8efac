/** A talk in which all is made: its pages, and what can be corrected there. */
import { press, scrollTo, see, then } from './press.mjs';

export async function project({ studio, camera }) {
  const id = studio.sample.split('/').at(-1);
  const { items: types } = await studio.ask('GET', '/api/content-types');
  await studio.ask('POST', `/api/projects/${id}/generate`, { types: types.map((type) => type.id) });
  const documents = {
    'style.md': '# Style\n\nWrite short sentences.',
    'earlier-post.md': '# Workers\n\nA worker dies.',
  };
  for (const [name, text] of Object.entries(documents))
    await studio.ask('POST', `/api/projects/${id}/documents?filename=${name}`, text);
  await studio.tasks(id);
  const owner = await studio.owner();
  const page = await owner.newPage();
  await camera.take(page, statesOf(studio.sample));
  await afterCorrection(studio, camera, page, id);
  await page.close();
}

const statesOf = (talk) => [
  {
    name: 'done',
    says: 'A talk that is done: the player with its chapters on the bar, and what was made of it.',
    path: talk,
  },
  {
    name: 'steps',
    says: 'Finished steps fold into one line, and open again.',
    path: talk,
    show: then(press(/^\d steps done/), press('Details of Transcript'), see('Attempt 1')),
  },
  {
    name: 'write-again',
    says: 'Writing a draft again asks first, and takes instructions.',
    path: talk,
    show: press('Write again: Blog post'),
    leave: press('Cancel'),
  },
  {
    name: 'own-kind',
    says: 'A kind of draft of one’s own.',
    path: talk,
    show: then(press('New kind of draft'), see('A new kind of draft')),
    leave: press('Cancel'),
  },
  {
    name: 'documents',
    says: 'Background documents: drafts draw on them.',
    path: talk,
    show: scrollTo('section[aria-labelledby=documents-title]'),
  },
  {
    name: 'delete',
    says: 'Deleting a project says what goes, and for how long it can come back.',
    path: talk,
    show: press('Delete this project'),
  },
  {
    name: 'transcript',
    says: 'The transcript follows the recording; any word leads to its second.',
    path: `${talk}/transcript`,
  },
  {
    name: 'transcript-line',
    says: 'A line is corrected, split and joined where it is read.',
    path: `${talk}/transcript`,
    show: (page) =>
      page
        .getByRole('button', { name: /^Correct the line/ })
        .nth(1)
        .click(),
    leave: (page) => page.keyboard.press('Escape'),
  },
  {
    name: 'transcript-find',
    says: 'A name is corrected everywhere at once.',
    path: `${talk}/transcript`,
    show: async (page) => {
      await press('Find and replace')(page);
      await page
        .getByRole('searchbox', { name: 'Find', exact: true })
        .or(page.getByRole('textbox', { name: 'Find', exact: true }))
        .first()
        .fill('worker');
      await see(/\d of \d/)(page);
    },
  },
  {
    name: 'speaker',
    says: 'Who speaks is named.',
    path: `${talk}/transcript`,
    show: async (page) => {
      await page
        .getByRole('button', { name: /^Correct the line/ })
        .first()
        .click();
      await page
        .getByLabel('Said by')
        .or(page.getByLabel(/^Speaker at/))
        .first()
        .selectOption({ label: 'Somebody new' });
    },
  },
  { name: 'chapters', says: 'Chapters, as they were found.', path: `${talk}/chapters` },
  {
    name: 'chapters-edited',
    says: 'Chapters are moved, renamed and added by hand.',
    path: `${talk}/chapters`,
    show: async (page) => {
      const edit = page.getByRole('button', { name: 'Edit', exact: true });
      const cancel = page.getByRole('button', { name: 'Cancel' });
      await edit.or(cancel).first().waitFor();
      // Opened in one still, a form is open in the next: what is typed into it is kept.
      if (await edit.isVisible()) await edit.click();
    },
  },
  {
    name: 'chapter-renamed',
    says: 'A chapter is renamed on the player’s own bar.',
    path: `${talk}/transcript`,
    show: async (page) => {
      await page
        .getByRole('slider', { name: /begins$/ })
        .first()
        .focus();
      await page.keyboard.press('Enter');
    },
  },
  { name: 'screenshots', says: 'Screenshots that show something new.', path: `${talk}/screenshots` },
  {
    name: 'keys',
    says: 'The keys of the player, which work on the whole page.',
    path: talk,
    show: press('Keys'),
  },
];

/** One question after a correction. */
async function afterCorrection(studio, camera, page, id) {
  const { items } = await studio
    .ask('GET', `/api/projects/${id}/transcript`)
    .then((all) => ({ items: all.segments ?? all.items }));
  const { index = 0, text } = items[1];
  await studio.ask('PATCH', `/api/projects/${id}/transcript`, {
    segments: [{ index, text: `${text} `.replace('First', 'To begin') }],
  });
  await camera.take(page, [
    {
      name: 'after-correction',
      says: 'One question after a correction: redo all, choose, or fine as it is.',
      path: studio.sample,
      show: see('Made before your last corrections'),
    },
    {
      name: 'after-correction-choose',
      says: 'What of it is made anew is chosen; what was edited by hand is not picked.',
      path: studio.sample,
      show: press('Choose'),
    },
  ]);
  const { tasks } = await studio.ask('GET', `/api/projects/${id}`);
  for (const task of tasks.filter(({ stale }) => stale)) await studio.ask('POST', `/api/tasks/${task.id}/retry`);
  await studio.tasks(id);
}
