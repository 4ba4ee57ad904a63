import { expect, test } from './page-test.ts';
import { openAndPause, shownStep } from './screen.ts';

test('keys on the first page, in the palette and in a field', async ({ page }) => {
  await test.step('the keyboard plays, steps, switches the lens and finds things', async () => {
    await page.goto('./');
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await page.keyboard.press('Home');
    const start = await shownStep(page);
    await page.keyboard.press('ArrowRight');
    expect(await shownStep(page)).not.toBe(start);
    await page.keyboard.press('ArrowLeft');
    expect(await shownStep(page)).toBe(start);
    await page.keyboard.press('Shift+ArrowRight');
    expect(await shownStep(page)).toMatch(/^Step 2 /);
    await page.keyboard.press('w');
    await expect(page.getByRole('radio', { name: 'Wires' })).toBeChecked();
  });

  await test.step('the palette finds commands and objects, and gives the focus back', async () => {
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Commands' });
    await palette.getByRole('combobox').fill('kbd shortcuts');
    await palette.getByRole('combobox').fill('shortcuts');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);

    await page.keyboard.press('Control+k');
    await palette.getByRole('combobox').fill('node');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Inspector' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Inspector' })).toHaveCount(0);
  });

  await test.step('keys are text in a field', async () => {
    const step = await shownStep(page);
    await page.keyboard.press('/');
    const field = page.getByRole('region', { name: 'Request' }).getByRole('combobox', { name: 'URL' });
    await expect(field).toBeFocused();
    await field.fill('');
    await page.keyboard.type('g i? w');
    await expect(field).toHaveValue('g i? w');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await shownStep(page)).toBe(step);
  });
});

test('who asks for the palette and types on at once finds what was typed, however long the palette takes', async ({
  page,
}) => {
  await openAndPause(page);
  const step = await shownStep(page);
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/\.js(\?|$)/, async (route) => {
    await held;
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  // Each letter is the key of a command.
  await page.keyboard.type('we ');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('igh');
  letGo();
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await expect(palette.getByRole('combobox')).toHaveValue('wigh');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('radio', { name: 'Objects' })).toBeChecked();
  expect(await shownStep(page)).toBe(step);
});

test('what is clicked after a key comes after it, however long what the key does takes to come', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/\/run-command[^/]*\.js(\?|$)/, async (route) => {
    await held;
    await route.continue();
  });
  await page.keyboard.press('w');
  const lenses = page.getByRole('radiogroup', { name: 'Lens' });
  await lenses.getByText('Objects').click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  letGo();
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Objects' })).toBeChecked();
});

test('what a key does is fetched as soon as somebody is there', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  const part = page.waitForResponse(/\/run-command[^/]*\.js/);
  await page.mouse.move(300, 300);
  await page.mouse.move(304, 304);
  expect((await part).ok()).toBe(true);
});

test('Enter that comes before the palette opens what was typed', async ({ page }) => {
  await openAndPause(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('cart');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toHaveText(
    'Service shop/cart',
  );
});

test('the palette finds what is not on the board: policies and routes', async ({ page }) => {
  await page.goto('./?lesson=who-may-talk');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who may talk to whom');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill('ledger NetworkPolicy');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toHaveText(
    'NetworkPolicy pay/ledger',
  );
});

test('what the palette finds comes into view, is selected and has the focus: the Service of that name first', async ({
  page,
}) => {
  await openAndPause(page, './?lesson=broken-shop');
  const service = page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: /^Service .*cart/ });
  // Close to the lower right corner.
  const canvas = await page.getByRole('region', { name: 'Canvas' }).boundingBox();
  await page.mouse.move((canvas?.x ?? 0) + (canvas?.width ?? 0) - 10, (canvas?.y ?? 0) + (canvas?.height ?? 0) - 10);
  await expect(page.getByRole('region', { name: 'Canvas' }).locator('.react-flow')).toBeAttached();
  for (let turn = 0; turn < 10; turn += 1) await page.mouse.wheel(0, -400);
  await expect(service).not.toBeInViewport();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await palette.getByRole('combobox').fill('cart');
  await expect(palette.getByRole('option').first()).toHaveText(/^shop\/cart\s*Service/);
  await page.keyboard.press('Enter');
  await expect(service).toBeFocused();
  await expect(service).toHaveAttribute('aria-pressed', 'true');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByRole('heading', { level: 2 })).toHaveText('Service shop/cart');
  await expect(service).toBeInViewport({ ratio: 0.99 });
});

test('the palette finds on the board that is far larger than the window, and what system objects hide', async ({
  page,
}) => {
  await page.goto('./?lesson=what-a-name-costs');
  const canvas = page.getByRole('region', { name: 'Canvas' });
  for (let press = 0; press < 6; press += 1) await canvas.getByRole('button', { name: 'Zoom in' }).click();
  const service = canvas.getByRole('button', { name: /^Service .*kube-dns/ });
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill('kube-dns');
  await page.keyboard.press('Enter');
  await expect(service).toBeFocused();
  await expect(service).toBeInViewport({ ratio: 0.99 });
});
