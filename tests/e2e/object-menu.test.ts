import { expect, test } from './page-test.ts';
import { openBoard } from './requests.ts';
import { SHOP } from './screen.ts';

const DEPLOYMENT = `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  replicas: 1
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: api }] }
`;

test('what the menus of a board and of what is on it do', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openBoard(page, SHOP + DEPLOYMENT);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const service = canvas.getByRole('button', { name: /^Service web[ ,]/ });
  const pod = canvas.getByRole('button', { name: /^Pod api-/ });
  const item = (name: string | RegExp) => page.getByRole('menuitem', { name });

  // The first look has no menus.
  await expect(page.locator('[data-first-look]')).toHaveCount(0);

  await test.step('copied and pasted', async () => {
    await service.click({ button: 'right' });
    await item('Copy').click();
    await expect(page.getByText('Copied as YAML: Service shop/web')).toBeVisible();
    await service.click({ button: 'right' });
    await item('Paste').click();
    await expect(canvas.getByRole('button', { name: /^Service web-2/ })).toBeAttached();
  });

  await test.step('scaled, by keyboard alone', async () => {
    await pod.focus();
    await page.keyboard.press('Shift+F10');
    await expect(item('Scale Deployment api …')).toBeVisible();
    while (!(await item('Scale Deployment api …').evaluate((each) => each === document.activeElement)))
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(inspector.getByRole('textbox', { name: 'replicas' })).toBeFocused();
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await expect(pod).toHaveCount(3);
  });

  await test.step('edited as YAML', async () => {
    await service.click({ button: 'right' });
    await item('Edit as YAML').click();
    await expect(inspector.getByRole('textbox', { name: 'YAML of Service shop/web' })).toContainText('kind: Service');
    await inspector.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('a pod that is dropped beside all nodes says why it goes back', async () => {
    const box = await pod.first().boundingBox();
    const free = await canvas.boundingBox();
    if (box === null || free === null) throw new Error('not on the screen');
    await page.mouse.move(box.x + box.width / 2, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(free.x + 30, free.y + 200, { steps: 6 });
    await page.mouse.up();
    await expect(page.getByText(/^A pod runs on a node: api-.* stays where it is/)).toBeVisible();
  });

  await test.step('what is added from the menu of the board stands where that was asked for', async () => {
    const free = await canvas.boundingBox();
    if (free === null) throw new Error('not on the screen');
    // Who has moved the view keeps it.
    await canvas.getByRole('button', { name: 'Zoom out' }).click();
    await page.waitForTimeout(500);
    // Beside the palette: from below it the view brings what is new out.
    const at = { x: free.x + 560, y: free.y + 90 };
    await page.mouse.click(at.x, at.y, { button: 'right' });
    await item('Add').click();
    await page.getByRole('region', { name: 'Add' }).getByRole('button', { name: 'Service, headless' }).click();
    const made = canvas.getByRole('button', { name: /^Service/ }).filter({ hasText: 'headless' });
    await expect(async () => {
      const box = await made.boundingBox();
      if (box === null) throw new Error('not on the screen');
      expect(Math.abs(box.x + box.width / 2 - at.x)).toBeLessThan(4);
      expect(Math.abs(box.y + box.height / 2 - at.y)).toBeLessThan(4);
    }).toPass({ timeout: 5000 });
  });
});

test('who undoes a new board is told that the one before is on the screen, and has it back', async ({ page }) => {
  await openBoard(page, SHOP);
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'kind', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Node kind-worker2/ })).toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(page.getByText(/^Undone: .*The board before it, .* is on the screen again/)).toBeVisible();
  await page.getByRole('banner').getByRole('button', { name: 'Redo' }).click();
  await expect(page.getByRole('button', { name: /^Node kind-worker2/ })).toBeAttached();
});
