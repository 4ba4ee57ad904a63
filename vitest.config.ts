import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Tests that put doubles in the place of modules or of what a browser has need a process of their own.
const OWN_PROCESS = [
  'tests/app/boards/*.test.ts',
  'tests/app/{open,read-in-worker}.test.ts',
  'tests/app/opening/open-course.test.ts',
  'tests/features/inspector/short-fields.test.tsx',
];
const NOT_HERE = ['tests/e2e/**', 'tests/gates/fixtures/**'];

/** What takes longest begins first, so that no worker waits for another at the end. Where nothing was measured yet vitest goes by the size of files. */
const LONGEST = [
  'engine/kubernetes/edits/every-field',
  'engine/kubernetes/edits/lone/lone-edits',
  'scenario/link-property',
  'scenario/read-fields',
  'features/canvas/said',
  'lessons/networks',
  'simulation/build/sequences',
  'lessons/lesson-links',
  'cli/cli',
  'gates/gates',
  'engine/routing/reach/reach.property',
  'lessons/lesson-address',
  'scenario/annotation-link',
  'engine/kubernetes/build-cluster.property',
  'lessons/challenges/challenges',
  'engine/properties/cni.property',
  'engine/routing/many-ways',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
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
