/** From a file to the server: under way, paused, interrupted; and the file that is no recording. */
/* global document -- within the page */
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';

/** Of noise: it is never sent whole. */
const SIZE = 60_000_000;
const SLOW_BYTES_A_SECOND = 400_000;
/** Enough of it that there is something to go on with. */
const FIRST_PERCENT = 12;

export async function uploading({ studio, camera }) {
  const files = mkdtempSync(join(tmpdir(), 'devreel-tour-'));
  try {
    writeFileSync(join(files, 'keynote.webm'), randomBytes(SIZE));
    writeFileSync(join(files, 'shopping-list.mp4'), 'Flour, water, salt and yeast; and a warm kitchen. '.repeat(20));
    await withFiles(studio, camera, files);
  } finally {
    rmSync(files, { recursive: true, force: true });
  }
}

async function withFiles(studio, camera, files) {
  const owner = await studio.owner();
  const page = await owner.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  const choose = (name) => page.locator('.drop input[type=file]').setInputFiles(join(files, name));
  await camera.take(page, [
    {
      name: 'no-recording',
      says: 'A file that is no recording is refused before anything of it is sent.',
      path: '/',
      show: async () => {
        await choose('shopping-list.mp4');
        await page.getByRole('alert').waitFor();
      },
    },
  ]);
  await throttle(page, SLOW_BYTES_A_SECOND);
  await page.goto('/');
  await choose('keynote.webm');
  await page.waitForURL(/\/projects\//);
  const project = new URL(page.url()).pathname;
  await page.locator('.upload[data-phase=sending]').getByText('a second').waitFor();
  await camera.take(page, [
    { name: 'upload', says: 'An upload under way: how much is sent, how fast, and how long it takes.', once: true },
  ]);
  await page.waitForFunction(enoughSent, FIRST_PERCENT);
  await page.getByRole('button', { name: 'Pause' }).click();
  await camera.take(page, [
    { name: 'upload-paused', says: 'Paused: it goes on from where it is.', once: true },
    {
      name: 'upload-elsewhere',
      says: 'Looking at other pages meanwhile: the upload stays in the header.',
      once: true,
      show: () => page.getByRole('link', { name: 'Devreel, your projects' }).click(),
    },
  ]);
  await throttle(page, -1);
  await page.reload();
  await camera.take(page, [
    { name: 'upload-interrupted', says: 'An interrupted upload stands in the list, with “Go on”.', path: '/' },
    { name: 'upload-go-on', says: 'The same file is asked for, and goes on from where it stopped.', path: project },
  ]);
  await studio.ask('DELETE', `/api${project}`);
  await page.close();
}

async function throttle(page, uploadThroughput) {
  const line = await page.context().newCDPSession(page);
  const rest = { offline: false, latency: 0, downloadThroughput: -1 };
  await line.send('Network.emulateNetworkConditions', { ...rest, uploadThroughput });
}

const enoughSent = (percent) =>
  Number(document.querySelector('.upload [role=progressbar]')?.getAttribute('aria-valuenow')) >= percent;
