import { expect, test } from 'vitest';
import { drawOf } from '../../manifests/fuzz-text.ts';
import { oddRequest, walkOdd } from './fuzz-request.ts';

// FUZZ_REQUESTS=20000 FUZZ_SEED=3 npx vitest run tests/engine/routing/fuzz-requests.test.ts looks longer, and elsewhere.
const requests = Number(process.env['FUZZ_REQUESTS'] ?? 300);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
/** Milliseconds of this process alone. */
const LONGEST = 2000;

test('requests of any form are refused with a reason, or walked', () => {
  let walked = 0;
  for (let n = 0; n < requests; n += 1) {
    const told = (): string => `request ${n} of seed ${seed}: ${JSON.stringify(oddRequest(drawOf(seed, n)))}`;
    const before = process.cpuUsage();
    try {
      if (walkOdd(drawOf(seed, n))) walked += 1;
    } catch (error) {
      throw new Error(told(), { cause: error });
    }
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 > LONGEST) throw new Error(`${told()} took ${(user + system) / 1000} ms`);
  }
  expect(walked).toBeGreaterThan(requests / 10);
}, 3_600_000);
