/**
 * `npm run tour`: a film of stills into docs/tour. Starts a Devreel of its own with an empty DATA_DIR, takes the sample talk through it,
 * and goes through scripts/tour/states.mjs in both themes and three widths. For after a build; no part of the tests.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { findChromium } from './embedded/chromium.mjs';
import { freePort } from './embedded/ports.mjs';
import { ROOT } from './embedded/prepare.mjs';
import { call } from './embedded/processes.mjs';
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

const dataDir = mkdtempSync(join(tmpdir(), 'devreel-tour-'));
const env = {
  ...process.env,
  DATA_DIR: dataDir,
  PORT: String(await freePort()),
  TRANSCRIBER: 'none',
  LOG_LEVEL: 'error',
};
const server = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs')], {
  cwd: ROOT,
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
});
/** The link that the server prints once it is ready. */
async function signInLink() {
  for await (const line of createInterface({ input: server.stdout })) {
    const [, link] = /^Devreel is ready: (\S+)$/.exec(line) ?? [];
    if (link) return new URL(link);
  }
  throw new Error('Devreel ended before it was ready.');
}

async function film(link) {
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
    const page = await context.newPage();
    await page.goto(link.href);
    await page.getByRole('button').first().click();
    await page.waitForURL((url) => url.pathname === '/');
    await page.close();
    await stills(
      context,
      beforeTheFirst.filter((state) => !state.signedOut),
      at,
    );
    const { code, stdout, stderr } = await call(process.execPath, [join(ROOT, 'scripts', 'sample.mjs')], {
      cwd: ROOT,
      env,
    });
    if (code !== 0) throw new Error(`The sample failed:\n${stdout}${stderr}`);
    at.project = /\/projects\/[0-9a-f-]+/.exec(stdout)?.[0] ?? '';
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

try {
  const link = await signInLink();
  await film(link);
} finally {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
  rmSync(dataDir, { recursive: true, force: true });
}
