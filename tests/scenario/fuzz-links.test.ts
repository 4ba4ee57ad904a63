import { expect, test } from 'vitest';
import { drawOf } from '../manifests/fuzz-text.ts';
import { openLink, spoiledLink } from './fuzz-link.ts';

// FUZZ_LINKS=100000 FUZZ_SEED=3 npx vitest run tests/scenario/fuzz-links.test.ts looks longer, and elsewhere.
const links = Number(process.env['FUZZ_LINKS'] ?? 600);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
/** Milliseconds of this process alone. */
const LONGEST = 2000;

test('links with something wrong are refused with a reason, or open a board that can be built and walked', () => {
  let opened = 0;
  for (let n = 0; n < links; n += 1) {
    const link = spoiledLink(drawOf(seed, n));
    const before = process.cpuUsage();
    try {
      if (openLink(link)) opened += 1;
    } catch (error) {
      throw new Error(`link ${n} of seed ${seed}: ${link}`, { cause: error });
    }
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 > LONGEST)
      throw new Error(`link ${n} of seed ${seed} took ${(user + system) / 1000} ms: ${link}`);
  }
  expect(opened).toBeGreaterThan(links / 10);
}, 3_600_000);
