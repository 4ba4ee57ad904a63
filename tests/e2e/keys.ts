import type { Page } from '@playwright/test';
import { expect } from './page-test.ts';

/** Presses a key until what is asked for holds. */
export async function pressUntil(page: Page, key: string, holds: () => Promise<boolean>, most = 40): Promise<void> {
  for (let press = 0; press < most && !(await holds()); press += 1) {
    await page.keyboard.press(key);
    // What keys do is fetched with the first of them: nobody presses the next before something has happened.
    for (let look = 0; look < 5 && !(await holds()); look += 1) await page.waitForTimeout(press === 0 ? 100 : 20);
  }
  expect(await holds(), `${key} leads there`).toBe(true);
}

/** Whether what has the focus is called that. */
export async function isOn(page: Page, name: RegExp): Promise<boolean> {
  const called = await page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return '';
    const { labels } = element as { readonly labels?: NodeListOf<HTMLLabelElement> | null };
    const label = labels?.[0];
    return element.getAttribute('aria-label') ?? label?.innerText ?? element.innerText;
  });
  return name.test(called.replaceAll('\n', ' '));
}

/** By the palette, which arrives at what is found. */
export async function find(page: Page, what: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox')).toBeFocused();
  await page.keyboard.type(what);
  await page.keyboard.press('Enter');
}
