import { expect, test } from './page-test.ts';
import { openBoard } from './requests.ts';
import { SHOP } from './screen.ts';

const WITH_POLICY = `${SHOP}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guard, namespace: shop }
spec:
  podSelector: {}
  ingress: []
`;

test('a NetworkPolicy is changed in a form made from its schema: rules, peers and ports are added and taken away', async ({
  page,
}) => {
  await openBoard(page, WITH_POLICY);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('combobox', { name: /Find a command/ }).fill('NetworkPolicy');
  await page.keyboard.press('Enter');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByRole('heading', { name: 'NetworkPolicy shop/guard' })).toBeVisible();

  await inspector.getByRole('button', { name: 'Add to ingress' }).click();
  const rule = inspector.getByRole('region', { name: 'ingress 1' });
  // It lets nobody through until that is typed over.
  const peer = rule.getByRole('textbox', { name: 'matchLabels' });
  await expect(peer).toHaveValue('app=nobody');
  await expect(peer).toBeFocused();
  await rule.getByRole('combobox', { name: 'Add to ingress' }).selectOption('ports');
  await rule.getByRole('button', { name: 'Add to ports' }).click();
  const port = rule.getByRole('region', { name: 'ports 1' });
  const number = port.getByRole('textbox', { name: 'port' });
  await number.fill('70000');
  await number.press('Enter');
  await expect(number).toHaveAccessibleDescription(
    /port: Invalid value: 70000: must be between 1 and 65535, inclusive/,
  );
  await number.fill('8080');
  await number.press('Enter');
  await expect(number).toHaveAttribute('aria-invalid', 'false');

  await inspector.getByRole('tab', { name: 'YAML' }).click();
  const text = inspector.getByRole('textbox', { name: 'YAML of NetworkPolicy shop/guard' });
  await expect(text).toContainText('port: 8080');

  // What is written there and not applied is what the form shows, and changes.
  await text.press('Control+End');
  await page.keyboard.type('\n# by hand');
  const written = inspector.getByRole('tab', { name: 'YAML, not applied' });
  await expect(written).toBeVisible();
  await inspector.getByRole('tab', { name: 'Fields' }).click();
  await expect(inspector.getByRole('status')).toContainText('is not applied yet. This form shows it');
  await rule.getByRole('button', { name: 'Remove from 1' }).click();
  await expect(rule.getByRole('button', { name: 'Add to from' })).toBeVisible();
  await written.click();
  await expect(text).toContainText('# by hand');
  await expect(text).toContainText('from: []');
  await inspector.getByRole('tab', { name: 'Fields' }).click();
  await inspector.getByRole('button', { name: 'Apply' }).click();
  await expect(inspector.getByRole('status')).toHaveCount(0);
  await expect(rule.getByRole('button', { name: 'Add to from' })).toBeVisible();
  await port.getByRole('button', { name: 'Remove ports 1' }).click();
  await expect(port).toBeHidden();
});

test('ports of a Service are added and taken away in its form', async ({ page }) => {
  await openBoard(page, SHOP);
  await page
    .getByRole('region', { name: 'Canvas' })
    .getByRole('button', { name: /^Service web[ ,]/ })
    .press('Enter');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByText('More fields').click();
  await inspector.getByRole('button', { name: 'Add to ports' }).click();
  const second = inspector.getByRole('region', { name: 'ports 2' });
  // It has at once what an API server requires: a port that is free, and as the second one a name.
  await expect(second.getByRole('textbox', { name: 'name' })).toHaveValue('http');
  const number = inspector.getByRole('textbox', { name: 'port of http', exact: true });
  await number.fill('9090');
  await number.press('Enter');
  await expect(number).toHaveAttribute('aria-invalid', 'false');
  await expect(number).toHaveValue('9090');
  await second.getByRole('button', { name: 'Remove ports 2' }).click();
  await expect(second).toBeHidden();
});
