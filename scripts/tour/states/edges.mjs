/** The fiftieth talk, the bell, toasts, the bin, searches, and what is said when something is not there. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '../../embedded/ffmpeg.mjs';
import { press, scrollTo, see, then } from './press.mjs';
import { TALKS, TAGS } from './titles.mjs';

const CLIP_SECONDS = 5;

export async function edges({ studio, camera }) {
  if (['home', 'home-filter', 'home-keys'].some((name) => camera.wants({ name }))) await fillHome(studio);
  const owner = await studio.owner();
  const page = await owner.newPage();
  await camera.take(page, [
    { name: 'home', says: 'Home at the fiftieth talk: pictures, states, tags, search, order.', path: '/' },
    { name: 'home-filter', says: 'One tag, by name.', path: '/?tag=conference&sort=name' },
    { name: 'home-none', says: 'Nothing is like that, and the way back.', path: '/?q=zebra' },
    { name: 'tags', says: 'Tags of a talk.', path: '/', show: press(/^Tags of/) },
    { name: 'search', says: 'A search leads to the second at which something was said.', path: '/search?q=table' },
    { name: 'search-none', says: 'Nothing found.', path: '/search?q=zebra' },
    { name: 'bell', says: 'The bell: what was missed, over all talks.', path: '/', show: press(/^Notices/) },
    {
      name: 'operators',
      says: 'All that is worked on here, for who runs this Devreel.',
      path: '/operators',
      show: see('Workers'),
    },
    {
      name: 'operators-workers',
      says: 'Its workers, how much room each owner takes, and the work that is done by the clock.',
      path: '/operators',
      show: then(see('Workers'), scrollTo('.operators section:nth-of-type(2)')),
    },
    { name: 'not-found', says: 'An address that has no page.', path: '/no/such/page' },
    {
      name: 'no-project',
      says: 'A project that is gone, or not shared.',
      path: '/projects/00000000-0000-4000-8000-000000000000',
    },
  ]);
  await toasts(studio, camera, page);
  await camera.take(page, [
    {
      name: 'offline',
      says: 'The connection is lost: it is said, and nothing moves.',
      path: studio.sample,
      once: true,
      show: async (at) => {
        await at.locator('video').waitFor();
        await at.context().setOffline(true);
        await see('Connection lost')(at);
      },
    },
  ]);
  await owner.setOffline(false);
  await page.close();
}

/** Something is deleted from the list: a toast takes it back. Then the bin. */
async function toasts(studio, camera, page) {
  await studio.talk('Notes to myself', { recording: null });
  await studio.talk('A rehearsal', { recording: null });
  await camera.take(page, [
    {
      name: 'toast-undo',
      says: 'A deletion is taken back by its toast.',
      path: '/',
      once: true,
      show: then(press('Delete “A rehearsal”'), see('is in the bin')),
    },
    {
      name: 'toasts',
      says: 'A toast tells what is ready.',
      path: '/',
      once: true,
      show: async (at) => {
        await studio.ask('POST', `/api${studio.sample}/generate`, { types: ['linkedin'] });
        await see(/LinkedIn post ready/)(at);
      },
    },
  ]);
  await page.goto('/');
  await press('Delete “Notes to myself”')(page);
  await see('is in the bin')(page);
  await camera.take(page, [
    { name: 'bin', says: 'What was deleted lies in the bin for 30 days.', path: '/bin' },
    { name: 'bin-for-good', says: 'Deleting for good asks first.', path: '/bin', show: press(/^Delete for good/) },
  ]);
}

/** Clips of the sample, so that each has its picture. */
async function fillHome(studio) {
  const { ffmpeg } = await findFfmpeg();
  const folder = mkdtempSync(join(tmpdir(), 'devreel-tour-'));
  try {
    const whole = join(folder, 'whole.mp4');
    writeFileSync(whole, studio.recording);
    const ids = [];
    for (const [i, title] of TALKS.entries()) {
      const clip = join(folder, `${i}.mp4`);
      const cut = ['-ss', String(3 + ((i * 11) % 95)), '-i', whole, '-t', String(CLIP_SECONDS), '-c', 'copy'];
      spawnSync(ffmpeg, ['-v', 'error', '-y', ...cut, clip]);
      const captions = `1\n00:00:00,500 --> 00:00:04,000\nThis talk is called ${title}.\n`;
      ids.push(await studio.talk(title, { recording: readFileSync(clip), captions, tags: TAGS[i % TAGS.length] }));
    }
    for (const id of ids) await studio.tasks(id);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
