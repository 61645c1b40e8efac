import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig, loadEnv } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';

const SERVER = 'http://127.0.0.1:3000';

export default defineConfig(({ mode }) => {
  // In watch mode the page comes from Vite and everything else from the server, which takes it for its own page.
  const target = loadEnv(mode, '.', 'DEVREEL_').DEVREEL_SERVER ?? SERVER;
  const toServer = { target, changeOrigin: true, headers: { origin: new URL(target).origin } };
  return {
    plugins: [react(), registryOf(target), packed],
    build: { outDir: '../dist/client', emptyOutDir: true },
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
