import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { openManifests } from './requests.ts';
import { openAndPause, SHOP } from './screen.ts';

/** "seed,seconds": a run of one's own, for as long as one likes. */
const [SEED = 11, SECONDS = 20] = (process.env['PACKETWALK_MONKEY'] ?? '').split(',').filter(Boolean).map(Number);

const KEYS =
  'q d y Control+a Control+c Control+x Control+v Control+Alt+c Shift+Enter Control+Enter Space ArrowRight ArrowLeft ArrowUp ArrowDown Shift+ArrowRight Shift+ArrowLeft Home End c a t Delete Control+d F2 , r Control+z Control+z Control+Shift+z n g b e s / F6 Shift+F6 Control+k f w p ] Escape Escape l ? Tab Tab Tab Shift+Tab Enter Enter Alt+ArrowRight Alt+ArrowDown Shift+F10 x 1 2 3'.split(
    ' ',
  );
const TEXTS = [
  'web',
  '80',
  'eighty',
  '',
  'pod/shop/client',
  'http://web.shop/',
  '10.96.0.1',
  'app=web',
  'a: b',
  '{',
  'ü—%',
  '-1',
];
/** What is pasted: objects that bring their Namespace, one that an API server refuses, of kinds that are not read, and no manifests. */
const PASTED = [
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: extra }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: one, namespace: extra, labels: { app: one } }\nspec: { containers: [{ name: main, image: img, ports: [{ containerPort: 80 }] }] }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: one, namespace: extra }\nspec: { selector: { app: one }, ports: [{ port: 80 }] }\n',
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: refused, labels: { app: "b c" } }\nspec: { replicas: 2, selector: {}, template: { spec: { containers: [{ name: Web, ports: [{ name: http_x, containerPort: 80 }] }] } } }\n',
  'apiVersion: example.org/v1\nkind: Unheard\nmetadata: { name: of }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: of }\n',
  '{ "not": [ "manifests"',
];
/** What leaves the page, or writes a file. */
const LEAVES = 'a[href], [download], input[type="file"]';

/** Numbers from 0 to 1, the same for a seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ANYTHING =
  'button, input, select, textarea, [role="button"], [role="menuitem"], [role="option"], [role="slider"], [data-id], summary, [contenteditable]';
const POD = '[data-id^="Pod/"]';
/** Of a form. */
const FIELD = '[data-region="inspector"] input, [data-region="inspector"] textarea, [data-region="inspector"] button';

/** Chooses something else in a list that is seen; undefined: there is none. */
async function choose(page: Page, at: number, which: number): Promise<string | undefined> {
  const lists = page.locator('select:visible:enabled');
  const count = await lists.count();
  if (count === 0) return undefined;
  const list = lists.nth(Math.floor(at * count));
  const values = await list
    .locator('option')
    .evaluateAll((options) => options.map((each) => each.getAttribute('value')));
  const value = values[Math.floor(which * values.length)];
  if (value === undefined || value === null) return undefined;
  await list.selectOption(value, { timeout: 500, force: true }).catch(() => undefined);
  return value;
}

/** Something that can be pressed, anywhere that it is seen; in a dialog if one is open. */
async function target(page: Page, at: number, among = ANYTHING) {
  return page.evaluate(
    ([share, leaves, selector]) => {
      const open = [...document.querySelectorAll('dialog[open], [role="dialog"], [role="menu"]')].at(-1);
      const seen = [...(open ?? document).querySelectorAll<HTMLElement>(selector)].filter((element) => {
        const { width, height, top, left } = element.getBoundingClientRect();
        return (
          !element.matches(leaves) &&
          width > 0 &&
          height > 0 &&
          top + height / 2 > 0 &&
          left + width / 2 > 0 &&
          top + height / 2 < innerHeight &&
          left + width / 2 < innerWidth
        );
      });
      const chosen = seen[Math.floor(share * seen.length)];
      if (chosen === undefined) return undefined;
      const { left, top, width, height } = chosen.getBoundingClientRect();
      const name = chosen.ariaLabel ?? chosen.textContent;
      return { x: left + width / 2, y: top + height / 2, name: name.trim().slice(0, 40) };
    },
    [at, LEAVES, among] as const,
  );
}

