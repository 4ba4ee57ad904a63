import { againWhere, expect, test } from './page-test.ts';

/** Milliseconds for which a caption that counts as told is on the screen at least. */
const READ = 600;

interface Told {
  readonly caption: string;
  readonly from: number;
}

declare global {
  interface Window {
    /** Every caption that was on the board, with the moment at which it came. */
    told?: Told[];
  }
}

for (const lesson of ['pod-to-service', 'external-to-service']) {
  test(
    `on a machine of a quarter of the speed no beat is dropped, and each is there long enough to be read: ${lesson}`,
    againWhere(true),
    async ({ page, context }) => {
      test.slow();
      const machine = await context.newCDPSession(page);
      await machine.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      await page.goto(`./?lesson=${lesson}`);
      await page.getByRole('button', { name: 'Pause' }).click();
      const position = page.getByRole('slider', { name: 'Position in the walk' });
      await position.press('Home');
      await expect(position).toHaveAttribute('aria-valuetext', /^\D*1\D/);
      await page.evaluate(() => {
        const told: Told[] = [];
        window.told = told;
        const note = (): void => {
          const text = document.querySelector('p[data-beat]')?.textContent ?? '';
          if (told.at(-1)?.caption !== text) told.push({ caption: text, from: performance.now() });
        };
        note();
        new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
      });
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await expect
        .poll(() => page.evaluate(() => window.told?.at(-1)?.caption), { timeout: 120_000 })
        .toMatch(/^(\d+)\/\1\D/);
      const told = (await page.evaluate(() => window.told)) ?? [];
      const numbers = told.map(({ caption }) => Number(/^\d+/.exec(caption)?.[0]));
      const count = Number(/\/(\d+)/.exec(told.at(-1)?.caption ?? '')?.[1]);
      expect(count).toBeGreaterThanOrEqual(5);
      expect(numbers).toEqual(Array.from({ length: count }, (_, index) => index + 1));
      // The last one stays, and the first has been there before the walk began.
      const shown = told.slice(2).map(({ from }, index) => from - (told[index + 1]?.from ?? from));
      for (const each of shown) expect(each).toBeGreaterThan(READ);
    },
  );
}
