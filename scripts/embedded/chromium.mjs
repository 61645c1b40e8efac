/** A Chromium for the end-to-end tests: as set, else the machine's, else on Debian a private copy. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasApt, libraryPath, privatePackages } from './apt-private.mjs';
import { isProgram, onPath } from './files.mjs';
import { Trouble, runs } from './processes.mjs';

/** Without windows it has no tabs in them either; but an open page that nobody moves in costs nothing, and a look at one a third. */
const HEADLESS = 'chromium-headless-shell';
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const onMac = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
const remedy = 'install Chromium or Google Chrome, or give CHROMIUM_PATH';

/**
 * @param {{say?: (line: string) => void, withWindows?: boolean}} [options] `say` hears of a download that takes a while;
 *   `withWindows`: the whole of it, for who looks at more than pages
 * @returns {Promise<{executablePath: string, env: Record<string, string>}>} what playwright-core's launch needs; `env` is to be
 *   added to the process's own. As root it also wants `--no-sandbox`.
 * @throws {Trouble} with the remedy
 */
export async function findChromium({ say = () => {}, withWindows = false } = {}) {
  const given = process.env.CHROMIUM_PATH;
  if (given && !isProgram(given))
    throw new Trouble(`CHROMIUM_PATH=${given} is no program: correct it, or leave it out.`);
  const installed = given || onPath(...(withWindows ? [] : [HEADLESS]), ...names) || onMac.find(isProgram);
  if (installed) return { executablePath: installed, env: {} };

  if (!hasApt()) throw new Trouble(`No Chromium was found: ${remedy}.`);
  if (withWindows) return privateCopy('chromium', say);
  // Older systems have it only as a whole.
  return privateCopy(HEADLESS, say).catch(() => privateCopy('chromium', say));
}

/** @throws {Trouble} */
async function privateCopy(name, say) {
  const tried = async (root) => {
    const { executablePath, env } = inside(root, name);
    return runs(executablePath, ['--version'], { env: { ...process.env, ...env } });
  };
  try {
    // A font, because a machine without a screen may have none, and then every text is invisible.
    const root = await privatePackages(name, [name, 'fonts-dejavu-core'], tried, say);
    writeFileSync(fontsFile(root), fontsConfig(root));
    return inside(root, name);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    throw new Trouble(`No Chromium was found, nor a private copy made (${error.message}): ${remedy}.`);
  }
}

/** The program itself. What lies in usr/bin is a shell script that would look for it in the system's folders. */
const inside = (root, name) => ({
  executablePath: join(root, 'usr', 'lib', 'chromium', name),
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
