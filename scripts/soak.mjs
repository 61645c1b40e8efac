/**
 * `npm run soak -- --sockets N --projects N --minutes M`: many clients while events happen, connections are cut, a web process
 * is killed, and Redis comes back empty. In the end each client has exactly its project's events. Prints figures.
 */
import { parseArgs } from 'node:util';
import { runTests } from './embedded/vitest.mjs';

const options = {
  sockets: { type: 'string', default: '1000' },
  projects: { type: 'string', default: '50' },
  minutes: { type: 'string', default: '5' },
};

try {
  const { sockets, projects, minutes } = parseArgs({ options }).values;
  if (![sockets, projects].every((n) => /^[1-9]\d{0,5}$/.test(n)) || !(Number(minutes) > 0)) {
    throw new Error('--sockets and --projects are whole numbers above 0, --minutes a number above 0.');
  }
  process.env.SOAK_SOCKETS = sockets;
  process.env.SOAK_PROJECTS = projects;
  process.env.SOAK_MINUTES = minutes;
  await runTests(['--config', 'test/soak/vitest.config.ts']);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
