import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { manifest } from '../applications.ts';
import { openManifests, sendRequest, suggestions } from './requests.ts';
import { openAndPause } from './screen.ts';

test.use({ viewport: { width: 1024, height: 768 } });

async function openBazaar(page: Page): Promise<void> {
  await openAndPause(page);
  await openManifests(page, 'bazaar.yaml', manifest('bazaar.yaml'));
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.locator('.react-flow__node[data-id^="Service/"]').first()).toBeVisible();
  await page.waitForTimeout(400);
}

/** Where boxes of a kind stand on the board, or on the screen. */
async function places(page: Page, kind: string, on: 'board' | 'screen'): Promise<Readonly<Record<string, string>>> {
  return page.evaluate(
    ([prefix, where]) =>
      Object.fromEntries(
        [...document.querySelectorAll<HTMLElement>(`.react-flow__node[data-id^="${prefix}"]`)].map((box) => {
          const { x, y } = box.getBoundingClientRect();
          return [
            box.dataset['id'] ?? '',
            where === 'board' ? box.style.transform : `${Math.round(x)} ${Math.round(y)}`,
          ];
        }),
      ),
    [`${kind}/`, on] as const,
  );
}

test('a request for a name brings in who answers for it, and nothing that was there moves', async ({ page }) => {
  await openBazaar(page);
  const source = (await suggestions(page, 'From', '/visitors-'))[0] ?? '';
  await sendRequest(page, source, 'tcp://10.96.0.1:443');
  await expect(page.locator('[data-id="Service/kube-system/kube-dns"]')).toHaveCount(0);
  await page.waitForTimeout(400);
  const before = { ...(await places(page, 'Service', 'board')), ...(await places(page, 'Node', 'board')) };
  await sendRequest(page, source, 'tcp://checkout.default:5050');
  await expect(page.locator('[data-id="Service/kube-system/kube-dns"]')).toHaveCount(1);
  const after = { ...(await places(page, 'Service', 'board')), ...(await places(page, 'Node', 'board')) };
  delete (before as Record<string, string>)['Service/default/kubernetes'];
  expect(Object.keys(before).length).toBeGreaterThan(10);
  expect(after).toMatchObject(before);
});

test('where something is moved by hand in a small window the rest stays as it is there, also for whom it is shared with', async ({
  page,
  browser,
}) => {
  await openBazaar(page);
  const before = await places(page, 'Service', 'board');
  const first = page.locator('.react-flow__node[data-id^="Service/"]').first();
  const moved = (await first.getAttribute('data-id')) ?? '';
  await first.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(async () => (await places(page, 'Service', 'board'))[moved]).not.toBe(before[moved]);
  const after = await places(page, 'Service', 'board');
  const { [moved]: _one, ...others } = before;
  expect(after).toMatchObject(others);
  await page.getByRole('button', { name: 'Share' }).click();
  const field = page.getByRole('dialog', { name: 'Share' }).getByRole('textbox', { name: 'Link' });
  await expect(field).toHaveValue(/#[a-z0-9]+:/);
  const other = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await other.goto(await field.inputValue());
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('bazaar');
  await other.mouse.click(4, 300);
  await expect(other.locator(`.react-flow__node[data-id="${moved}"]`)).toBeVisible();
  await expect.poll(() => places(other, 'Service', 'board')).toMatchObject(after);
  await other.close();
});

test('in a small window the board of an application fills most of its room, and pods have names of at most two lines', async ({
  page,
}) => {
  await openBazaar(page);
  for (const lens of ['Objects', 'Applications']) {
    await page.getByRole('radio', { name: lens }).check({ force: true });
    await page.waitForTimeout(600);
    const { share, lines } = await page.evaluate(() => {
      const canvas = document.querySelector('[data-region="canvas"]')?.getBoundingClientRect();
      const boxes = [...document.querySelectorAll('.react-flow__node')].map((box) => box.getBoundingClientRect());
      const wide = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
      const high = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
      const names = [...document.querySelectorAll<HTMLElement>('[data-id^="Pod/"] [data-head]')];
      return {
        share: (wide * high) / ((canvas?.width ?? 1) * (canvas?.height ?? 1)),
        lines: names.map((name) => {
          const height = Number.parseFloat(getComputedStyle(name).lineHeight);
          return Math.round(name.offsetHeight / height);
        }),
      };
    });
    expect(share, lens).toBeGreaterThan(0.5);
    expect(Math.max(...lines), lens).toBeLessThanOrEqual(2);
  }
});
