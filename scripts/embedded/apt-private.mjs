/**
 * A private copy of Debian's or Ubuntu's packages, without root and without touching the system: apt downloads a package, and
 * those of its dependencies that the system lacks, into folders of ours, and dpkg-deb unpacks them there.
 */
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDir, makeOnce, onPath } from './files.mjs';
import { Trouble, call, tail } from './processes.mjs';

/** Whether the technique works here at all. */
export const hasApt = () => process.platform === 'linux' && Boolean(onPath('apt-get') && onPath('dpkg-deb'));

/**
 * Makes the copy, unless there is one that `works`. One that no longer works, because the system was upgraded, is made again.
 * @param {string} name of the copy
 * @param {string[]} packages
 * @param {(root: string) => Promise<boolean>} works tries the programs under `root`
 * @param {(line: string) => void} say is told before a download begins
 * @param {{whole?: boolean}} [options] `whole`: with all that the packages depend on, whatever of it the system has, too
 * @returns {Promise<string>} the folder that holds usr/, etc/ …
 * @throws {Trouble} naming what apt said
 */
export async function privatePackages(name, packages, works, say, { whole = false } = {}) {
  const copy = join(cacheDir(), `${name}-${whole ? 'whole-' : ''}${release()}-${process.arch}`);
  if (await works(copy)) return copy;
  say(`Fetching a private copy of ${name} with apt…`);
  try {
    mkdirSync(dirname(copy), { recursive: true });
    discard(copy);
    await makeOnce(copy, (temporary) => download(packages, temporary, whole));
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble(`The packages ${packages.join(', ')} could not be kept in ${copy}: ${error.message}`);
  }
  if (await works(copy)) return copy;
  throw new Trouble(`The private copy of ${packages.join(', ')} in ${copy} does not run on this machine.`);
}

/** Moves the copy away before removing it, so that no other process finds half of it. */
function discard(copy) {
  try {
    renameSync(copy, `${copy}.${process.pid}.old`);
  } catch {
    return;
  }
  rmSync(`${copy}.${process.pid}.old`, { recursive: true, force: true });
}

async function download(packages, root, whole) {
  const work = join(root, '.apt');
  const archives = join(work, 'cache', 'archives');
  for (const folder of [join(work, 'lists', 'partial'), join(archives, 'partial'), join(work, 'log')]) {
    mkdirSync(folder, { recursive: true });
  }
  // To apt nothing is installed then.
  const status = join(work, 'status');
  if (whole) writeFileSync(status, '');
  const own = {
    'Dir::State::lists': join(work, 'lists'),
    'Dir::Cache': join(work, 'cache'),
    'Dir::Log': join(work, 'log'),
    'Dir::State::status': whole ? status : '',
    'Debug::NoLocking': '1',
    // Run by root, apt would download as the user _apt, who may have no access to our folders.
    'APT::Sandbox::User': process.getuid?.() === 0 ? 'root' : '',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
  };
  const options = Object.entries(own).flatMap(([key, value]) => (value === '' ? [] : ['-o', `${key}=${value}`]));
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };

  // One failing source or hook of the user's makes the whole update fail. What counts is whether the packages can be had.
  const update = await call('apt-get', [...options, 'update'], { env });
  const install = ['-y', '-qq', '--no-install-recommends', '--download-only', 'install', ...packages];
  const fetched = await call('apt-get', [...options, ...install], { env });
  if (fetched.code !== 0) {
    const said = tail(fetched.stderr || update.stderr || String(fetched.error ?? ''), 3);
    throw new Trouble(`apt-get could not fetch ${packages.join(', ')}: ${said}`);
  }
  for (const archive of readdirSync(archives).filter(isWanted)) {
    const unpacked = await call('dpkg-deb', ['-x', join(archives, archive), root], { env });
    if (unpacked.code !== 0) throw new Trouble(`${archive} could not be unpacked: ${tail(unpacked.stderr, 2)}`);
  }
  rmSync(work, { recursive: true, force: true });
}

/** All but the C library: it must be of the same build as the loader, and the loader is the system's own. */
const isWanted = (archive) => archive.endsWith('.deb') && !/^(libc6|libc-bin|libc-l10n|locales)_/.test(archive);

/** The system's name and version: a copy works only with the system's libraries that it was made for. */
function release() {
  const text = readFileSync('/etc/os-release', 'utf8');
  const value = (key) => (new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(text) ?? [])[1];
  return [value('ID'), value('VERSION_ID') ?? value('VERSION_CODENAME')].filter(Boolean).join('-');
}

/**
 * The environment that lets programs under `root` find the libraries that came with them.
 * @param {string} root
 * @returns {{LD_LIBRARY_PATH: string}}
 */
export function libraryPath(root) {
  const folders = ['usr/lib', 'lib'].flatMap((base) => libraryFolders(join(root, base), 3));
  const given = process.env.LD_LIBRARY_PATH;
  return { LD_LIBRARY_PATH: [...folders, ...(given ? [given] : [])].join(':') };
}

/**
 * The interpreter that came with the packages under `root`, and an environment in which it finds their modules and no others:
 * another python3 that comes first on the PATH, variables and modules of the machine's make no difference. For `whole` copies.
 * @param {string} root
 * @returns {{python: string, env: NodeJS.ProcessEnv}}
 */
export function privatePython(root) {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('PYTHON'));
  return {
    python: join(root, 'usr/bin/python3'),
    env: {
      ...Object.fromEntries(others),
      ...libraryPath(root),
      LC_ALL: 'C.UTF-8',
      PYTHONNOUSERSITE: '1',
      PYTHONSAFEPATH: '1',
      PYTHONDONTWRITEBYTECODE: '1',
    },
  };
}

function libraryFolders(folder, depth) {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  const own = entries.some((entry) => !entry.isDirectory() && /\.so(\.|$)/.test(entry.name)) ? [folder] : [];
  const inner = entries.filter((entry) => entry.isDirectory() && depth > 1);
  return [...own, ...inner.flatMap((entry) => libraryFolders(join(folder, entry.name), depth - 1))];
}
