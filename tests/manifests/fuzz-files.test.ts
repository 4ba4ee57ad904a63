import { expect, test } from 'vitest';
import { readFile } from './fuzz-read.ts';
import { drawOf, spoiledFile } from './fuzz-text.ts';

// FUZZ_FILES=100000 FUZZ_SEED=3 npx vitest run tests/manifests/fuzz-files.test.ts looks longer, and elsewhere.
const files = Number(process.env['FUZZ_FILES'] ?? 200);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

/** Milliseconds of this process alone: the machine may be busy with others. */
const LONGEST = 2000;

test('mutated files are read, built and walked without an exception, each within two seconds', () => {
  let slowest = 0;
  for (let n = 0; n < files; n += 1) {
    const text = spoiledFile(drawOf(seed, n));
    const before = process.cpuUsage();
    try {
      readFile(text);
    } catch (error) {
      throw new Error(`file ${n} of seed ${seed}: ${JSON.stringify(text)}`, { cause: error });
    }
    const { user, system } = process.cpuUsage(before);
    slowest = Math.max(slowest, (user + system) / 1000);
    if (slowest > LONGEST) throw new Error(`file ${n} of seed ${seed} took ${slowest} ms: ${JSON.stringify(text)}`);
  }
  expect(slowest).toBeLessThan(LONGEST);
}, 3_600_000);
