/** Clients that others wrote, from Debian's packages, for the system's tests: python3-socketio and curl. */
import { join } from 'node:path';
import { hasApt, privatePackages, privatePython } from './apt-private.mjs';
import { Trouble, call } from './processes.mjs';

const PACKAGES = [
  'python3-socketio',
  'python3-engineio',
  'python3-bidict',
  'python3-websocket',
  'python3-requests',
  'curl',
];

/**
 * A private copy, which the first call makes; nothing is installed into the system.
 * @param {(line: string) => void} say
 * @returns {Promise<{python: string, curl: string, env: NodeJS.ProcessEnv}>} `env`: the whole environment to run them in
 * @throws {Trouble} with the remedy
 */
export async function findOtherClients(say) {
  if (!hasApt()) throw new Trouble('The tests with other clients need Debian or Ubuntu: apt-get was not found.');
  const works = async (root) => {
    const { python, curl, env } = inside(root);
    const tried = await call(python, ['-c', 'import socketio, websocket, requests'], { env });
    return tried.code === 0 && (await call(curl, ['--version'], { env })).code === 0;
  };
  return inside(await privatePackages('other-clients', PACKAGES, works, say, { whole: true }));
}

const inside = (root) => ({ ...privatePython(root), curl: join(root, 'usr/bin/curl') });
