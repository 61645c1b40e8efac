/** More than one person: members, reviews, links to read, and what each of them sees. */
import { press, scrollTo, see, then } from './press.mjs';

export async function team({ studio, camera }) {
  const id = studio.sample.split('/').at(-1);
  const ben = await studio.another('Ben', 'ben@example.org');
  await studio.ask('POST', `/api/projects/${id}/members`, { email: 'ben@example.org', role: 'viewer' });
  const invited = await studio.ask('POST', `/api/projects/${id}/members`, {
    email: 'cleo@example.org',
    role: 'editor',
  });
  const share = await studio.ask('POST', `/api/projects/${id}/shares`, {
    contents: ['blog'],
    recording: true,
    transcript: true,
  });
  const owner = await studio.owner();
  const page = await owner.newPage();
  await reviews(studio, camera, page, id);
  await camera.take(page, membersOf(studio.sample));
  await page.close();
  await asOthers(studio, camera, ben, invited.invitation.link, share.link);
}

async function reviews(studio, camera, page, id) {
  const draft = `/api/projects/${id}/contents/blog`;
  const blog = `${studio.sample}/contents/blog`;
  const becomes = (state, more = {}) =>
    studio.ask('PUT', `${draft}/state`, { state, ...more }, { headers: { 'if-match': '*' } });
  const closed = async (at) => {
    const cancel = at.locator('.review').getByRole('button', { name: 'Cancel' });
    if (await cancel.isVisible()) await cancel.click();
  };
  await camera.take(page, [
    {
      name: 'review-ask',
      says: 'A review is asked for, with a word to the others.',
      path: blog,
      once: true,
      show: press('Ask for a review'),
    },
  ]);
  await closed(page);
  await becomes('in_review', { note: 'Is the end right?' });
  await camera.take(page, [
    { name: 'review', says: 'In review: approved, or sent back with a word.', path: blog, show: see('In review') },
  ]);
  await becomes('approved');
  await camera.take(page, [
    { name: 'approved', says: 'Approved: that text, and no other.', path: blog, show: see('Approved') },
  ]);
  await becomes('published', { url: 'https://example.org/queues' });
  await camera.take(page, [
    {
      name: 'published',
      says: 'Published, with the address where it is to be read.',
      path: blog,
      show: see('Published'),
    },
  ]);
}

const membersOf = (talk) => [
  {
    name: 'members',
    says: 'Who works on it, and who is invited.',
    path: talk,
    show: scrollTo('section.members'),
  },
  {
    name: 'activity',
    says: 'Who did what with the drafts.',
    path: talk,
    show: then(
      scrollTo('section.members'),
      (page) => page.locator('.activity summary').click(),
      see('published'),
      scrollTo('section.members'),
    ),
  },
  {
    name: 'shares',
    says: 'Links to read: what is seen, and for how long.',
    path: talk,
    show: scrollTo('section[aria-labelledby=shares-title]'),
  },
];

async function asOthers(studio, camera, ben, invitation, share) {
  const theirs = await ben.newPage();
  await camera.take(theirs, [
    { name: 'shared-with-you', says: 'Home of somebody with whom a talk was shared.', path: '/' },
    { name: 'viewer', says: 'A talk as a viewer sees it: everything, and nothing to change.', path: studio.sample },
    { name: 'viewer-draft', says: 'A draft as a viewer reads it.', path: `${studio.sample}/contents/blog` },
    { name: 'models-not-yours', says: 'Models and speech, for those who do not run this Devreel.', path: '/models' },
  ]);
  await ben.close();
  const stranger = await studio.stranger();
  await camera.take(await stranger.newPage(), [
    { name: 'invitation', says: 'An invitation, before there is an account.', path: new URL(invitation).pathname },
    { name: 'invitation-over', says: 'An invitation that is over.', path: '/invitations/none' },
    { name: 'share', says: 'What is read by a link, without an account.', path: new URL(share).pathname },
    { name: 'share-over', says: 'A link that has ended.', path: '/s/none' },
  ]);
  await stranger.close();
}
