import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = `http://${process.env.SLUICE_ADDR ?? '127.0.0.1:8080'}`;

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The first ones with light-dark(), which otherwise would be rewritten into something that never is dark.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The grid is big, and loaded only by the page that shows it.
    chunkSizeWarningLimit: 1200,
  },
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
      '/download': { target: server },
      '/upload': { target: server },
    },
  },
  test: {
    globals: true,
    projects: [
      {
        extends: true,
        test: { name: 'logic', include: ['src/**/*.test.ts'], environment: 'node' },
      },
      {
        extends: true,
        test: {
          name: 'components',
          include: ['src/**/*.test.tsx'],
          environment: 'jsdom',
          setupFiles: './src/testing/setup.ts',
        },
      },
    ],
  },
});
