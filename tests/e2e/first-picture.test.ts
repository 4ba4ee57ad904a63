import { test as base, type Page } from '@playwright/test';
import { againWhere, expect, test as strict } from './page-test.ts';

/** Of a page whose scripts do not arrive. */
const withoutScripts = base.extend({
  page: async ({ page }, provide) => {
    await page.route(/\/assets\/.*\.js$/, (route) => route.abort());
    await provide(page);
  },
});
const PICTURE = '#picture';

/** Where everything with words or a border of its own stands, by what it says. */
async function placesOf(page: Page): Promise<Readonly<Record<string, string>>> {
  return page.evaluate(() => {
    const boxes = [
      ...document.querySelectorAll<HTMLElement>(
        'header button, section button, section li, [role="application"] > div',
      ),
    ];
    return Object.fromEntries(
      boxes
        .filter((box) => box.checkVisibility())
        .map((box) => {
          const { x, y, width, height } = box.getBoundingClientRect();
          const name = box.getAttribute('aria-label') ?? box.textContent;
          return [name, [x, y, width, height].map((value) => Math.round(value)).join(' ')];
        }),
    );
  });
}

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
] as const) {
  withoutScripts(
    `before any script has come, everything stands where it will stand, at ${width}×${height}`,
    againWhere(width < 1440),
    async ({ page, browser, baseURL }) => {
      await page.setViewportSize({ width, height });
      await page.goto('./');
      await expect(page.locator(`${PICTURE} [title="node-2"]`)).toBeVisible();
      const before = await placesOf(page);
      const whole = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
      await whole.goto(String(baseURL));
      await expect(whole.locator(PICTURE)).toHaveCount(0);
      const after = await placesOf(whole);
      await whole.close();
      const isPlayer = (name: string): boolean => /^(Play|Pause)$/.test(name);
      expect(Object.keys(before).length).toBeGreaterThan(25);
      for (const [name, place] of Object.entries(before)) if (!isPlayer(name)) expect(after[name], name).toBe(place);
    },
  );
}

withoutScripts('on a phone the picture fills the board and nothing else', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./');
  await expect(page.locator(`${PICTURE} [title="node-2"]`)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

withoutScripts(
  'the picture is of the first board: where something else opens it is not shown; who waits is told',
  async ({ page }) => {
    for (const address of ['./?lesson=pod-to-pod', './?embed', './?view', './#3:x']) {
      await page.goto('about:blank');
      await page.goto(address);
      await expect(page.locator(PICTURE), address).toBeHidden();
      await expect(page.getByText('packetwalk is loading'), address).toBeVisible();
    }
    await page.goto('./');
    await expect(page.locator(PICTURE)).toBeVisible();
    await expect(page.getByText('packetwalk is loading')).toBeHidden();
  },
);

base('who has boards of their own is not shown the picture of another', async ({ page, context }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.waitForFunction(() => localStorage.getItem('packetwalk-boards') === 'kept');
  await context.route(/\/assets\/.*\.js$/, (route) => route.abort());
  const again = await context.newPage();
  await again.goto('./');
  await expect(again.locator(PICTURE)).toBeHidden();
});

strict('a key and a click before the scripts have come are not lost', async ({ page }) => {
  let arrive = (): void => undefined;
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(/\/assets\/run-.*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./', { waitUntil: 'commit' });
  const next = page.locator(`${PICTURE} [aria-label="Next part"]`);
  await expect(next).toBeVisible();
  const box = await next.boundingBox();
  await page.mouse.click((box?.x ?? 0) + 8, (box?.y ?? 0) + 8);
  await page.keyboard.press('?');
  arrive();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Story' })).toContainText('Nobody owns a clusterIP');
});

strict('a button that is pressed in the picture and let go in the page does what it is for', async ({ page }) => {
  let arrive = (): void => undefined;
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(/\/assets\/run-.*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./', { waitUntil: 'commit' });
  const button = page.locator(`${PICTURE} header button`, { hasText: /^New/ });
  await expect(button).toBeVisible();
  const box = await button.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 8, (box?.y ?? 0) + 8);
  await page.mouse.down();
  arrive();
  await expect(page.locator(PICTURE)).toHaveCount(0);
  await page.mouse.up();
  await expect(page.getByRole('dialog')).toBeVisible();
});

strict(
  'the packet sets off before the scripts have come, and the page goes on where it is by then',
  async ({ page }) => {
    let arrive = (): void => undefined;
    const held = new Promise<void>((resolve) => (arrive = resolve));
    await page.route(/\/assets\/run-.*\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.addInitScript(() => {
      const taken = new MutationObserver(() => {
        const position = document.querySelector('[aria-label="Position in the walk"]');
        if (position === null || document.getElementById('picture') !== null) return;
        taken.disconnect();
        requestAnimationFrame(() => (window.stepTaken = position.getAttribute('aria-valuetext') ?? ''));
      });
      taken.observe(document, { childList: true, subtree: true });
      // Its way takes less than a second, of which one that asks from outside may see nothing on a machine that has other work.
      window.packetPlaces = new Set();
      const look = (): void => {
        const packet = document.querySelector('#picture [data-packet]');
        if (packet !== null) window.packetPlaces?.add(getComputedStyle(packet).translate);
        requestAnimationFrame(look);
      };
      look();
    });
    await page.goto('./', { waitUntil: 'commit' });
    await expect(page.locator(`${PICTURE} [title="shop/frontend"]`)).toBeVisible();
    await expect.poll(() => page.evaluate(() => window.packetPlaces?.size)).toBeGreaterThan(2);
    // As long as its way to the name server is.
    await page.waitForTimeout(1000);
    arrive();
    await page.waitForFunction(() => window.stepTaken !== undefined);
    expect(Number(/\d+/.exec(await page.evaluate(() => window.stepTaken ?? ''))?.[0])).toBeGreaterThan(5);
  },
);

const still = base.extend({ contextOptions: { reducedMotion: 'reduce' } });
still('where less motion is asked for, the packet of the picture stands', async ({ page }) => {
  await page.route(/\/assets\/.*\.js$/, (route) => route.abort());
  await page.goto('./');
  const packet = page.locator(`${PICTURE} [data-packet] path`).first();
  await packet.waitFor();
  // The picture has its place once its letters have theirs.
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  const start = await packet.boundingBox();
  await page.waitForTimeout(500);
  expect(await packet.boundingBox()).toEqual(start);
  expect(start?.width).toBeGreaterThan(10);
});

declare global {
  interface Window {
    /** "Step 3 of 41": what the page showed first. */
    stepTaken?: string;
    packetPlaces?: Set<string>;
  }
}
