import { expect, test } from './page-test.ts';
import { dropFile, openAndPause, SHOP } from './screen.ts';

const POLICY = `---
apiVersion: k8s.cni.cncf.io/v1beta1
kind: MultiNetworkPolicy
metadata: { name: deny-all, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  ingress: [{}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
`;

test('a policy of a kind that is not read: import, walk, board, list and matrix say so', async ({ page }) => {
  await openAndPause(page);
  await dropFile(page, 'shop.yaml', SHOP + POLICY);
  const dialog = page.getByRole('dialog', { name: 'Import shop.yaml' });
  const kept = dialog.getByRole('region', { name: /^Kept but not read/ });
  await expect(kept).toContainText('1 MultiNetworkPolicy');
  await expect(kept).toContainText('Allows or refuses connections');
  await expect(dialog.getByText(/cannot change where a packet goes: 1 Role$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Replace the board' }).click();
  await expect(page.getByText(/1 of them not read/)).toBeVisible();

  const walk = page.getByRole('region', { name: 'Walk' });
  await expect(walk.getByText('Not known', { exact: true })).toBeVisible();
  await expect(walk.getByText('Not known: MultiNetworkPolicy shop/deny-all is not read.')).toBeVisible();
  await expect(walk.getByText(/^Without it: /)).toBeVisible();
  await expect(walk.getByRole('region', { name: 'Not considered' })).toContainText(/selects pod shop\/web-/);

  const canvas = page.getByRole('region', { name: 'Canvas' });
  const mark = canvas.getByRole('img', { name: 'not considered here: MultiNetworkPolicy shop/deny-all' });
  await expect(mark).toHaveCount(1);
  await expect(canvas.getByRole('button', { name: /^Pod web-.*not considered here/ })).toHaveCount(1);

  await page.getByRole('button', { name: 'One object is not read' }).click();
  const list = page.getByRole('dialog', { name: 'Objects that are not read' });
  await expect(list).toContainText('concerns this walk');
  await list.getByRole('button', { name: 'MultiNetworkPolicy shop/deny-all' }).click();
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('deny-all');

  await page.getByRole('button', { name: 'Reachability' }).click();
  const matrix = page.getByRole('dialog', { name: 'Reachability' });
  await expect(matrix.getByRole('note')).toContainText('MultiNetworkPolicy shop/deny-all is not read');
  await expect(matrix.getByRole('gridcell', { name: /client to .*web: .*not known/ })).toBeVisible();
  await expect(matrix.getByRole('gridcell', { name: /web to .*client: .*not known/ })).toHaveCount(0);
});
