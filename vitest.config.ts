import { defineConfig } from 'vitest/config';

// Tests that put doubles in the place of modules or of what a browser has need a process of their own.
const OWN_PROCESS = ['tests/app/boards/*.test.ts', 'tests/app/{open,read-in-worker}.test.ts'];
const NOT_HERE = ['tests/e2e/**', 'tests/gates/fixtures/**'];

export default defineConfig({
  test: {
    environment: 'node',
    setupFiles: ['tests/property-seed.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared process',
          isolate: false,
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: [...NOT_HERE, ...OWN_PROCESS],
        },
      },
      {
        extends: true,
        test: {
          name: 'own process',
          include: OWN_PROCESS,
        },
      },
    ],
  },
});
