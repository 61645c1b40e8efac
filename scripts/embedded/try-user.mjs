/** Run as the user that Devreel would go on as: prints the first path that this user cannot reach, and ends with 1. */
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const inClone = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const [, , dataDir] = process.argv;

const tries = [
  [inClone('dist/server/main.js'), readFileSync],
  [inClone('dist/client/index.html'), readFileSync],
  [inClone('node_modules/pg/package.json'), readFileSync],
  // It need not be there yet; the way to it must be open.
  [dataDir, (path) => statSync(path, { throwIfNoEntry: false })],
];

for (const [path, reach] of tries) {
  try {
    reach(path);
  } catch (error) {
    if (error.code !== 'EACCES') throw error;
    process.stdout.write(path);
    process.exit(1);
  }
}
