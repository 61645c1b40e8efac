/** A Devreel of one's own for scripts that look at its pages: an empty DATA_DIR and a free port. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../embedded/ports.mjs';
import { ROOT } from '../embedded/prepare.mjs';
import { call } from '../embedded/processes.mjs';

/** No recogniser: a script that measures shall not fetch a model. */
const USUAL_SETTINGS = { TRANSCRIBER: 'none' };

/**
 * Runs `use` with it, and ends it whatever becomes of that. It is built first where the sources are newer.
 * @template T
 * @param {(devreel: {link: URL, sample: () => Promise<string>}) => Promise<T>} use `link` signs in; `sample` takes the sample talk
 *   through, and says the path of its project
 * @param {Record<string, string>} [settings] its own, in the place of the usual ones
 * @returns {Promise<T>}
 * @throws {Error} when it does not start, or the sample does not come through
 */
export async function withOwnDevreel(use, settings = USUAL_SETTINGS) {
  const dataDir = mkdtempSync(join(tmpdir(), 'devreel-pages-'));
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(await freePort()),
    LOG_LEVEL: 'error',
    ...settings,
  };
  const server = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const link = await signInLink(server);
    return await use({ link, sample: () => sampleProject(env) });
  } finally {
    if (server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
    }
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The link that the server prints once it is ready. */
async function signInLink(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    const [, link] = /^Devreel is ready: (\S+)$/.exec(line) ?? [];
    if (link) return new URL(link);
  }
  throw new Error('Devreel ended before it was ready.');
}

async function sampleProject(env) {
  const { code, stdout, stderr } = await call(process.execPath, [join(ROOT, 'scripts', 'sample.mjs')], {
    cwd: ROOT,
    env,
  });
  const [path] = /\/projects\/[0-9a-f-]+/.exec(stdout) ?? [];
  if (code !== 0 || !path) throw new Error(`The sample failed:\n${stdout}${stderr}`);
  return path;
}

/** Opens the link in a new tab of this browser and signs in by it. */
export async function signIn(context, link) {
  const page = await context.newPage();
  await page.goto(link.href);
  await page.getByRole('button').first().click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.close();
}
