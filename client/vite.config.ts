import react from '@vitejs/plugin-react';
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { defineConfig, loadEnv } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';

const SERVER = 'http://127.0.0.1:3000';

export default defineConfig(({ mode }) => {
  // In watch mode the page comes from Vite and everything else from the server, which takes it for its own page.
  const target = loadEnv(mode, '.', 'DEVREEL_').DEVREEL_SERVER ?? SERVER;
  const toServer = { target, changeOrigin: true, headers: { origin: new URL(target).origin } };
  return {
    plugins: [react(), registryOf(target), opening, packed, sizeCheck],
    // The server reads from the manifest what a page needs besides the first script.
    build: {
      outDir: '../dist/client',
      emptyOutDir: true,
      manifest: true,
      rolldownOptions: { output: { codeSplitting: { groups: firstLoad } } },
    },
    server: {
      host: '127.0.0.1',
      proxy: {
        '/api': toServer,
        '/socket.io': { ...toServer, ws: true },
        // The page itself answers GET; POST redeems a sign-in link.
        '/sign-in': {
          ...toServer,
          bypass: (request: { method?: string | undefined }) => (request.method === 'POST' ? undefined : '/index.html'),
        },
      },
    },
  };
});

/** What every page needs comes in two files: what others wrote, which seldom changes and stays in caches, and what is ours. */
const firstLoad = [
  { name: 'kept', tags: ['$initial' as const], test: /node_modules/ },
  { name: 'first', tags: ['$initial' as const], test: /client\/src\/(?!main\.tsx)|src\/contract\// },
];

/** What is fetched before home or the sign-in can be seen, packed. */
const MOST_BYTES = 150_000;

/** The build fails when what every page needs has grown too large: load what only one page needs with that page (`lazyPage`). */
const sizeCheck: Plugin = {
  name: 'size of the first load',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const found = new Set<string>();
      const add = (name: string): void => {
        const file = bundle[name];
        if (file?.type !== 'chunk' || found.has(name)) return;
        found.add(name);
        file.imports.forEach(add);
      };
      for (const file of Object.values(bundle)) if (file.type === 'chunk' && file.isEntry) add(file.fileName);
      const sizes = [...found].map((name) => {
        const file = bundle[name];
        return file?.type === 'chunk' ? brotliCompressSync(file.code).length : 0;
      });
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      this.info(`The first load has ${Math.ceil(bytes / 1_000)} kB of script, packed.`);
      if (bytes > MOST_BYTES)
        this.error(`The first load has ${bytes} bytes of script, packed; it may have ${MOST_BYTES}.`);
    },
  },
};

/** Before the first script runs there are no words: those that the page shows until then are put into its HTML. */
const opening: Plugin = {
  name: 'words while the page opens',
  transformIndexHtml(html) {
    const words: unknown = JSON.parse(readFileSync(new URL('src/words/en.json', import.meta.url), 'utf8'));
    const { opening } = words as { opening: Record<string, string> };
    return html.replace(/%opening\.(\w+)%/g, (_, name: string) => opening[name] ?? '');
  },
};

/** Beside each file that shrinks, packed once as tightly as can be, so that no request waits for it. */
const packed = compression({
  algorithms: [defineAlgorithm('gzip', { level: 9 }), defineAlgorithm('brotliCompress', {})],
  exclude: [/\.html$/],
  threshold: 1_000,
  skipIfLargerOrEqual: true,
});

/** In watch mode the page has its registry of the steps from the server, out of the page that the server would send. */
const registryOf = (server: string): Plugin => ({
  name: 'registry',
  apply: 'serve',
  async transformIndexHtml(html) {
    const page = await (await fetch(server, { headers: { accept: 'text/html' } })).text();
    const block = /<script [^>]*id="registry">.*?<\/script>/s.exec(page)?.[0] ?? '';
    return html.replace('</head>', () => `${block}</head>`);
  },
});
