import { expect, test } from './page-test.ts';
import { manifest } from '../applications.ts';
import { openBoard } from './requests.ts';

test('what is chosen in the palette is in sight also where the inspector opens over its place', async ({ page }) => {
  await openBoard(page, manifest('bazaar.yaml'));
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const services = canvas.getByRole('button', { name: /^Service / });
  await expect(services.first()).toBeVisible();
  const farthest = await services.evaluateAll((boxes) => {
    const right = (box: Element) => box.getBoundingClientRect().right;
    const ids = boxes.toSorted((a, b) => right(b) - right(a)).map((box) => box.getAttribute('data-id') ?? '');
    return ids.find((id) => !id.includes('kube-system')) ?? '';
  });
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await palette.getByRole('combobox').fill(`${farthest.split('/').slice(1).join('/')} Service`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toBeVisible();
  const box = canvas.locator(`[data-id="${farthest}"]`);
  await expect(box).toBeFocused();
  await expect
    .poll(async () => {
      const [inner, outer] = [await box.boundingBox(), await canvas.boundingBox()];
      return inner !== null && outer !== null && inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width;
    })
    .toBe(true);
});

test('what is chosen in the palette is in sight whole, beside the controls, once the inspector has come', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await openBoard(page, manifest('bazaar.yaml'));
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const services = canvas.getByRole('button', { name: /^Service / });
  await expect(services.first()).toBeVisible();
  const ids = await services.evaluateAll((boxes) => boxes.map((box) => box.getAttribute('data-id') ?? ''));
  const tools = canvas.locator('.react-flow__panel[data-over-board], .react-flow [data-over-board]').last();
  await expect(tools).toBeVisible();
  const controls = await tools.boundingBox();
  expect(controls).not.toBeNull();
  for (const id of ids.filter((each) => !each.includes('kube-system')).slice(-6)) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('0');
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Commands' });
    await palette.getByRole('combobox').fill(`${id.split('/').slice(1).join('/')} Service`);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toContainText(
      id.split('/').at(-1) ?? '',
    );
    const rightOf = async () => {
      const [inner, outer] = [await canvas.locator(`[data-id="${id}"]`).boundingBox(), await canvas.boundingBox()];
      return (inner?.x ?? Number.NaN) + (inner?.width ?? 0) - (outer?.x ?? 0) - (outer?.width ?? 0);
    };
    await expect.poll(rightOf, id).toBeLessThanOrEqual(-40);
  }
});
