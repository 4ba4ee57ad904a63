import { expect, test } from './page-test.ts';
import { GUARDED_SHOP } from './policies.ts';
import { dropFile, openAndPause } from './screen.ts';

test('a Gateway stands on the board with its listeners and routes; guarded pods carry a shield', async ({ page }) => {
  await openAndPause(page);
  await dropFile(page, 'shop.yaml', GUARDED_SHOP);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Replace/ })
    .click();
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const gateway = canvas.getByRole('button', { name: /^Gateway front/ });
  await expect(gateway).toContainText(':443 HTTPS');
  await expect(gateway).toContainText('→ web, canary');
  await expect(gateway.getByRole('img', { name: 'TLS for shop.example' })).toBeVisible();
  const pod = canvas.getByRole('button', { name: /^Pod db-/ });
  await expect(pod.getByRole('img', { name: 'ingress limited by NetworkPolicy shop/only-web' })).toBeVisible();
  await expect(
    canvas
      .getByRole('button', { name: /^Pod web-/ })
      .first()
      .getByRole('img', { name: /NetworkPolicy/ }),
  ).toHaveCount(0);
});

test('what is wrong with a policy or a Gateway is told before it is imported', async ({ page }) => {
  await openAndPause(page);
  await dropFile(page, 'shop.yaml', GUARDED_SHOP.replace('backendRefs: [{ name: web,', 'backendRefs: [{ name: wep,'));
  await expect(page.getByRole('dialog')).toContainText(/wep/);
});
