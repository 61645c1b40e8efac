import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

const SERVER = 'http://127.0.0.1:3000';

export default defineConfig(({ mode }) => {
  // In watch mode the page comes from Vite and everything else from the server, which takes it for its own page.
  const target = loadEnv(mode, '.', 'DEVREEL_').DEVREEL_SERVER ?? SERVER;
  const toServer = { target, changeOrigin: true, headers: { origin: new URL(target).origin } };
  return {
    plugins: [react()],
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
