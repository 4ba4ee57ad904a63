import type { Page } from '@playwright/test';
import { boardTexts, paintedTexts, READABLE, watchPaintedTexts } from './measures.ts';
import { againWhere, expect, test } from './page-test.ts';
import { openBoard } from './requests.ts';

/** Text of the board that is shown and too small to be read, with its size on the screen. */
async function illegible(page: Page): Promise<readonly string[]> {
  const small = (await boardTexts(page)).filter(({ size }) => size < READABLE);
  return small.map(({ words, size }) => `${words}: ${size.toFixed(1)} px`);
}

/** One with many lines, and one where something is wrong. */
const FIRST = ['one-address-many-routes', 'broken-shop'];

/** A shop on three nodes with as many Services. */
function shopOf(count: number): string {
  const nodes = [1, 2, 3].map((n) => `apiVersion: v1\nkind: Node\nmetadata: { name: node-${n} }`);
  const parts = Array.from({ length: count }, (_, index) => {
    const app = `service-${index}`;
    return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${app}, namespace: shop }
spec:
  selector: { matchLabels: { app: ${app} } }
  template:
    metadata: { labels: { app: ${app} } }
    spec: { containers: [{ name: web, image: nginx, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${app}, namespace: shop }
spec: { selector: { app: ${app} }, ports: [{ port: 80, targetPort: 8080 }] }`;
  });
  return [...nodes, ...parts].join('\n---\n');
}

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const) {
  for (const lesson of ['one-address-many-routes', 'broken-shop', 'rolling-update', 'dual-stack']) {
    test(
      `what the board of ${lesson} says can be read at ${width} × ${height}`,
      againWhere(width === 1024 || !FIRST.includes(lesson)),
      async ({ page }) => {
        await page.setViewportSize({ width, height });
        await page.goto(`./?lesson=${lesson}`);
        await expect(page.getByRole('list', { name: 'Walk', exact: true })).toBeAttached();
        expect(await illegible(page), 'on the first look').toEqual([]);
        await page.mouse.move(width / 2, height / 3);
        await page.waitForTimeout(500);
        expect(await illegible(page), 'on the board that can be moved').toEqual([]);
      },
    );
  }
}

for (const lesson of ['rolling-update', 'broken-shop']) {
  test(
    `on a phone no frame shows smaller text while the view goes after the packet: ${lesson}`,
    againWhere(lesson !== 'rolling-update'),
    async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await watchPaintedTexts(page);
      await page.goto(`./?lesson=${lesson}`);
      await expect(page.locator('.react-flow')).toBeAttached();
      await page.waitForTimeout(5000);
      const painted = await paintedTexts(page);
      expect(painted.length).toBeGreaterThan(10);
      expect(painted.filter(({ size }) => size < READABLE).slice(0, 3)).toEqual([]);
    },
  );
}

test('many Services keep their names, and say which of them has no endpoint', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  const text = shopOf(16).replace('selector: { app: service-3 }', 'selector: { app: nobody }');
  await openBoard(page, text);
  await expect(page.getByRole('button', { name: /^Service service-15/ })).toBeVisible();
  expect(await illegible(page)).toEqual([]);
  const names = page.getByRole('region', { name: 'Canvas' }).getByTitle('shop/service-15', { exact: true });
  expect(await names.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)).toBe(true);
  const alone = page.getByRole('button', { name: /^Service service-3 / }).getByTitle('0 of 0 ready');
  await expect.poll(async () => (await alone.boundingBox())?.width ?? 0).toBeGreaterThan(8);
});

test('a node with a long name shows its beginning and its end', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  const names = [1, 2, 3].map((n) => `gke-production-eu-west-default-pool-7f3a21${n}-x${n}zq`);
  const nodes = names.map((name) => `apiVersion: v1\nkind: Node\nmetadata: { name: ${name} }`);
  await openBoard(page, nodes.join('\n---\n'));
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await expect(canvas.locator('.react-flow')).toBeAttached();
  for (const name of names) {
    const shown = canvas.getByTitle(name, { exact: true }).locator('[data-tail]');
    await expect(shown).toHaveAttribute('data-tail', name.slice(-6));
    const [words, node] = [await shown.boundingBox(), await canvas.locator(`[data-id="Node/${name}"]`).boundingBox()];
    expect((words?.x ?? 0) + (words?.width ?? Number.NaN)).toBeLessThan((node?.x ?? 0) + (node?.width ?? 0));
  }
});
