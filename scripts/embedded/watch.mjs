/** `npm run dev`: builds again when a source changes, and has both processes started again when the server's did. */
import { watch } from 'node:fs';
import { join } from 'node:path';
import { ROOT, buildPart } from './prepare.mjs';
import { Trouble } from './processes.mjs';

/** Editors write a file in several steps, and a checkout writes many. */
const QUIET_MS = 150;

/**
 * @param {{say: (line: string) => void, restart: () => Promise<unknown>}} options
 * @returns {() => void} stops watching
 */
export function watchSources({ say, restart }) {
  const changed = new Set();
  let timer;
  let working = false;

  const work = async () => {
    if (working || changed.size === 0) return;
    working = true;
    const folders = [...changed];
    changed.clear();
    try {
      // The page shares src/contract with the server.
      await buildPart('page');
      if (folders.includes('src')) {
        await buildPart('server');
        await restart();
      }
      say(`Built again (${folders.join(', ')}).`);
    } catch (error) {
      say(error instanceof Trouble ? error.message : String(error?.stack ?? error));
    }
    working = false;
    await work();
  };
  const watchers = ['src', 'client'].map((folder) =>
    watch(join(ROOT, folder), { recursive: true }, () => {
      changed.add(folder);
      clearTimeout(timer);
      timer = setTimeout(work, QUIET_MS);
    }),
  );
  say('Watching src and client.');
  return () => watchers.forEach((watcher) => watcher.close());
}
