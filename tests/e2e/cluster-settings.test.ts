import { expect, test } from './page-test.ts';
import { chooseDepth, openAndPause } from './screen.ts';

test('the pod network is changed, the walk follows at once, and Undo takes it back', async ({ page }) => {
  await openAndPause(page);
  await chooseDepth(page, 'Rules');
  await page.getByRole('slider', { name: 'Position in the walk' }).press('Home');
  await page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: 'Cluster settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cluster settings' });
  const network = dialog.getByRole('combobox', { name: 'Pod network' });
  await expect(dialog.getByRole('button', { name: 'Undo' })).toBeDisabled();
  await expect(dialog.getByText('No NetworkPolicy here: every pod may talk to every other.')).toBeVisible();
  await network.selectOption('calico');
  await expect(dialog.getByText('A /32 route for each pod and proxy ARP')).toBeVisible();
  const walk = page.getByRole('region', { name: 'Walk', includeHidden: true });
  await expect(walk).toContainText('169.254.1.1');
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(network).toHaveValue('');
  await expect(walk).not.toContainText('169.254.1.1');

  await test.step('the version of Kubernetes is a setting', async () => {
    const version = dialog.getByRole('combobox', { name: 'Kubernetes' });
    await expect(version).toHaveValue('');
    await version.selectOption('1.36');
    await expect(version).toHaveValue('1.36');
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await expect(version).toHaveValue('');
  });
});

test('a range is taken over when it is one, and says what is wrong when it is not', async ({ page }) => {
  await openAndPause(page);
  await page.keyboard.press(',');
  const dialog = page.getByRole('dialog', { name: 'Cluster settings' });
  const range = dialog.getByRole('textbox', { name: 'Service range' });
  await range.fill('10.200.0.0');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('10.244.0.0/16');
  await range.fill('10.200.0.0/20');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toBeHidden();
  await expect(range).toHaveValue('10.200.0.0/20');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Undone: Change the Service range')).toBeVisible();
});
