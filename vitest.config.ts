import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/e2e/**', 'tests/gates/fixtures/**'],
    setupFiles: ['tests/property-seed.ts', 'tests/programs.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
