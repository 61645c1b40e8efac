/**
 * `npm run tour`: a film of stills into docs/tour. Starts a Devreel of its own with an empty DATA_DIR, takes the sample talk through it,
 * and goes through scripts/tour/states.mjs in both themes and three widths. For after a build; no part of the tests.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from './embedded/chromium.mjs';
import { ROOT } from './embedded/prepare.mjs';
import { signIn, withOwnDevreel } from './tour/own-devreel.mjs';
import { beforeTheFirst, withTheSample } from './tour/states.mjs';

const FOLDER = join(ROOT, 'docs', 'tour');
const THEMES = ['light', 'dark'];
/** Pixels: a telephone, a laptop, a large screen. */
const SIZES = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
];
const QUALITY = 60;

async function film({ link, sample }) {
  const { executablePath, env: more } = await findChromium();
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, env: { ...process.env, ...more }, args });
  try {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    const at = { origin: link.origin, project: '' };
    await stills(
      context,
      beforeTheFirst.filter((state) => state.signedOut),
      at,
    );
    await signIn(context, link);
    await stills(
      context,
      beforeTheFirst.filter((state) => !state.signedOut),
      at,
    );
    at.project = await sample();
    await stills(context, withTheSample, at);
    writeFileSync(join(FOLDER, 'README.md'), album([...beforeTheFirst, ...withTheSample]));
  } finally {
    await browser.close();
  }
}

async function stills(context, states, { origin, project }) {
  const page = await context.newPage();
  for (const { name, path, show } of states) {
    for (const size of SIZES) {
      for (const colorScheme of THEMES) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        await page.goto(origin + path.replace(/^\.\//, `${project}/`), { waitUntil: 'networkidle' });
        await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
        await show?.(page);
        await page.evaluate('document.fonts.ready');
        await page.screenshot({ path: join(FOLDER, fileOf(name, size, colorScheme)), type: 'jpeg', quality: QUALITY });
      }
    }
  }
  await page.close();
}

const fileOf = (name, { width }, theme) => `${name}-${width}-${theme}.jpg`;

/** All stills on one page, a sentence with each. */
function album(states) {
  const pictures = states.map(({ name, says }) => {
    const [phone, laptop, large] = SIZES.map((size) => THEMES.map((theme) => fileOf(name, size, theme)));
    const thumbnails = [...phone, laptop[1], ...large].map(
      (file) => `<a href="${file}"><img src="${file}" alt="" height="160"></a>`,
    );
    return `## ${says}\n\n![](${laptop[0]})\n\n${thumbnails.join(' ')}\n`;
  });
  return `# A tour\n\nMade by \`npm run tour\`, from the talk of \`npm run sample\`: each state on a telephone, a laptop and a large screen, light and dark.\n\n${pictures.join('\n')}`;
}

await withOwnDevreel(film);
