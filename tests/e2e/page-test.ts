import { test as base } from '@playwright/test';

export { expect } from '@playwright/test';

/**
 * Details of a test that, where this is so, says again in another size, scheme or lesson what another one says. `npm test` leaves it to
 * what runs before a change lands; `npm run e2e` runs both.
 */
export function againWhere(isSo: boolean): { readonly tag?: '@again' } {
  return isSo ? { tag: '@again' } : {};
}

/** A test whose page must not raise an error, log one, or ask for anything outside the served folder. */
export const test = base.extend({
  page: async ({ page, baseURL }, provide) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
      const url = request.url();
      if (/^(https?|wss?):/.test(url) && !url.startsWith(baseURL ?? '')) problems.push(`request outside: ${url}`);
    });
    await provide(page);
    if (problems.length > 0) throw new Error(`The page had problems:\n${problems.join('\n')}`);
  },
});
