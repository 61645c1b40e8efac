/** The account page and its parts, the voice, and the same in German. */
import { press, scrollTo, see } from './press.mjs';

const POSTS = [
  'We lost a job last week. Nobody noticed for a day. So I sat down and wrote it all into a table, row by row, and you know what? It just works.',
  'You do not need a bigger queue. You need to know what you promised. Write it down where a crash cannot reach it, and read it back every five seconds.',
  'I like boring tools. A table is boring. A transaction is boring. That is why they are still there in the morning.',
];

export async function account({ studio, camera }) {
  await studio.ask('PUT', '/api/me/voice', {
    posts: POSTS.map((text, i) => ({ title: `Post ${i + 1}`, text })),
    keepTo: 'British spelling. No exclamation marks.',
  });
  await studio.ask('POST', '/api/api-keys', { name: 'Blog build', scopes: ['read'] });
  const owner = await studio.owner();
  const page = await owner.newPage();
  await camera.take(page, [
    {
      name: 'account',
      says: 'The account: name, password, sessions, keys, notices, language, voice.',
      path: '/account',
    },
    { name: 'account-sessions', says: 'Where one is signed in.', path: '/account', show: scrollTo('#sessions') },
    { name: 'account-keys', says: 'API keys.', path: '/account', show: scrollTo('#keys') },
    {
      name: 'webhooks',
      says: 'Webhooks: which other programs are told what happens.',
      path: '/account',
      show: scrollTo('#webhooks'),
    },
    {
      name: 'voice',
      says: 'The voice that drafts are written in, drawn from earlier posts.',
      path: '/account',
      show: scrollTo('#voice'),
    },
  ]);
  await page.close();
  const german = await studio.owner({ locale: 'de-DE' });
  const seite = await german.newPage();
  await camera.take(seite, [
    { name: 'german-home', says: 'The page in German: home.', path: '/' },
    { name: 'german-project', says: 'The page in German: a talk.', path: studio.sample },
    { name: 'german-draft', says: 'The page in German: a draft.', path: `${studio.sample}/contents/blog` },
    { name: 'german-account', says: 'The page in German: the account.', path: '/account' },
    { name: 'german-bell', says: 'The page in German: the bell.', path: '/', show: press(/^Meldungen/) },
    {
      name: 'german-toast',
      says: 'The page in German: a toast.',
      path: '/',
      once: true,
      show: async (at) => {
        await studio.ask('POST', `/api${studio.sample}/generate`, { types: ['newsletter'] });
        await see('Newsletter: fertig')(at);
      },
    },
  ]);
  await german.close();
}
