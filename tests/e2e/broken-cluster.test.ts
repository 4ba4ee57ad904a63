import { expect, test } from './page-test.ts';
import { manifest } from '../applications.ts';
import { openBoard, openManifests, sendRequest } from './requests.ts';
import { openAndPause, SHOP } from './screen.ts';

test('a selector broken in the YAML: the walk says cause, object and fix, and the fix repairs it', async ({ page }) => {
  await openAndPause(page);
  await openManifests(page, 'notes.yaml', manifest('notes.yaml'));
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const walk = page.getByRole('region', { name: 'Walk' });
  await sendRequest(page, 'pod/default/db-0', 'http://page');
  await expect(walk.getByText('Arrives', { exact: true })).toBeVisible();

  await canvas.getByRole('button', { name: /^Service page[ ,]/ }).press('Enter');
  await inspector.getByRole('tab', { name: 'YAML' }).click();
  const text = inspector.getByRole('textbox', { name: 'YAML of Service default/page' });
  await expect(text).toContainText('tier: page');
  await text.getByText('page', { exact: true }).last().dblclick();
  await page.keyboard.type('pgae');
  await expect(text).toContainText('tier: pgae');
  await inspector.getByRole('button', { name: 'Apply' }).click();

  await expect(walk.getByText('Rejected', { exact: true })).toBeVisible();
  await expect(walk.getByText('SERVICE_SELECTOR_MATCHES_NOTHING')).toBeVisible();
  await expect(walk.getByRole('button', { name: 'Service default/page' }).first()).toBeVisible();
  await expect(walk.getByText('spec.selector', { exact: true })).toBeVisible();
  await expect(canvas.getByRole('button', { name: /^Service page[ ,]/ })).toContainText('no endpoint');

  await walk.getByRole('button', { name: 'Apply fix' }).click();
  await expect(walk.getByText('Arrives', { exact: true })).toBeVisible();
  await expect(canvas.getByRole('button', { name: /^Service page[ ,]/ })).toContainText('3 of 3 ready');
  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await expect(walk.getByText('SERVICE_SELECTOR_MATCHES_NOTHING')).toBeVisible();
});

test('a container stopped in the form: its Service has no ready endpoint until it is started again', async ({
  page,
}) => {
  await openBoard(page, manifest('notes.yaml'));
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const walk = page.getByRole('region', { name: 'Walk' });
  await sendRequest(page, 'pod/default/db-0', 'tcp://cache-primary:6379');
  await expect(walk.getByText('Arrives', { exact: true })).toBeVisible();

  const pod = canvas.getByRole('button', { name: /^Pod cache-primary-/ });
  await pod.press('Enter');
  await inspector.getByRole('button', { name: 'Stop container cache' }).click();
  await expect(walk.getByText('NO_READY_ENDPOINTS')).toBeVisible();
  await expect(canvas.getByRole('button', { name: /^Service cache-primary[ ,]/ })).toContainText('no endpoint');

  await inspector.getByRole('button', { name: 'Start container cache' }).click();
  await expect(walk.getByText('Arrives', { exact: true })).toBeVisible();
});

test('text that is no YAML in the inspector: line and column, and the board stays as it was', async ({ page }) => {
  await openBoard(page, SHOP);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await canvas.getByRole('button', { name: /^Service web[ ,]/ }).press('Enter');
  await inspector.getByRole('tab', { name: 'YAML' }).click();
  const text = inspector.getByRole('textbox', { name: 'YAML of Service shop/web' });
  await expect(text).toContainText('kind: Service');
  await text.press('Control+Home');
  await page.keyboard.type('{ ');
  const problems = inspector.getByRole('list', { name: 'What is wrong in this text' });
  await expect(problems).toContainText(/line \d+, column \d+/);
  await text.press('Control+Enter');
  await expect(problems).toContainText(/line \d+, column \d+/);
  await expect(canvas.getByRole('button', { name: /^Service web[ ,]/ })).toContainText('2 of 2 ready');
});
