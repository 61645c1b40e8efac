/** A Chromium for the end-to-end tests: as set, else the machine's, else on Debian a private copy. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasApt, libraryPath, privatePackages } from './apt-private.mjs';
import { isProgram, onPath } from './files.mjs';
import { Trouble, runs } from './processes.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const onMac = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
const remedy = 'install Chromium or Google Chrome, or give CHROMIUM_PATH';

/**
 * @param {{say?: (line: string) => void}} [options] `say` hears of a download that takes a while
 * @returns {Promise<{executablePath: string, env: Record<string, string>}>} what playwright-core's launch needs; `env` is to be
 *   added to the process's own. As root it also wants `--no-sandbox`.
 * @throws {Trouble} with the remedy
 */
export async function findChromium({ say = () => {} } = {}) {
  const given = process.env.CHROMIUM_PATH;
  if (given && !isProgram(given))
    throw new Trouble(`CHROMIUM_PATH=${given} is no program: correct it, or leave it out.`);
  const installed = given || onPath(...names) || onMac.find(isProgram);
  if (installed) return { executablePath: installed, env: {} };

  if (!hasApt()) throw new Trouble(`No Chromium was found: ${remedy}.`);
  const tried = async (root) => {
    const { executablePath, env } = inside(root);
    return runs(executablePath, ['--version'], { env: { ...process.env, ...env } });
  };
  try {
    // A font, because a machine without a screen may have none, and then every text is invisible.
    const packages = ['chromium', 'fonts-dejavu-core'];
    const root = await privatePackages('chromium', packages, tried, say);
    writeFileSync(fontsFile(root), fontsConfig(root));
    return inside(root);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    throw new Trouble(`No Chromium was found, nor a private copy made (${error.message}): ${remedy}.`);
  }
}

/** The program itself. What lies in usr/bin is a shell script that would look for it in the system's folders. */
const inside = (root) => ({
  executablePath: join(root, 'usr', 'lib', 'chromium', 'chromium'),
  env: { ...libraryPath(root), FONTCONFIG_FILE: fontsFile(root) },
});

const fontsFile = (root) => join(root, 'fonts.conf');

const fontsConfig = (root) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir>${root}/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
