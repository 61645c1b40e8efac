/** ffmpeg and ffprobe: as set, else the machine's, else those of the npm packages. */
import { chmodSync, copyFileSync, mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheDir, isProgram, makeOnce, onPath } from './files.mjs';
import { Trouble, WRONG_SETTINGS, runs } from './processes.mjs';

const require = createRequire(import.meta.url);

/**
 * @param {{ffmpegPath?: string, ffprobePath?: string}} [settings] a path that is set is used, or refused by name
 * @returns {Promise<{ffmpeg: string, ffprobe: string}>} programs that were tried
 * @throws {Trouble} with the remedy
 */
export async function findFfmpeg({ ffmpegPath, ffprobePath } = {}) {
  const [ffmpeg, ffprobe] = await Promise.all([
    find('ffmpeg', ffmpegPath, 'FFMPEG_PATH'),
    find('ffprobe', ffprobePath, 'FFPROBE_PATH'),
  ]);
  return { ffmpeg, ffprobe };
}

async function find(name, given, variable) {
  if (given) {
    if (await works(given)) return given;
    throw new Trouble(
      `${variable}=${given} does not run: correct it, or leave it out to use the ${name} that is found.`,
      WRONG_SETTINGS,
    );
  }
  const installed = onPath(name);
  if (installed && (await works(installed))) return installed;
  const shipped = await packaged(name);
  if (shipped && (await works(shipped))) return shipped;
  throw new Trouble(`No ${name} was found: install ffmpeg with your system's package manager, or give ${variable}.`);
}

const works = (path) => runs(path, ['-hide_banner', '-version']);

/** The package's file, made executable: ffprobe is published without that right for all. Where we may not change it, a copy. */
async function packaged(name) {
  const program = process.platform === 'win32' ? `${name}.exe` : name;
  let manifest;
  try {
    manifest = require.resolve(`@${name}-installer/${process.platform}-${process.arch}/package.json`);
  } catch {
    return undefined;
  }
  const path = join(dirname(manifest), program);
  if (isProgram(path) && (process.getuid?.() !== 0 || isForAll(path))) return path;
  try {
    chmodSync(path, 0o755);
    return path;
  } catch {
    return copied(name, program, path, require(manifest).version);
  }
}

/** Root may run what others may not, and goes on as one of them. */
const isForAll = (path) => (statSync(path).mode & 0o111) === 0o111;

async function copied(name, program, path, version) {
  const copy = join(cacheDir(), `${name}-${version}-${process.arch}`);
  try {
    mkdirSync(dirname(copy), { recursive: true });
    await makeOnce(copy, (temporary) => {
      copyFileSync(path, join(temporary, program));
      chmodSync(join(temporary, program), 0o755);
    });
  } catch {
    return undefined;
  }
  return join(copy, program);
}