test('whatever is pressed, dragged and typed, nothing throws and the board stays one that can be opened', {
  tag: '@again',
}, async ({ page }) => {
  test.setTimeout(SECONDS * 1000 + 120_000);
  const next = chance(SEED);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)];
  const done: string[] = [];
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  page.on('popup', (popup) => void popup.close());
  page.on('pageerror', (error) => console.log(`${error.stack ?? error.message}\nafter\n${done.slice(-25).join('\n')}`));
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openAndPause(page);
  await openManifests(page, 'shop.yaml', SHOP);
  const end = Date.now() + SECONDS * 1000;
  const paste = (text: string): Promise<void> =>
    page.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      const at = document.activeElement ?? document.body;
      at.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
  const moves: readonly (() => Promise<unknown>)[] = [
    async () => {
      const key = pick(KEYS) ?? 'Escape';
      done.push(`press ${key}`);
      await page.keyboard.press(key);
    },
    async () => {
      const at = await target(page, next());
      if (at === undefined) return;
      const how = pick(['left', 'left', 'left', 'right', 'double'] as const);
      done.push(`${how} ${at.name}`);
      if (how === 'double') await page.mouse.dblclick(at.x, at.y);
      else await page.mouse.click(at.x, at.y, { button: how === 'right' ? 'right' : 'left' });
    },
    async () => {
      const [from, to] = [await target(page, next()), { x: next() * 1440, y: next() * 900 }];
      if (from === undefined) return;
      done.push(`drag ${from.name} to ${Math.round(to.x)} ${Math.round(to.y)}`);
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y, { steps: 4 });
      await page.mouse.up();
    },
    async () => {
      const isField = await page.evaluate(() => document.activeElement?.matches('input, textarea, [contenteditable]'));
      if (isField !== true) return;
      const text = pick(TEXTS) ?? '';
      done.push(`type ${text}`);
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(text);
      await page.keyboard.press('Enter');
    },
    async () => {
      const wheel = next() * 800 - 400;
      done.push(`wheel ${wheel}`);
      await page.mouse.move(next() * 1440, next() * 900);
      await page.mouse.wheel(0, wheel);
    },
    async () => {
      // What a field means is told on hover.
      const at = await target(page, next());
      if (at === undefined) return;
      done.push(`hover ${at.name}`);
      await page.mouse.move(at.x, at.y, { steps: 2 });
    },
    async () => {
      const text = pick(PASTED) ?? '';
      done.push(`paste ${text.slice(0, 40)}`);
      await paste(text);
    },
    async () => {
      const chosen = await choose(page, next(), next());
      if (chosen !== undefined) done.push(`choose ${chosen}`);
    },
    async () => {
      const at = await target(page, next(), POD);
      if (at === undefined) return;
      done.push(`delete ${at.name}`);
      await page.mouse.click(at.x, at.y);
      await page.keyboard.press('Delete');
    },
    async () => {
      const at = await target(page, next(), FIELD);
      if (at === undefined) return;
      const text = pick(TEXTS) ?? '';
      done.push(`into ${at.name} ${text}`);
      await page.mouse.click(at.x, at.y);
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(text);
      await page.keyboard.press(pick(['Enter', 'Tab', 'Escape']) ?? 'Enter');
    },
  ];
  const often = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7, 7, 8, 9, 9];
  while (Date.now() < end) {
    // Chance goes on from what is there by then.
    // oxlint-disable-next-line no-await-in-loop
    await moves[pick(often) ?? 0]?.();
  }
  // What is left of it is whole: it comes back after a reload.
  for (let close = 0; close < 4; close += 1) await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Canvas' })).toBeVisible();
  console.log(`seed ${SEED}: ${done.length} moves`);
});
