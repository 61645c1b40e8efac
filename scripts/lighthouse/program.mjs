/**
 * Lighthouse itself, fetched when it is first asked for: with its 110 MB it would be a third of the packages, for a command that few run.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheDir, makeOnce } from '../embedded/files.mjs';
import { Trouble, call, tail } from '../embedded/processes.mjs';

/** The last that Node 20 runs and that still measures with a phone's line and processor as they are usually told. */
const VERSION = '12.2.3';

/**
 * @param {(line: string) => void} say is told before a download begins
 * @returns {Promise<{lighthouse: Function, desktop: object, version: string}>} `desktop` is its own configuration for a desktop
 * @throws {Trouble} when it could not be fetched
 */
export async function loadLighthouse(say) {
  const folder = join(cacheDir(), `lighthouse-${VERSION}`);
  const inside = join(folder, 'node_modules', 'lighthouse', 'core');
  if (!existsSync(inside)) {
    say(`Fetching Lighthouse ${VERSION}…`);
    await makeOnce(folder, fetchInto);
  }
  const load = async (...names) => import(pathToFileURL(join(inside, ...names)).href);
  const [{ default: lighthouse }, { default: desktop }] = await Promise.all([
    load('index.js'),
    load('config', 'desktop-config.js'),
  ]);
  return { lighthouse, desktop, version: VERSION };
}

async function fetchInto(folder) {
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', `lighthouse@${VERSION}`];
  const { code, stderr } = await call('npm', args, { cwd: folder });
  if (code !== 0) throw new Trouble(`Lighthouse could not be fetched from the registry: ${tail(stderr)}`);
}
