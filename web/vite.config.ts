import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env.TROPA_SERVER ?? 'http://127.0.0.1:7117';
/** The server takes only requests that name it, so the proxy speaks in its name. */
const proxy = { '/api': { target: server, changeOrigin: true, ws: true, headers: { origin: server } } };
const mock = process.env.TROPA_MOCK === '1';

export default defineConfig({
  plugins: [react(), ...(mock ? [import('./dev/mock.ts').then((m) => m.mockApi())] : [])],
  server: { proxy: mock ? undefined : proxy },
  preview: { proxy: mock ? undefined : proxy },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ }],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['./dev/vitest-setup.ts'],
    css: false,
    restoreMocks: true,
    testTimeout: 30_000,
  },
});
