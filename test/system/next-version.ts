/** The built programs with one more migration, as a next version would bring them: it adds, and takes nothing away. */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/starter.js';

export const NEXT_MIGRATION = 'Next1900000000001';

const MIGRATION = `export class ${NEXT_MIGRATION} {
  name = '${NEXT_MIGRATION}';
  async up(db) {
    for (const table of ['projects', 'tasks', 'content_versions', 'notices', 'uploads'])
      await db.query('ALTER TABLE ' + table + " ADD COLUMN of_next_version text NOT NULL DEFAULT 'added'");
  }
}
`;

export interface NextVersion {
  /** For `Where`. */
  root: string;
  remove(): Promise<void>;
}

export async function makeNextVersion(): Promise<NextVersion> {
  const root = await mkdtemp(join(tmpdir(), 'devreel-next-'));
  await cp(join(ROOT, 'dist'), join(root, 'dist'), { recursive: true });
  await cp(join(ROOT, 'package.json'), join(root, 'package.json'));
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction');
  const folder = join(root, 'dist/server/database');
  await writeFile(join(folder, 'migrations/next.js'), MIGRATION);
  const file = join(folder, 'data-source.js');
  const source = await readFile(file, 'utf8');
  const patched = source.replace('const migrations = [', `const migrations = [${NEXT_MIGRATION},`);
  if (patched === source) throw new Error('The list of migrations was not found.');
  await writeFile(file, `import { ${NEXT_MIGRATION} } from './migrations/next.js';\n${patched}`);
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}
