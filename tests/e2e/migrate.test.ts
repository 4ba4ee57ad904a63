import type { Page } from '@playwright/test';
import { seriousProblems } from './axe.ts';
import { expect, test } from './page-test.ts';
import { openBoard } from './requests.ts';
import { SHOP } from './screen.ts';

const INGRESSES = `
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: nginx }
spec: { controller: k8s.io/ingress-nginx }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: inside
  namespace: shop
  annotations: { nginx.ingress.kubernetes.io/whitelist-source-range: 192.0.2.0/24 }
spec:
  ingressClassName: nginx
  rules: [{ host: inside.shop.example, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: plain, namespace: shop }
spec:
  ingressClassName: nginx
  rules: [{ host: plain.shop.example, http: { paths: [{ path: /cart, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
`;

async function openPanel(page: Page): Promise<ReturnType<Page['getByRole']>> {
  await openBoard(page, SHOP + INGRESSES);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await canvas.getByRole('button', { name: /^Ingress inside/ }).press('Enter');
  await page
    .getByRole('region', { name: 'Inspector' })
    .getByRole('button', { name: 'Move to the Gateway API' })
    .click();
  const panel = page.getByRole('dialog', { name: 'Move away from ingress-nginx' });
  await expect(panel.getByRole('status')).toContainText('answered otherwise');
  return panel;
}

test('moving away from ingress-nginx: what differs and what does not go over is told, and a request of it is sent', async ({
  page,
}) => {
  const panel = await openPanel(page);
  // It begins with the Ingress that it was opened from.
  await expect(panel.getByRole('combobox', { name: 'Ingress' })).toHaveValue('shop/inside');
  const row = panel.getByRole('row', { name: /http:\/\/inside\.shop\.example\/some\/thing/ });
  await expect(row).toContainText('403');
  await expect(row).toContainText('200 by shop/web');
  await expect(row).toContainText('Who was kept out (403) is let in.');
  await expect(panel).toContainText(
    'Ingress shop/inside (whitelist-source-range): who is let in is not part of the Gateway API',
  );
  await expect(panel.getByRole('region', { name: 'The draft as YAML' })).toContainText('kind: HTTPRoute');

  await panel.getByRole('combobox', { name: 'Ingress' }).selectOption('shop/plain');
  await expect(panel.getByRole('status')).toContainText(/All \d+ requests are answered as before/);
  await panel.getByRole('radio', { name: /^All/ }).check({ force: true });
  await expect(panel.getByRole('row', { name: /plain\.shop\.example\/cart\/some/ })).toContainText('as before');
  await expect(panel.getByText('Everything that these Ingresses ask for goes over.')).toBeVisible();

  await panel.getByRole('combobox', { name: 'Ingress' }).selectOption('');
  await panel.getByRole('button', { name: 'http://inside.shop.example/', exact: true }).click();
  await expect(panel).toBeHidden();
  await expect(page.getByRole('region', { name: 'Walk' })).toContainText('403');
});

test('what is drafted is put on the board as one edit, and compared with from then on', async ({ page }) => {
  const panel = await openPanel(page);
  await panel.getByRole('textbox', { name: 'gatewayClassName' }).fill('edge');
  await expect(panel.getByRole('region', { name: 'The draft as YAML' })).toContainText('gatewayClassName: edge');
  await panel.getByRole('button', { name: 'Add to the board' }).click();
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const gateway = canvas.getByRole('button', { name: /^Gateway ingress/ });
  await expect(gateway).toContainText('inside.shop.example → web');
  await expect(canvas.getByRole('button', { name: /^Ingress inside/ })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('away from ingress');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('radio', { name: 'Gateways on the board' })).toBeChecked();
  await expect(panel.getByRole('status')).toContainText('answered otherwise');
  await panel.getByRole('button', { name: 'Send http://inside.shop.example/ through the Gateway' }).click();
  await expect(page.getByRole('region', { name: 'Walk' })).toContainText('200');

  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(gateway).toHaveCount(0);
});

test('its panel is read and used in both themes and on a phone', { tag: '@again' }, async ({ page }) => {
  const panel = await openPanel(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Colours pass over from one theme to the other.
    await expect.poll(() => seriousProblems(page)).toEqual([]);
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/migrate-${colorScheme}.png` });
  }
  await page.setViewportSize({ width: 390, height: 844 });
  const sideways = await panel.evaluate((dialog) =>
    [...dialog.querySelectorAll('*')]
      .filter(
        (each) =>
          each.tagName !== 'PRE' &&
          each.scrollWidth > each.clientWidth + 1 &&
          getComputedStyle(each).overflowX === 'auto',
      )
      .map(({ className }) => className),
  );
  expect(sideways).toEqual([]);
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/migrate-phone.png` });
});
