/** Before there is anything: how one comes in, and what one sees first. */
import { press, see, then } from './press.mjs';

const outside = [
  { name: 'sign-in', says: 'Signing in.', path: '/sign-in', show: see('Sign in') },
  {
    name: 'sign-up',
    says: 'Making an account, where that is allowed.',
    path: '/sign-in',
    show: press('Create an account'),
  },
  {
    name: 'sign-in-refused',
    says: 'A wrong password is said beside the field.',
    path: '/sign-in',
    show: async (page) => {
      await page.getByLabel('E-mail').fill('ada@example.org');
      await page.getByLabel('Password').fill('not this one');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'forgot', says: 'A forgotten password: where no mail is sent, whom to ask.', path: '/forgot' },
  { name: 'new-password', says: 'A new password, by the link that was sent.', path: '/reset?token=none' },
];

const first = [
  {
    name: 'first-home',
    says: 'The first home: a place to drop a talk, what becomes of speech here, and a sample to open at once.',
    path: '/',
    show: see('Open a sample talk'),
  },
  { name: 'bin-empty', says: 'The bin, with nothing in it.', path: '/bin' },
  { name: 'search-how', says: 'What can be searched, and how.', path: '/search' },
  {
    name: 'models',
    says: 'Models and speech: set by who runs this Devreel, each tried before it is kept.',
    path: '/models',
    show: see('Speech recognition'),
  },
  {
    name: 'models-refused',
    says: 'An address that is refused, and why.',
    path: '/models',
    show: then(
      (page) => page.getByRole('textbox', { name: 'Address' }).first().fill('ftp://nowhere'),
      press('Try and keep'),
      see('must be a URL such as'),
    ),
  },
];

export async function arriving({ studio, camera }) {
  const stranger = await studio.stranger();
  await camera.take(await stranger.newPage(), outside);
  await stranger.close();
  const owner = await studio.owner();
  const page = await owner.newPage();
  await camera.take(page, first);
  await page.close();
}
