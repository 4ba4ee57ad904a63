import { seriousProblems } from './axe.ts';
import { expect, test } from './page-test.ts';
import { openBoard } from './requests.ts';

const BOARD = `apiVersion: v1
kind: Node
metadata: {name: node-1}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 0
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: door, namespace: shop}
spec: {selector: {app: other}, ports: [{port: 80}]}
`;

test('a workload without pods is on the board: it is selected, has its menu, a line leads to it, and its pods take its place', async ({
  page,
}) => {
  await openBoard(page, BOARD);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const card = canvas.getByRole('button', { name: /^Deployment web/ });
  const service = canvas.getByRole('button', { name: /^Service door/ });
  await expect(card).toContainText('0 pods: scaled to 0');
  expect(await seriousProblems(page), 'a card of a workload').toEqual([]);

  await test.step('its menu', async () => {
    await card.click({ button: 'right' });
    const menu = page.getByRole('menu', { name: 'Deployment shop/web' });
    await expect(menu.getByRole('menuitem', { name: 'Rename' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
  });

  await test.step('a line that is drawn to it', async () => {
    await service.click();
    await expect(inspector.getByRole('heading', { name: 'Service shop/door' })).toBeVisible();
    const handle = canvas.locator('[data-line-handle]');
    await expect(async () => {
      const [from, to] = [await handle.boundingBox(), await card.boundingBox()];
      if (from === null || to === null) throw new Error('not on the screen');
      await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
      await page.mouse.down();
      await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 5 });
      await expect(page.getByText('selects its pods')).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 15_000 });
    await page.mouse.up();
    await expect(inspector.getByRole('textbox', { name: 'selector' })).toHaveValue('app=web');
  });

  await test.step('by keyboard alone', async () => {
    await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
    await service.focus();
    await page.keyboard.press('d');
    await expect(page.locator('.line-open').first()).toBeAttached();
    await card.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('banner').getByRole('button', { name: 'Undo' })).toBeEnabled();
    await card.press('Enter');
    await expect(inspector.getByRole('heading', { name: 'Deployment shop/web' })).toBeVisible();
  });

  await test.step('scaled up', async () => {
    await inspector.getByRole('textbox', { name: 'replicas' }).fill('2');
    await page.keyboard.press('Enter');
    await expect(canvas.getByRole('button', { name: /^Pod web-/ })).toHaveCount(2);
    await expect(card).toBeHidden();
    await expect(service).toContainText('2 of 2 ready');
  });
});
