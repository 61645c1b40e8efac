/** Brings a clone to where it can run: the right Node, the locked packages, a build of the present sources. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRecord } from './files.mjs';
import { takeLock } from './lock.mjs';
import { Trouble, call, until } from './processes.mjs';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const OLDEST_NODE = [20, 19];
const SOURCES = /^(src|client|nest-cli\.json|tsconfig.*\.json|\.swcrc|package\.json|package-lock\.json)$/;
const STAMP = join(ROOT, 'dist', 'build.json');

/**
 * Installs and builds what is missing or out of date; two at the same time wait for each other.
 * @param {(line: string) => void} say one line for each thing that takes a while
 * @throws {Trouble} with the output of what failed
 */
export async function prepare(say) {
  checkNode();
  if (isInstalled() && isBuilt()) return;
  mkdirSync(dirname(STAMP), { recursive: true });
  const lock = await waitForLock(join(dirname(STAMP), 'prepare.lock'), say);
  try {
    if (!isInstalled()) await install(say);
    if (!isBuilt()) await build(say);
  } finally {
    lock.release();
  }
}

/** @throws {Trouble} */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Trouble(
    `Devreel needs Node ${OLDEST_NODE.join('.')} or newer, this is ${process.versions.node}: see nodejs.org.`,
  );
}

async function waitForLock(path, say) {
  let told = false;
  return until(
    async () => {
      const lock = await takeLock(path);
      if ('release' in lock) return lock;
      if (!told) say(`Waiting for process ${lock.holder}, which installs or builds here…`);
      told = true;
      return undefined;
    },
    Infinity,
    200,
  );
}

/** Whether node_modules holds what package-lock.json says, by npm's own record of what it installed. */
function isInstalled() {
  const wanted = readRecord(join(ROOT, 'package-lock.json'))?.packages;
  const present = readRecord(join(ROOT, 'node_modules', '.package-lock.json'))?.packages;
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, { version, link, optional }]) => {
    const found = present[path];
    // Optional packages may be for other platforms. If one that matters is missing, what needs it will name it.
    return path === '' || link || (found ? found.version === version : optional);
  });
}

async function install(say) {
  say('Installing packages…');
  const [file, first] = npm();
  const { code, stdout, stderr, error } = await call(
    file,
    [...first, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: ROOT, shell: process.platform === 'win32' },
  );
  // npm says first what is wrong; its help text, which comes after that, is cut off.
  const said = (error?.message ?? stderr + stdout).split('\n').slice(0, 15).join('\n');
  if (code !== 0) throw new Trouble(`The packages could not be installed (npm ci):\n${said}`);
}

/** The npm that runs us, else the one on the PATH. */
function npm() {
  const running = process.env.npm_execpath;
  return running?.endsWith('npm-cli.js') ? [process.execPath, [running]] : ['npm', []];
}

const builders = {
  server: {
    commands: [['node_modules/@nestjs/cli/bin/nest.js', 'build'], ['scripts/pack.mjs']],
    makes: 'dist/server/main.js',
  },
  page: {
    commands: [['node_modules/vite/bin/vite.js', 'build', 'client'], ['scripts/docs-pages.mjs']],
    makes: 'dist/client/index.html',
  },
};

function isBuilt() {
  if (!Object.values(builders).every(({ makes }) => existsSync(join(ROOT, makes)))) return false;
  return readRecord(STAMP)?.sources === fingerprint();
}

/**
 * Builds server and page side by side.
 * @param {(line: string) => void} say
 * @throws {Trouble} with the output of what failed
 */
export async function build(say) {
  say('Building…');
  // Taken before the build: what is edited while it runs is not in it.
  const sources = fingerprint();
  const results = await Promise.allSettled(Object.keys(builders).map(buildPart));
  const failed = results.filter(({ status }) => status === 'rejected').map(({ reason }) => reason.message);
  if (failed.length > 0) throw new Trouble(failed.join('\n'));
  writeFileSync(STAMP, `${JSON.stringify({ sources })}\n`);
}

/** @param {'server' | 'page'} part  @throws {Trouble} with the output of what failed */
export async function buildPart(part) {
  const { commands, makes } = builders[part];
  // Whatever it is here: the libraries of the page put in twice as much for any other.
  const env = { ...process.env, NODE_ENV: 'production' };
  for (const [path, ...args] of commands) {
    const { code, stdout, stderr, error } = await call(process.execPath, [join(ROOT, path), ...args], {
      cwd: ROOT,
      env,
    });
    if (code === 0 && existsSync(join(ROOT, makes))) continue;
    const said = error?.message ?? stdout + stderr;
    throw new Trouble(`The ${part} could not be built (${[path, ...args].join(' ')}):\n${said}`);
  }
}

/** A hash over path, size and time of change of everything that is built from. */
function fingerprint() {
  const hash = createHash('sha256');
  const walk = (path) => {
    const stat = statSync(join(ROOT, path));
    if (stat.isDirectory()) for (const name of readdirSync(join(ROOT, path)).sort()) walk(`${path}/${name}`);
    else hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  };
  for (const name of readdirSync(ROOT).sort()) if (SOURCES.test(name)) walk(name);
  return hash.digest('hex');
}
