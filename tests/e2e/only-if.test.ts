import { expect, test } from './page-test.ts';
import { openBoard, sendRequest } from './requests.ts';
import { dropFile, openAndPause, SHOP } from './screen.ts';

test('what arrives at a port that nobody declares says with its verdict that it does only if a process listens there', async ({
  page,
}) => {
  await openBoard(page, SHOP.replace('targetPort: 8080', 'targetPort: 9999'));
  await sendRequest(page, 'pod/shop/client', 'http://web.shop/');
  const walk = page.getByRole('region', { name: 'Walk' });
  await expect(
    walk
      .getByRole('listitem')
      .filter({ hasText: /^Only if .* listens on TCP 9999/ })
      .first(),
  ).toBeVisible();
});

test('a list of objects, and the cause of what does not arrive', async ({ page }) => {
  await openAndPause(page);
  await test.step('a list of objects as jq prints it is put on the board', async () => {
    const named = (name: string) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { ports: [{ port: 80 }] },
    });
    await dropFile(page, 'services.json', JSON.stringify([named('one'), named('two')], null, 2));
    await page.getByRole('button', { name: 'Replace the board' }).click();
    const canvas = page.getByRole('region', { name: 'Canvas' });
    await expect(canvas.getByRole('button', { name: /Service .*two/ }).first()).toBeVisible();
  });

  await test.step('of a cause the words come first, its field as the API server writes it, and the code last', async () => {
    await dropFile(page, 'shop.yaml', SHOP.replace('targetPort: 8080', 'targetPort: nowhere'));
    await page.getByRole('button', { name: 'Replace the board' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('shop');
    await sendRequest(page, 'pod/shop/client', 'http://web.shop/');
    const cause = page.getByRole('group', { name: 'Cause' });
    await expect(cause.getByText('spec.ports[0].targetPort')).toBeVisible();
    await expect(cause.getByRole('definition').last()).toHaveText('SERVICE_HAS_NO_ENDPOINTS');
  });
});
