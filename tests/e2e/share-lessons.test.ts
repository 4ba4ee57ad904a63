import type { Browser, Page } from '@playwright/test';
import { againWhere, expect, test } from './page-test.ts';
import { dropFile, hurry, shownStep } from './screen.ts';

test.describe.configure({ timeout: 150_000 });

/** One for each part of the engine that a page fetches when it opens such a board; the others differ in data: lesson-links.test.ts. */
const LESSONS = [
  'pod-to-service',
  'external-to-service',
  'who-may-talk',
  'one-address-many-routes',
  'under-another-cni',
  'rolling-update',
] as const;

const GUEST = `apiVersion: v1
kind: Pod
metadata: { name: guest, namespace: shop, labels: { app: guest } }
spec: { nodeName: node-1, containers: [{ name: sh, image: busybox }] }
`;

const timelineOf = (page: Page) => page.getByRole('region', { name: 'Timeline' });
const walkOf = (page: Page) => page.getByRole('region', { name: 'Walk' });

/** What somebody sees, as data: the words on the screen and the state of what can be set. Read at once, as one moment. */
function seen(page: Page) {
  return page.evaluate(() => {
    const words = (element: Element | null | undefined): string =>
      (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
    const region = (name: string): Element | null => document.querySelector(`section[aria-label="${name}"]`);
    const all = (within: Element | null, selector: string): readonly string[] =>
      [...(within?.querySelectorAll(selector) ?? [])].map(words);
    const valueOf = (within: Element, name: string): string | undefined =>
      within.querySelector<HTMLSelectElement>(`select[aria-label="${name}"]`)?.value;
    const checked = [...document.querySelectorAll<HTMLInputElement>('input:checked')].map((input) =>
      words(input.closest('label')),
    );
    const [timeline, walk] = [region('Timeline'), region('Walk')];
    return {
      title: words(document.querySelector('h1')),
      // Name, node and address of each.
      pods: all(region('Canvas'), 'button, [role="button"]')
        .filter((name) => name.startsWith('Pod '))
        .toSorted(),
      story: all(region('Story'), 'p:not([aria-hidden="true"]), span'),
      step: document.querySelector('[aria-label="Position in the walk"]')?.getAttribute('aria-valuetext'),
      // Lens, depth, name lookup and way.
      checked,
      walk: all(walk, 'ol[aria-label="Walk"] > li'),
      current: all(walk, '[aria-current="step"]'),
      ways: all(walk, 'fieldset label'),
      timeline: timeline !== null && {
        moment: timeline.querySelector('[aria-label="Position in the timeline"]')?.getAttribute('aria-valuetext'),
        rate: valueOf(timeline, 'Requests per second'),
        speed: valueOf(timeline, 'Speed of the timeline'),
        success: all(timeline, '[aria-label="Success rate"]'),
        events: all(timeline, 'p.sr-only'),
        playing: timeline.querySelector('[aria-label="Pause timeline"]') !== null,
      },
    };
  });
}

async function linkOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  const field = dialog.getByRole('textbox', { name: 'Link' });
  await expect(field).toHaveValue(/[#?]/);
  const link = await field.inputValue();
  await page.keyboard.press('Escape');
  return link;
}

/** In a profile of its own. */
async function openFresh(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const fresh = await context.newPage();
  await hurry(fresh);
  await fresh.goto(link);
  await expect(fresh.getByRole('button', { name: 'Play', exact: true })).toBeEnabled({ timeout: 20_000 });
  await boardIsThere(fresh);
  return fresh;
}

/** The board that can be moved has taken the place of the first look, and the words of the walk have come. */
async function boardIsThere(page: Page): Promise<void> {
  // It comes when somebody moves the pointer, once somebody listens.
  await expect(async () => {
    await page.mouse.move(4, 4);
    await page.mouse.move(8, 8);
    await expect(page.getByRole('link', { name: 'React Flow attribution' })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await expect(walkOf(page).getByRole('list', { name: 'Walk' })).toBeVisible();
}

async function openThirdPart(page: Page, lesson: string): Promise<void> {
  await page.goto(`./?lesson=${lesson}`);
  const story = page.getByRole('region', { name: 'Story' });
  for (let part = 1; part < 3; part += 1) await story.getByRole('button', { name: 'Next part' }).click();
  if (lesson === 'broken-shop') await page.getByRole('button', { name: 'Show me' }).click();
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  if (await pause.isVisible()) await pause.click();
  await boardIsThere(page);
}

for (const lesson of LESSONS) {
  test(
    `${lesson}: its third part with an edit is what somebody else sees who opens the link`,
    againWhere(lesson !== 'rolling-update'),
    async ({ page, browser }) => {
      await openThirdPart(page, lesson);
      await dropFile(page, 'guest.yaml', GUEST);
      await page.getByRole('dialog').getByRole('button', { name: 'Add to the board' }).click();
      await walkOf(page).getByText('Rules', { exact: true }).click();
      await page.getByText('Wires', { exact: true }).click();
      if (lesson === 'rolling-update') await turnTimeline(page);
      await page.getByRole('button', { name: 'Next hop' }).click();
      const link = await linkOf(page);
      expect(link).toMatch(/#p\d+:/);
      expect(link.length, link).toBeLessThanOrEqual(400);
      const before = await seen(page);
      expect(before.pods.join()).toContain('guest');
      expect(before.story.join()).not.toBe('');

      // Nobody looks at it any more.
      await page.goto('about:blank');
      const fresh = await openFresh(browser, link);
      await expect.poll(() => seen(fresh), { timeout: 20_000 }).toEqual(before);
      await fresh.context().close();
    },
  );
}

/** That of the lesson's part, at another moment, speed and rate. */
async function turnTimeline(page: Page): Promise<void> {
  const timeline = timelineOf(page);
  await timeline.getByRole('combobox', { name: 'Requests per second' }).selectOption('10');
  await timeline.getByRole('combobox', { name: 'Speed of the timeline' }).selectOption('2');
  await timeline.getByRole('slider', { name: 'Position in the timeline' }).press('End');
  for (let event = 0; event < 6; event += 1) await timeline.getByRole('button', { name: 'Previous event' }).click();
  await expect(timeline.getByRole('status', { name: 'Success rate' })).toHaveText(/ % of \d{2,} succeeded/);
}

test('an untouched lesson is shared as a legible address, which opens its part, step and lens', async ({
  page,
  browser,
}) => {
  await openThirdPart(page, 'pod-to-service');
  await page.getByText('Wires', { exact: true }).click();
  const link = await linkOf(page);
  expect(new URL(link).search).toMatch(
    // Where it was paused.
    /^\?lesson=pod-to-service&part=3&step=1-request-[\w-]+(&way=[\d.]+)?&lens=wires$/,
  );
  const before = await seen(page);
  for (const mode of ['', '&view', '&embed']) {
    const fresh = await openFresh(browser, link + mode);
    if (mode === '&embed') await expect(fresh.getByRole('banner')).toHaveCount(0);
    else await expect.poll(() => seen(fresh), { timeout: 20_000 }).toEqual(before);
    expect(await shownStep(fresh)).toBe(before.step);
    await fresh.context().close();
  }
});

test('an address that names a part alone shows its text and its walk', async ({ page }) => {
  await hurry(page);
  await page.goto('./?lesson=pod-to-service&part=5');
  await expect(page.getByRole('region', { name: 'Story' }).getByText('5 / 7')).toBeVisible();
  await expect(page.getByText('The reply', { exact: true })).toBeVisible();
  // It plays to its own end.
  await expect.poll(() => shownStep(page), { timeout: 30_000 }).toMatch(/^Step 64 of/);
});

test('a scenario file opens as what was saved, in its part, step and depth', async ({ page, browser }) => {
  await openThirdPart(page, 'pod-to-pod');
  await walkOf(page).getByText('Rules', { exact: true }).click();
  const before = await seen(page);
  await page.getByRole('button', { name: 'Share' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download scenario file' }).click();
  const stream = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const fresh = await openFresh(browser, './?lesson=broken-shop&part=2');
  await dropFile(fresh, 'saved.packetwalk.json', Buffer.concat(chunks).toString('utf8'));
  await expect.poll(() => seen(fresh), { timeout: 15_000 }).toEqual(before);
  await fresh.context().close();
});

test('what a link leaves out is told by reason, and what stays', async ({ page }) => {
  await openThirdPart(page, 'broken-shop');
  const pod = GUEST.replace('image: busybox', 'image: busybox, env: [{ name: TOKEN, value: hush }]');
  await dropFile(page, 'guest.yaml', pod);
  await page.getByRole('dialog').getByRole('button', { name: 'Add to the board' }).click();
  await page.getByRole('button', { name: 'Share' }).click();
  const left = page.getByRole('dialog', { name: 'Share' }).getByRole('region', { name: 'Left out' });
  await expect(left.getByText('Environment variables')).toBeVisible();
  await expect(left.getByText(/^Pod shop\/guest: /)).toContainText('TOKEN');
  await expect(page.getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
});

test('going back from a link shows what was before, and forward the link’s board again', async ({ page, browser }) => {
  await openThirdPart(page, 'pod-to-pod');
  const link = await linkOf(page);
  await page.goto('./?lesson=broken-shop');
  await boardIsThere(page);
  await dropFile(page, 'guest.yaml', GUEST);
  await page.getByRole('dialog').getByRole('button', { name: 'Replace the board' }).click();
  const hash = new URL(await linkOf(page)).hash;
  const fresh = await openFresh(browser, link);
  await fresh.evaluate((wanted) => {
    window.location.hash = wanted;
  }, hash);
  await expect(fresh.getByRole('heading', { level: 1 })).toHaveText('guest');
  const before = fresh.getByRole('heading', { level: 1 });
  await fresh.goBack();
  await expect(before).not.toHaveText('guest');
  await fresh.goForward();
  await expect(before).toHaveText('guest');
  await fresh.context().close();
});
