import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** In watch mode the page comes from Vite and everything else from the server. */
const server = process.env.DEVREEL_SERVER ?? 'http://127.0.0.1:3000';
const toServer = { target: server, changeOrigin: true, headers: { origin: new URL(server).origin } };

export default defineConfig({
  plugins: [react()],
  build: { outDir: '../dist/client', emptyOutDir: true },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': toServer,
      '/socket.io': { ...toServer, ws: true },
      // The page itself answers GET; POST redeems a sign-in link.
      '/sign-in': { ...toServer, bypass: (request) => (request.method === 'POST' ? undefined : '/index.html') },
    },
  },
});
