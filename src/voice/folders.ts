/** Folders for files that are read while somebody waits for the answer; and those that a killed process left. */
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The largest file at the slowest rate that is waited for takes a day. */
const LEFT_AFTER_MS = 2 * 24 * 60 * 60_000;

/** Calls `work` with a new folder in `root`, which is gone afterwards, whatever happens. What lies there from before a crash goes, too. */
export async function inFolder<T>(root: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(root, { recursive: true });
  await sweep(root);
  const folder = await mkdtemp(join(root, 'post-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sweep(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const path = join(root, name);
    const known = await stat(path).catch(unlessGone);
    if (known && Date.now() - known.mtimeMs > LEFT_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}

/** Another request may have ended in between. */
function unlessGone(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
