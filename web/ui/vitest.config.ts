import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: process.env.REALIGN_BINARY ? ['test/server.ts'] : [],
    // One browser and one server on a small machine: one file at a time.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
