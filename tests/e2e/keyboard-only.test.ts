import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { openAndPause, stepNumber } from './screen.ts';

test('the focus on the whole page and on its board', async ({ page }) => {
  await openAndPause(page);
  await test.step('Tab reaches every control of the page in the order in which it is read, and the focus is always seen', async () => {
    await expect(page.getByRole('link', { name: 'React Flow attribution' })).toBeVisible();
    // Where nothing is.
    await page.getByRole('banner').click({ position: { x: 480, y: 20 } });
    await page.keyboard.press('Tab');
    const reached: string[] = [];
    for (let press = 0; press < 60; press += 1) {
      const { name, outlined } = await focused(page);
      if (name === undefined) break;
      expect(outlined, `the focus on ${name} is seen`).toBe(true);
      reached.push(name);
      await page.keyboard.press('Tab');
    }
    const order = ['Gallery', 'Import', 'Export', 'Share', 'Internet', 'Fit view', 'From', 'URL', 'Options', 'Send'];
    const places = [...order, 'Previous hop', 'Play', 'Next hop', 'Position in the walk', 'Speed'].map((wanted) =>
      reached.findIndex((name) => name.startsWith(wanted)),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    // However much is on the board, Tab stops there once.
    const onBoard = reached.slice(reached.indexOf('Share'), reached.indexOf('Fit view'));
    expect(onBoard.filter((name) => /^(Internet|Router|Node|Pod|Service)/.test(name))).toHaveLength(1);
  });

  await test.step('arrow keys follow the lines of the board, and Alt with an arrow key moves what has the focus', async () => {
    await page.keyboard.press('Shift');
    const canvas = page.getByRole('region', { name: 'Canvas' });
    await expect(page.getByRole('link', { name: 'React Flow attribution' })).toBeVisible();
    await expect(canvas.getByRole('application', { name: /^Board of 3 nodes, \d Services?, \d pods/ })).toBeVisible();
    await canvas.getByRole('button', { name: /^Service .*cart/ }).focus();
    const name = async (): Promise<string | undefined> => (await focused(page)).name;
    await page.keyboard.press('ArrowDown');
    await expect.poll(name).toMatch(/^Pod .*cart-/);
    const pod = await name();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(name).not.toBe(pod);
    await page.keyboard.press('ArrowRight');
    await expect.poll(name).toBe(pod);
    await page.keyboard.press('ArrowUp');
    await expect.poll(name).toMatch(/^Service .*cart/);
    const service = canvas.getByRole('button', { name: /^Service .*cart/ });
    const before = await service.boundingBox();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect.poll(async () => (await service.boundingBox())?.x).toBeLessThan(before?.x ?? 0);
    await expect(service).toBeFocused();
    // The same stop is left and found again.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await expect(service).toBeFocused();
  });
});

test('where the focus goes: parts of the page, a timeline, dialogs and the walk', async ({ page }) => {
  test.slow();
  await openAndPause(page);
  await test.step('F6 goes through the parts of the page and round again, Shift+F6 the other way', async () => {
    // The board that can be dragged comes with the first key, and takes the place of what has the focus.
    await page.keyboard.press('Shift');
    await expect(page.getByRole('region', { name: 'Canvas' }).locator('.react-flow')).toBeAttached();
    const place = (): Promise<string> =>
      page.evaluate(() => {
        const part = document.activeElement?.closest('header, section[aria-label], [role="group"][aria-label]');
        return part === null || part === undefined ? '' : (part.getAttribute('aria-label') ?? 'banner');
      });
    await page.getByRole('button', { name: 'Gallery' }).focus();
    const parts = ['Story', 'Canvas', 'Request', 'Playback', 'Walk', 'banner', 'Story'];
    for (const part of parts) {
      await page.keyboard.press('F6');
      await expect.poll(place).toBe(part);
    }
    for (const part of parts.slice(0, -1).toReversed()) {
      await page.keyboard.press('Shift+F6');
      await expect.poll(place).toBe(part);
    }
    // Out of a field as well.
    await page.getByRole('combobox', { name: 'URL' }).focus();
    await page.keyboard.press('F6');
    await expect.poll(place).toBe('Playback');
  });

  await test.step('a timeline takes the focus when it opens, and gives it to what opens the next one', async () => {
    const start = page.getByRole('button', { name: 'Let something happen' });
    await start.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Roll out: cart' }).focus();
    await page.keyboard.press('Enter');
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await expect(timeline).toBeFocused();
    await timeline.getByRole('button', { name: 'Discard' }).focus();
    await page.keyboard.press('Enter');
    await expect(timeline).toHaveCount(0);
    await expect(start).toBeFocused();
  });

  await test.step('a dialog keeps the focus, and Escape gives it back', async () => {
    const before = page.getByRole('button', { name: 'Send', exact: true });
    for (const [key, name] of [
      ['g', 'Gallery'],
      ['i', 'Import'],
      ['e', 'Export'],
      ['s', 'Share'],
      ['?', 'Keyboard shortcuts'],
      ['Control+k', 'Commands'],
    ] as const) {
      await before.focus();
      await page.keyboard.press(key);
      const dialog = page.getByRole('dialog', { name });
      await expect(dialog).toBeVisible();
      // Whatever takes the focus is noted: the dialog's own, or nothing of the page.
      await dialog.evaluate((element) => {
        const took: boolean[] = [];
        const note = ({ target }: FocusEvent): unknown => took.push(element.contains(target as Node));
        document.addEventListener('focusin', note);
        const stop = (): readonly boolean[] => {
          document.removeEventListener('focusin', note);
          return took;
        };
        Object.assign(window, { stop });
      });
      for (let press = 0; press < 25; press += 1) await page.keyboard.press('Tab');
      const took = await page.evaluate(() => (Reflect.get(window, 'stop') as () => readonly boolean[])());
      expect(took.length, `what Tab reaches in ${name}`).toBeGreaterThan(0);
      expect(took, `Tab in ${name}`).not.toContain(false);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(before, name).toBeFocused();
    }
  });

  await test.step('after Send the focus is in the walk, from where the arrow keys step', async () => {
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('listbox', { name: 'URL' })).toBeVisible();
    // The list of suggestions first, then the field.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox', { name: 'URL' })).not.toBeFocused();
    await page.keyboard.press('/');
    await page.keyboard.type('http://10.96.40.12/');
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'URL' }).press('Enter');
    await expect(page.getByRole('region', { name: 'Walk' })).toBeFocused();
    await page.keyboard.press('Space');
    const step = await stepNumber(page);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => stepNumber(page)).toBeGreaterThan(step);
  });
});

