import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // Relative, so that the page works below any address that a proxy gives it.
  base: './',
  build: {
    target: 'es2022',
    outDir: 'dist',
    assetsInlineLimit: 0, // the page's policy allows no data: scripts and fonts
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000, // kB, not compressed; a test bounds what a visit fetches
  },
  server: { proxy: { '/graphql': 'http://127.0.0.1:8080', '/download': 'http://127.0.0.1:8080' } },
});
