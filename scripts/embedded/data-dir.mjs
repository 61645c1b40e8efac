/** DATA_DIR: whether it can be used, and what the starter itself keeps in it. */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { readRecord, writeRecord } from './files.mjs';
import { Trouble, WRONG_SETTINGS } from './processes.mjs';

const { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } = fs;

/** What Devreel keeps in DATA_DIR. Anything else there is somebody else's, and its rights are left alone. */
const OWN =
  /^(files|log|models|postgres|redis|scratch|auth-secret\.json|quality\.json|running\.json|start\.lock|\.trial-\d+)$/;

/** Whether something of this name in DATA_DIR is Devreel's. */
export const isOwnName = (name) => OWN.test(name);

/** An empty cluster takes 40 MB, and its write-ahead log as much again. With less free than this a start would fail half-way. */
const LEAST_FREE_BYTES = 150 * 1024 ** 2;
const remedy = 'free some, correct its rights, or choose another: DATA_DIR=/some/folder npm start';
const faults = {
  EACCES: 'may not be written by this user',
  EPERM: 'may not be written by this user',
  EROFS: 'is on a read-only file system',
  ENOSPC: 'is on a full disk',
  EDQUOT: 'is over its quota',
  ENOTDIR: 'has a file in its path',
  EEXIST: 'is a file',
};

/** Not the setting's fault: once there is space again, the same folder will do. */
const full = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Makes DATA_DIR if there is none, and tries to write to it.
 * @param {string} dataDir
 * @throws {Trouble} with the remedy; with the exit code of wrong settings unless it is only full
 */
export function openDataDir(dataDir) {
  try {
    mkdirSync(join(dataDir, 'log'), { recursive: true });
    const trial = join(dataDir, `.trial-${process.pid}`);
    // Root writes into folders of others, too, who may have put a link in its place.
    rmSync(trial, { force: true });
    writeFileSync(trial, Buffer.alloc(4_096), { flush: true, flag: 'wx' });
    rmSync(trial);
  } catch (error) {
    const fault = faults[error.code] ?? `cannot be used (${error.code})`;
    throw new Trouble(`DATA_DIR ${dataDir} ${fault}: ${remedy}`, full.has(error.code) ? 1 : WRONG_SETTINGS);
  }
  const { bavail, bsize } = fs.statfsSync(dataDir);
  const megabytes = (bytes) => Math.floor(bytes / 1024 ** 2);
  if (bavail * bsize < LEAST_FREE_BYTES) {
    const free = `${megabytes(bavail * bsize)} MB free, Devreel needs ${megabytes(LEAST_FREE_BYTES)} MB to start`;
    throw new Trouble(`DATA_DIR ${dataDir} has ${free}: ${remedy}`);
  }
}

/**
 * What lies in DATA_DIR is for its owner only, from now on and, where an earlier version or a copy made it readable for others, again.
 * The folder itself, too, unless it holds more than ours.
 * @param {string} dataDir
 * @param {(line: string) => void} say hears of what could not be mended
 */
export function closeToOthers(dataDir, say) {
  process.umask(0o077);
  const names = readdirSync(dataDir);
  const own = names.filter(isOwnName);
  const stubborn = own.flatMap((name) => closeTree(join(dataDir, name)));
  if (own.length === names.length) stubborn.push(...closeOne(dataDir, lstatSync(dataDir)));
  if (stubborn.length === 0) return;
  const others = stubborn.length > 1 ? ` and ${stubborn.length - 1} more` : '';
  say(
    `Other users of this machine can read ${stubborn[0]}${others}: Devreel may not change that, so correct the rights.`,
  );
}

/** @returns {string[]} the paths whose rights could not be changed */
function closeTree(path) {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  const within = stat.isDirectory() ? readdirSync(path).flatMap((name) => closeTree(join(path, name))) : [];
  return [...closeOne(path, stat), ...within];
}

/** Links have no rights of their own, and what they lead to is not ours. */
function closeOne(path, stat) {
  if (stat.isSymbolicLink() || (stat.mode & 0o077) === 0) return [];
  try {
    chmodSync(path, stat.mode & 0o700);
    return [];
  } catch (error) {
    if (!['EPERM', 'EROFS', 'ENOTSUP', 'ENOENT'].includes(error.code)) throw error;
    return error.code === 'ENOENT' ? [] : [path];
  }
}

/** The key that signs sessions when the settings give none: kept, so that a restart signs nobody out. */
export function keptAuthSecret(dataDir) {
  const path = join(dataDir, 'auth-secret.json');
  const kept = readRecord(path)?.secret;
  if (typeof kept === 'string') return kept;
  const secret = randomBytes(32).toString('hex');
  writeRecord(path, { secret });
  return secret;
}
