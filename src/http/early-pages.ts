/** Parts of the page that are loaded along with its HTML, where the address says that they are needed; the rest comes when it is opened. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const PROJECT = 'src/features/project/project-layout.tsx';

/** By address, the modules in the client's source. One more page that is loaded on its own is one more line. */
export const earlyPages: readonly [RegExp, ...string[]][] = [
  [/^\/projects\/[^/]+\/?$/, PROJECT, 'src/features/project/overview-page.tsx'],
  [/^\/projects\/[^/]+\/transcript$/, PROJECT, 'src/features/transcript/transcript-page.tsx'],
  [/^\/projects\/[^/]+\/screenshots$/, PROJECT, 'src/features/screenshots/screenshots-page.tsx'],
  [/^\/projects\/[^/]+\/chapters$/, PROJECT, 'src/features/chapters/chapters-page.tsx'],
  [/^\/projects\/[^/]+\/contents\/[^/]+$/, PROJECT, 'src/features/editor/content-page.tsx'],
  [/^\/sign-in$/, 'src/features/account/sign-in-page.tsx'],
  [/^\/search$/, 'src/features/search/search-page.tsx'],
  [/^\/invitations\/[^/]+$/, 'src/features/members/invitation-page.tsx'],
  [/^\/models$/, 'src/features/account/models-page.tsx'],
  [/^\/operators$/, 'src/features/operators/operators-page.tsx'],
  [/^\/account$/, 'src/features/account/account-page.tsx'],
];

/** What Vite says of what it built: https://vite.dev/guide/backend-integration */
const manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]), isEntry: z.boolean().default(false) }),
);
type Manifest = z.infer<typeof manifest>;

/**
 * The files that the page at this address needs besides those that its HTML names. `folder`: the built client. `language`: the one that
 * the browser asks for first, such as `de-AT`; the words in it are a file of their own.
 */
export async function earlyFiles(folder: string, path: string, language = ''): Promise<string[]> {
  const [, ...pages] = earlyPages.find(([address]) => address.test(path)) ?? [];
  const built = manifest.parse(JSON.parse(await readFile(join(folder, '.vite', 'manifest.json'), 'utf8')));
  const words = `src/words/${language.split('-')[0] ?? ''}.json`;
  const modules = words in built ? [...pages, words] : pages;
  const entries = Object.keys(built).filter((name) => built[name]?.isEntry);
  const there = new Set(entries.flatMap((name) => [...withImports(built, name)]));
  const needed = new Set(modules.flatMap((name) => [...withImports(built, name)]));
  return [...needed].filter((name) => !there.has(name)).flatMap((name) => built[name]?.file ?? []);
}

function withImports(built: Manifest, name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const other of built[name]?.imports ?? []) withImports(built, other, found);
  return found;
}
