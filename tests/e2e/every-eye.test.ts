import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { openAndPause } from './screen.ts';

const GROUNDS = ['paper', 'surface', 'raised'] as const;
/** What has to be seen, and what has to be read. */
const SEEN = ['line-strong', 'accent', 'request', 'reply', 'rejected', 'dropped', 'changed'] as const;
const READ = ['ink', 'muted', 'faint', 'accent', 'rejected', 'changed'] as const;

/** Contrast of each of these tokens with each ground, as WCAG counts it. */
async function contrasts(page: Page, tokens: readonly string[]): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(
    ([names, grounds]) => {
      const probe = document.body.appendChild(document.createElement('span'));
      const light = (token: string): number => {
        probe.style.color = `var(--color-${token})`;
        const [r = 0, g = 0, b = 0] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map((value) => {
          const share = Number(value) / 255;
          return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const pairs = names.flatMap((token) => grounds.map((ground) => [token, ground] as const));
      return Object.fromEntries(
        pairs.map(([token, ground]) => {
          const [a, b] = [light(token), light(ground)];
          return [`${token} on ${ground}`, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
        }),
      );
    },
    [tokens, GROUNDS] as const,
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what has to be seen stands out 3:1, what has to be read 4.5:1, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openAndPause(page);
    for (const [pair, contrast] of Object.entries(await contrasts(page, SEEN)))
      expect(contrast, pair).toBeGreaterThanOrEqual(3);
    for (const [pair, contrast] of Object.entries(await contrasts(page, READ)))
      expect(contrast, pair).toBeGreaterThanOrEqual(4.5);
  });

  test(`boxes, lines and the packet are there in forced colours, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, forcedColors: 'active' });
    await openAndPause(page);
    const box = page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: /^Service / });
    const [border, ground] = await box.evaluate((button) => {
      const frame = button.querySelector('.border') ?? button;
      const { borderTopColor, borderTopWidth } = getComputedStyle(frame);
      return [`${borderTopWidth} ${borderTopColor}`, getComputedStyle(document.body).backgroundColor];
    });
    expect(border).not.toMatch(/^0px/);
    expect(border).not.toContain(ground);
    const painted = await page.getByRole('region', { name: 'Canvas' }).evaluate((canvas) =>
      [...canvas.querySelectorAll('canvas')].map((layer) => {
        const pixels = layer.getContext('2d')?.getImageData(0, 0, layer.width, layer.height).data ?? [];
        const colors = new Map<string, number>();
        for (let at = 0; at < pixels.length; at += 4) {
          const color = `${pixels[at]} ${pixels[at + 1]} ${pixels[at + 2]} ${pixels[at + 3]}`;
          colors.set(color, (colors.get(color) ?? 0) + 1);
        }
        const [most = 0, second = 0] = [...colors.values()].toSorted((a, b) => b - a);
        return { share: most / (pixels.length / 4), second };
      }),
    );
    // The layer below the boxes has lines, one of those above them the packet.
    expect(painted[0]?.second).toBeGreaterThan(100);
    expect(painted[0]?.share).toBeLessThan(0.999);
    expect(painted.slice(1).some(({ second }) => second > 100)).toBe(true);
  });
}

test('the legend is one click away', async ({ page }) => {
  await openAndPause(page);
  await page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: 'Legend' }).click();
  const legend = page.getByRole('dialog', { name: 'Legend' });
  for (const words of ['A request on its way', 'Dropped', 'A NetworkPolicy selects the pod', 'it is assumed'])
    await expect(legend.getByText(words)).toBeVisible();
});

for (const [address, title] of [
  ['./', 'Pod to Service'],
  ['./?lesson=broken-shop&embed', 'The broken shop'],
] as const) {
  for (const width of [1440, 1024, 390]) {
    test(`${address} has one heading of the first level, ${width} pixels wide`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    });
  }
}
