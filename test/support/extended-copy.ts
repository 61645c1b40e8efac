/** A copy of Devreel with more in it, by what docs/extending.md says: to be compiled, run and tested apart from this one. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { call } from '../../scripts/embedded/processes.mjs';
import type { DocsChange } from './docs-changes.js';
import { changesOf, patched } from './docs-changes.js';
import { ROOT } from './starter.js';

export interface ExtendedCopy {
  /** Its root; for `createWorld`. */
  root: string;
  /** The files that were made or changed, for each section. */
  touched: ReadonlyMap<string, readonly string[]>;
  /** Type-checks server, page and tests. Throws with what the compiler says. */
  compile(): Promise<void>;
  /** Checks the touched files' format. Throws with the names of those that Prettier would write otherwise. */
  checkFormat(): Promise<void>;
  /** Builds server and page. Throws with what the builders say. */
  build(): Promise<void>;
  /** Runs these test files of the copy, which see the copy's sources and builds. Throws with what they print. */
  test(...files: string[]): Promise<void>;
  remove(): Promise<void>;
}

const NOT_COPIED = new Set(['.git', 'node_modules', 'dist', 'data', 'coverage']);

/** `sections`: titles in docs/extending.md, all done in the one copy. */
export async function createExtendedCopy(...sections: string[]): Promise<ExtendedCopy> {
  const root = await mkdtemp(join(tmpdir(), 'devreel-extended-'));
  for (const name of await readdir(ROOT)) {
    if (!NOT_COPIED.has(name)) await cp(join(ROOT, name), join(root, name), { recursive: true });
  }
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction');
  const touched = new Map<string, string[]>();
  for (const title of sections) {
    const changes = await changesOf(title);
    for (const change of changes) await apply(root, change);
    touched.set(title, [...new Set(changes.map(({ path }) => path))]);
  }
  const run = (...args: string[]): Promise<void> => runNode(root, args);
  return {
    root,
    touched,
    compile: () => run('node_modules/typescript/bin/tsc', '-p', 'test/tsconfig.json', '--noEmit'),
    checkFormat: () =>
      run('node_modules/prettier/bin/prettier.cjs', '--check', ...new Set([...touched.values()].flat())),
    build: () => run('scripts/build.mjs'),
    test: (...files) => run('node_modules/vitest/vitest.mjs', 'run', ...files),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

async function apply(root: string, { path, kind, text }: DocsChange): Promise<void> {
  const file = join(root, path);
  if (kind === 'file') {
    await mkdir(dirname(file), { recursive: true });
    return writeFile(file, text, { flag: 'wx' });
  }
  await writeFile(file, patched(await readFile(file, 'utf8'), text));
}

async function runNode(cwd: string, args: string[]): Promise<void> {
  // What this vitest tells its own processes is not meant for the other one.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
  const { code, stdout, stderr, error } = await call(process.execPath, args, { cwd, env });
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${error?.message ?? stdout + stderr}`);
}
