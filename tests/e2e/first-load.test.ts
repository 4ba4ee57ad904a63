import type { Response } from '@playwright/test';
import { AFTERMATH, FIRST_PACKET, SCRIPT_LIMIT, total, weighScripts } from '../script-weight.ts';
import { expect, test } from './page-test.ts';

/** Milliseconds after which a page fetches what keeps it for a time without network (run.tsx); a slow machine gets that far. */
const KEEPING = 10_000;

test('the page that nobody touches fetches no more scripts than it may, until nothing more comes', async ({ page }) => {
  const responses: Response[] = [];
  page.on('response', (response) => responses.push(response));
  await page.goto('./');
  await page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, FIRST_PACKET);
  await page.waitForTimeout(AFTERMATH);
  await page.waitForLoadState('networkidle');
  const early = await page.evaluate(
    (end) => performance.getEntriesByType('resource').flatMap(({ name, startTime }) => (startTime < end ? [name] : [])),
    KEEPING,
  );
  const weights = await weighScripts(responses.filter((response) => early.includes(response.url())));
  expect(weights.size).toBeGreaterThan(1);
  const sizes = [...weights].map(([name, bytes]) => `${bytes} ${name}`).join('\n');
  expect(
    total(weights),
    `bytes of scripts, compressed; what is not needed at first is fetched later\n${sizes}`,
  ).toBeLessThanOrEqual(SCRIPT_LIMIT);
});
