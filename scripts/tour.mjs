/**
 * `npm run tour`: a film of stills into docs/tour. Starts a Devreel of its own with an empty DATA_DIR, fills it by the API as people
 * would, and goes through scripts/tour/states in both themes and three widths. For after a build; no part of the tests.
 *
 * `-- --only bell,home` takes these alone; `-- --out /tmp/tour` leaves docs/tour as it is; `-- --whole` takes each page to its end.
 */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findChromium } from './embedded/chromium.mjs';
import { ROOT } from './embedded/prepare.mjs';
import { join } from 'node:path';
import { writeAlbum } from './tour/album.mjs';
import { Camera } from './tour/camera.mjs';
import { signIn, withOwnDevreel } from './tour/own-devreel.mjs';
import { startStandIn } from './tour/stand-in.mjs';
import { acts } from './tour/states/acts.mjs';
import { Studio } from './tour/studio.mjs';

const { values } = parseArgs({
  options: { only: { type: 'string' }, out: { type: 'string' }, whole: { type: 'boolean', default: false } },
});
const folder = values.out ?? join(ROOT, 'docs', 'tour');
const only = values.only?.split(',') ?? null;
/** The stand-in listens on this machine, which the page's models may not be by default. */
const SETTINGS = { SIGN_UP: 'open', ALLOW_PRIVATE_ADDRESSES: 'true' };

const say = (line) => process.stdout.write(`${line}\n`);

async function film({ link }) {
  const { executablePath, env: more } = await findChromium();
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, env: { ...process.env, ...more }, args });
  const standIn = await startStandIn();
  try {
    const camera = new Camera({ folder, only, whole: values.whole, say });
    const studio = new Studio({ browser, link, standIn, signIn });
    for (const act of acts) await act({ studio, camera });
    writeAlbum(folder, camera.known);
    say(`${camera.taken} states in ${folder}`);
    if (camera.missed.length > 0) throw new Error(`No still of: ${camera.missed.join(', ')}`);
  } finally {
    await browser.close();
    await standIn.stop();
  }
}

await withOwnDevreel(film, SETTINGS);
