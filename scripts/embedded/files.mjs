/** Small files that must be whole or absent, and folders that outlive an installation. */
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * Writes a JSON file in one step, readable by its owner only.
 * @param {string} path  @param {unknown} value
 */
export function writeRecord(path, value) {
  const temporary = `${path}.${process.pid}.tmp`;
  // Never through a link that somebody else has put in its place.
  rmSync(temporary, { force: true });
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(temporary, path);
}

/** The JSON in `path`, or undefined when there is none that can be read. */
export function readRecord(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whoever this process goes on as. */
const startedByRoot = process.getuid?.() === 0;

/** Where copies of programs are kept between starts and clones: per user; for root a place every user can reach. */
export function cacheDir() {
  const base = startedByRoot ? '/var/cache' : process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'devreel');
}

/** Lets every user read the file, or all that is in the folder; links are left as they are. @param {string} path */
export function openToAll(path) {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  const rights = stat.isDirectory() ? 0o755 : stat.mode & 0o100 ? 0o555 : 0o444;
  if ((stat.mode & rights) !== rights) chmodSync(path, (stat.mode & 0o7777) | rights);
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}

/**
 * Fills a folder by `fill(temporary)` and moves it to `target` in one step. When another process was faster, its folder is kept.
 * @param {string} target
 * @param {(temporary: string) => void | Promise<void>} fill
 */
export async function makeOnce(target, fill) {
  if (existsSync(target)) return;
  const temporary = `${target}.${process.pid}.tmp`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  try {
    await fill(temporary);
    if (!existsSync(target)) renameSync(temporary, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The first program of one of these names on the PATH, or undefined. */
export function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
