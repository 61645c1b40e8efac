/** Prometheus's own checker of rules, from Debian's packages, for the system's tests. */
import { join } from 'node:path';
import { hasApt, libraryPath, privatePackages } from './apt-private.mjs';
import { Trouble, call } from './processes.mjs';

/**
 * A private copy, which the first call makes; nothing is installed into the system.
 * @param {(line: string) => void} say
 * @returns {Promise<{promtool: string, env: NodeJS.ProcessEnv}>}
 * @throws {Trouble} with the remedy
 */
export async function findPromtool(say) {
  if (!hasApt()) throw new Trouble('The test of the alert rules needs Debian or Ubuntu: apt-get was not found.');
  const inside = (root) => ({
    promtool: join(root, 'usr/bin/promtool'),
    env: { ...process.env, LD_LIBRARY_PATH: libraryPath(root) },
  });
  const works = async (root) => {
    const { promtool, env } = inside(root);
    return (await call(promtool, ['--version'], { env })).code === 0;
  };
  return inside(await privatePackages('prometheus', ['prometheus'], works, say));
}