for (const [what, button] of [
  ['an element', /^Node /],
  ['a control', 'Let something happen'],
] as const) {
  test(`the focus stays on ${what} of the board when the board that can be dragged arrives`, async ({ page }) => {
    await page.goto('./');
    const canvas = page.getByRole('region', { name: 'Canvas' });
    await canvas.getByRole('button', { name: button }).first().focus();
    const { name } = await focused(page);
    // It is fetched with the first key.
    await page.keyboard.press('Shift');
    await expect(canvas.locator('.react-flow')).toBeAttached();
    await expect.poll(async () => (await focused(page)).name).toBe(name);
  });
}

test('a pod is rescheduled by keyboard: it gets an address on its new node, and Escape leads back to it', async ({
  page,
}) => {
  await openAndPause(page, './?lesson=pod-to-pod');
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const pod = canvas.getByRole('button', { name: /^Pod cart[ ,]/ });
  await expect(page.getByRole('link', { name: 'React Flow attribution' })).toBeVisible();
  await pod.focus();
  await page.keyboard.press('Enter');
  await expect(inspector).toBeFocused();
  for (let press = 0; press < 12 && (await focused(page)).name !== 'node'; press += 1) await page.keyboard.press('Tab');
  expect((await focused(page)).name).toBe('node');
  await page.keyboard.type('node-3');
  await expect(pod).toContainText(/10\.244\.3\.\d+/);
  await expect(page.getByRole('status').filter({ hasText: 'node-3' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inspector).toHaveCount(0);
  await expect(pod).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(pod).not.toContainText(/10\.244\.3\.\d+/);
});

test('Escape leads back to the element on the board also after a link inside the inspector', async ({ page }) => {
  await page.goto('./?lesson=one-address-many-routes');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const gateway = page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: /^Gateway / });
  await expect(page.locator('.react-flow')).toBeAttached();
  await gateway.focus();
  await page.keyboard.press('Enter');
  await inspector.getByRole('button', { name: /^HTTPRoute / }).focus();
  await page.keyboard.press('Enter');
  await expect(inspector.getByRole('heading', { level: 2 })).toHaveText(/^HTTPRoute /);
  await expect(inspector).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(inspector).toHaveCount(0);
  await expect(gateway).toBeFocused();
});

test('a repaired cause leaves the focus in the walk', async ({ page }) => {
  await page.goto('./?lesson=broken-shop');
  const walk = page.getByRole('region', { name: 'Walk' });
  await walk.getByRole('button', { name: 'Apply fix' }).focus();
  await page.keyboard.press('Enter');
  await expect(walk.getByRole('button', { name: 'Apply fix' })).toHaveCount(0);
  await expect(walk).toBeFocused();
});

/** The element with the focus: what it is called, and whether one sees that it has it. */
async function focused(page: Page): Promise<{ readonly name?: string; readonly outlined: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return { outlined: false };
    const label =
      element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels?.[0] : null;
    const name = element.getAttribute('aria-label') ?? label?.innerText ?? element.innerText;
    const marked = [element, element.parentElement, element.parentElement?.parentElement].some((each) => {
      if (!each) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      return outlineStyle !== 'none' && outlineWidth !== '0px';
    });
    return { name: name.replaceAll('\n', ' ').trim(), outlined: marked };
  });
}
