/** A Redis server to run: the machine's own, or on Debian and Ubuntu a private copy. */
import { join } from 'node:path';
import { hasApt, libraryPath, privatePackages } from './apt-private.mjs';
import { onPath } from './files.mjs';
import { Trouble, call } from './processes.mjs';

/** Bull's scripts and socket.io's adapter need no more; older ones are no longer maintained by anyone. */
const OLDEST_MAJOR = 5;
const remedies = {
  darwin: 'brew install redis',
  win32: 'run Devreel inside WSL',
  linux: "install redis or valkey with your system's package manager (apt, dnf, pacman, apk …)",
};

/**
 * @param {{say?: (line: string) => void}} [options] `say` hears of a download that takes a while
 * @returns {Promise<{path: string, env: Record<string, string>}>} the program, and what to add to its environment
 * @throws {Trouble} with the remedy for this system
 */
export async function findRedis({ say = () => {} } = {}) {
  for (const name of ['redis-server', 'valkey-server']) {
    const path = onPath(name);
    if (path && (await works(path, {}))) return { path, env: {} };
  }
  const remedy = `${remedies[process.platform] ?? 'install Redis'}, or give REDIS_URL of a Redis server`;
  if (!hasApt()) throw new Trouble(`No Redis server was found: ${remedy}.`);
  const inside = (root) => ({ path: join(root, 'usr', 'bin', 'redis-server'), env: libraryPath(root) });
  const tried = async (root) => works(inside(root).path, inside(root).env);
  try {
    return inside(await privatePackages('redis', ['redis-server'], tried, say));
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    throw new Trouble(`No Redis server was found, nor a private copy made (${error.message}): ${remedy}.`);
  }
}

async function works(path, env) {
  const { code, stdout } = await call(path, ['--version'], { env: { ...process.env, ...env } });
  const [, major] = /\bv=(\d+)\./.exec(stdout) ?? [];
  return code === 0 && Number(major) >= OLDEST_MAJOR;
}
