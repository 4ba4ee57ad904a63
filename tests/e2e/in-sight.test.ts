import type { Locator, Page } from '@playwright/test';
import { manifest } from '../applications.ts';
import { find } from './keys.ts';
import { boardTexts, READABLE } from './measures.ts';
import { againWhere, expect, test } from './page-test.ts';
import { openManifests, sendRequest, suggestions } from './requests.ts';
import { chooseDepth, openAndPause } from './screen.ts';

// What one wants to see is in sight: the parties of a walk beside panels, the board in low windows, the head of a list.

function canvasOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Canvas' });
}

/** How far the right edge of a box is beyond that of the canvas, in pixels; below 0 it is within. */
async function beyond(page: Page, box: Locator): Promise<number> {
  const [inner, outer] = [await box.boundingBox(), await canvasOf(page).boundingBox()];
  if (inner === null || outer === null) return Number.NaN;
  return inner.x + inner.width - outer.x - outer.width;
}

/** The lesson whose walk ends at the right edge of the board, stopped, on the board that can be moved. */
async function openWide(page: Page): Promise<{ readonly party: Locator; readonly source: Locator }> {
  await openAndPause(page, './?lesson=external-to-service');
  await page.mouse.move(500, 400);
  await expect(canvasOf(page).locator('.react-flow')).toBeAttached();
  const party = canvasOf(page).getByRole('button', { name: /^Pod ingress-nginx-controller/ });
  const source = canvasOf(page).getByRole('button', { name: /^Service cart/ });
  await expect(party).toBeVisible();
  return { party, source };
}

test('parties of the walk that a panel hides come back into sight, once no pointer is on the board', async ({
  page,
}) => {
  const { party, source } = await openWide(page);
  expect(await beyond(page, party)).toBeLessThan(0);
  const before = await source.boundingBox();
  await source.click();
  await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toBeVisible();
  await page.waitForTimeout(400);
  expect(await source.boundingBox(), 'nothing moves under a pointer').toEqual(before);
  expect(await beyond(page, party), 'it is hidden').toBeGreaterThan(0);
  await page.getByRole('region', { name: 'Inspector' }).hover();
  await expect.poll(() => beyond(page, party)).toBeLessThan(0);
});

test('a view that somebody has moved stays as it is when a panel opens', async ({ page }) => {
  const { party, source } = await openWide(page);
  await page.mouse.move(40, 620);
  await page.mouse.down();
  await page.mouse.move(46, 600, { steps: 4 });
  await page.mouse.up();
  const before = await source.boundingBox();
  await source.click();
  await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toBeVisible();
  await page.getByRole('region', { name: 'Inspector' }).hover();
  await page.waitForTimeout(600);
  expect(await source.boundingBox()).toEqual(before);
  expect(await beyond(page, party)).toBeGreaterThan(0);
});

test('what a walk brings along comes into sight on a board that somebody has moved, once no pointer is on it', async ({
  page,
}) => {
  await openAndPause(page);
  await openManifests(page, 'ballot.yaml', manifest('ballot.yaml'));
  const canvas = canvasOf(page);
  await expect(canvas.locator('.react-flow')).toBeAttached();
  const room = await canvas.boundingBox();
  await page.mouse.move(30, (room?.y ?? 0) + 30);
  await page.mouse.down();
  await page.mouse.move(130, (room?.y ?? 0) - 170, { steps: 4 });
  await page.mouse.up();
  const [sender] = await suggestions(page, 'From', '/booth-');
  await sendRequest(page, sender ?? '', 'http://tally:8081');
  const dns = canvas.getByRole('button', { name: /^Service kube-dns/ });
  await expect(dns).toBeAttached();
  await page.getByRole('region', { name: 'Walk' }).hover();
  await expect(dns).toBeInViewport({ ratio: 1 });
  await expect.poll(() => beyond(page, dns)).toBeLessThan(0);
});

test('what is sent to a Service that was found brings all parties of the walk into sight, wherever it sets off', async ({
  page,
}) => {
  await openAndPause(page);
  await openManifests(page, 'ballot.yaml', manifest('ballot.yaml'));
  const canvas = canvasOf(page);
  await expect(canvas.locator('.react-flow')).toBeAttached();
  await find(page, 'queue');
  const service = canvas.getByRole('button', { name: /^Service queue/ });
  await expect(service).toBeFocused();
  await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toBeVisible();
  const [sender = ''] = await suggestions(page, 'From', '/booth-');
  const bar = page.getByRole('region', { name: 'Request' });
  await bar.getByRole('combobox', { name: 'From' }).fill(sender);
  await bar.getByRole('combobox', { name: 'URL' }).fill('tcp://queue:6379');
  // It goes on playing.
  await page.keyboard.press('Enter');
  const client = canvas.getByRole('button', { name: new RegExp(`^Pod ${sender.split('/').at(-1)}`) });
  for (const party of [service, client]) {
    await expect.poll(() => beyond(page, party)).toBeLessThan(0);
    await expect
      .poll(async () => ((await party.boundingBox())?.x ?? 0) - ((await canvas.boundingBox())?.x ?? 0))
      .toBeGreaterThan(0);
  }
});

test('when a goal is checked and takes more room above the board, the whole board stays in sight, clear of its controls', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await openAndPause(page, './?lesson=wrong-selector');
  await page.mouse.move(4, 4);
  await expect(page.getByRole('region', { name: 'Challenge' }).getByRole('status')).toContainText('met');
  await expect(canvasOf(page).locator('.react-flow')).toBeAttached();
  const hint = page.getByRole('region', { name: 'Challenge' }).getByRole('button', { name: 'Hint' });
  for (let shown = 0; shown < 3; shown += 1) {
    await expect.poll(() => hidden(page), `${shown} hints`).toEqual([]);
    await hint.click();
  }
  await expect.poll(() => hidden(page), 'all hints').toEqual([]);
});

/** Boxes that are not wholly in sight, or lie under the controls. */
async function hidden(page: Page): Promise<readonly string[]> {
  return canvasOf(page).evaluate((canvas) => {
    const room = canvas.getBoundingClientRect();
    const above = [...canvas.querySelectorAll('[data-over-board]')].map((each) => each.getBoundingClientRect());
    return [...canvas.querySelectorAll<HTMLElement>('[data-id]')].flatMap((box) => {
      const { left, top, right, bottom } = box.getBoundingClientRect();
      const isOut = left < room.left || top < room.top || right > room.right || bottom > room.bottom;
      const isUnder = above.some((on) => left < on.right && right > on.left && top < on.bottom && bottom > on.top);
      return isOut || isUnder ? [box.dataset['id'] ?? ''] : [];
    });
  });
}

test('a story keeps its height where a part asks first, and the board its place', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await openAndPause(page, './?lesson=pod-to-service');
  const height = async () => (await page.getByRole('region', { name: 'Story' }).boundingBox())?.height;
  const before = await height();
  for (let part = 1; part < 4; part += 1) await page.getByRole('button', { name: 'Next part' }).click();
  await expect(page.getByRole('region', { name: 'Story' })).toContainText('Predict first');
  expect(await height()).toBe(before);
});

for (const [width, height] of [
  [720, 450],
  [360, 225],
  [1024, 500],
] as const) {
  test(
    `in a low window the board has most of the height, and a wheel over it scrolls the page: ${width} × ${height}`,
    againWhere(width !== 720),
    async ({ page }) => {
      await page.setViewportSize({ width, height });
      await openAndPause(page);
      const room = await canvasOf(page).boundingBox();
      expect((room?.height ?? 0) / height).toBeGreaterThan(0.75);
      expect((room?.height ?? 0) / height, 'some is left to scroll by').toBeLessThan(0.95);
      const texts = await boardTexts(page);
      expect(texts.filter(({ size }) => size < READABLE)).toEqual([]);
      await page.mouse.move(width / 3, height - 20);
      await expect(canvasOf(page).locator('.react-flow')).toBeAttached();
      await page.waitForTimeout(300);
      await page.mouse.wheel(0, 120);
      await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(60);
    },
  );
}

test('edges of boxes are about a pixel wide at any distance', async ({ page }) => {
  for (const [width, height, lesson] of [
    [1440, 900, 'pod-to-service'],
    [720, 450, 'broken-shop'],
    [1024, 768, 'service-types'],
  ] as const) {
    await page.setViewportSize({ width, height });
    await openAndPause(page, `./?lesson=${lesson}`);
    const edges = await canvasOf(page).evaluate((canvas) =>
      Array.from(canvas.querySelectorAll<HTMLElement>('[data-id] .border'), (box) => {
        const scale = box.getBoundingClientRect().width / box.offsetWidth;
        return Number.parseFloat(getComputedStyle(box).borderTopWidth) * scale;
      }),
    );
    expect(edges.length).toBeGreaterThan(4);
    expect(Math.min(...edges), lesson).toBeGreaterThan(0.65);
    expect(Math.max(...edges), lesson).toBeLessThan(1.5);
  }
});

/** A namespace of many pods on three nodes, among them one that two NetworkPolicies with long names select. */
function guarded(): string {
  const guard = (name: string, spec: string): string =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: warehouse }\nspec: ${spec}`;
  const parts = ['storehouse-ledger', 'storehouse-notifications', 'scales', 'ramps', 'doors', 'lamps'].map(
    (app) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${app}, namespace: warehouse }
spec:
  replicas: 2
  selector: { matchLabels: { app.kubernetes.io/name: ${app} } }
  template:
    metadata: { labels: { app.kubernetes.io/name: ${app} } }
    spec: { containers: [{ name: main, image: nginx, ports: [{ containerPort: 6379 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${app}, namespace: warehouse }
spec: { selector: { app.kubernetes.io/name: ${app} }, ports: [{ port: 6379 }] }`,
  );
  const rule = '{ matchLabels: { app.kubernetes.io/name: scales } }';
  return [
    ...parts,
    guard(
      'storehouse-ledger-network-policy',
      `{ podSelector: { matchLabels: { app.kubernetes.io/name: storehouse-ledger } }, ingress: [{ from: [{ podSelector: ${rule} }] }] }`,
    ),
    guard('a-default-deny-in-namespace-warehouse', '{ podSelector: {}, policyTypes: [Ingress] }'),
  ].join('\n---\n');
}

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
] as const) {
  test(
    `a message covers nothing of the board, and what repairs a request is seen without scrolling: ${width} × ${height}`,
    againWhere(width === 1024),
    async ({ page }) => {
      await page.setViewportSize({ width, height });
      await openAndPause(page);
      await openManifests(page, 'warehouse.yaml', guarded());
      const message = page.locator('[role="status"] [data-over-board]');
      await expect(message).toBeVisible();
      const low = await canvasOf(page)
        .locator('[data-id]')
        .evaluateAll((boxes) => Math.max(...boxes.map((box) => box.getBoundingClientRect().bottom)));
      expect((await message.boundingBox())?.y).toBeGreaterThanOrEqual(low);

      const [sender] = await suggestions(page, 'From', 'storehouse-notifications');
      await sendRequest(page, sender ?? '', 'tcp://storehouse-ledger:6379');
      const cause = page.getByRole('group', { name: 'Cause' });
      await expect(cause.getByRole('button', { name: 'Apply fix' })).toBeInViewport({ ratio: 1 });
      const fix = cause.getByText(/^Add an ingress rule/);
      await fix.scrollIntoViewIfNeeded();
      const [text, button] = [
        await fix.boundingBox(),
        await cause.getByRole('button', { name: 'Apply fix' }).boundingBox(),
      ];
      expect((text?.y ?? 0) + (text?.height ?? 0), 'it lies over no text').toBeLessThanOrEqual((button?.y ?? 0) + 0.5);
      await canvasOf(page)
        .getByRole('button', { name: /^Service storehouse-ledger/ })
        .click();
      await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toBeVisible();
      await expect(cause.getByRole('button', { name: 'Apply fix' }), 'beside an inspector').toBeInViewport({
        ratio: 1,
      });
    },
  );
}

test('on a phone no caption of a story lies beneath the controls of the board', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openAndPause(page);
  await openManifests(page, 'warehouse.yaml', guarded());
  const beats = page.getByRole('list', { name: 'Walk', exact: true }).locator('> li > button');
  const controls = canvasOf(page).locator('[data-over-board]').first();
  const hidden = async (): Promise<boolean> => {
    const [over, words] = [await controls.boundingBox(), await canvasOf(page).locator('p[data-beat]').boundingBox()];
    if (over === null || words === null) return true;
    return words.y < over.y + over.height && words.y + words.height > over.y && words.x + words.width > over.x;
  };
  await expect(beats.first()).toBeAttached();
  for (let beat = 0; beat < (await beats.count()); beat += 1) {
    await beats.nth(beat).evaluate((button: HTMLButtonElement) => button.click());
    await expect.poll(hidden, `beat ${beat + 1}`).toBe(false);
    await page.waitForTimeout(400);
    expect(await hidden(), `beat ${beat + 1}, at rest`).toBe(false);
  }
});

test('at which depth a walk is told stays in sight, whole, wherever its list stands', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await openAndPause(page, './?lesson=external-to-service');
  const list = page.getByRole('list', { name: 'Walk', exact: true });
  const choice = page.getByRole('radiogroup', { name: 'Depth' });
  const items = { Story: list.locator('> li > button'), Hops: list.getByRole('listitem').getByRole('button') };
  for (const depth of ['Story', 'Hops'] as const) {
    await chooseDepth(page, depth);
    await expect(items[depth].first()).toBeAttached();
    const count = await items[depth].count();
    for (const at of [1, Math.floor(count / 2), count - 1]) {
      await items[depth].nth(at).evaluate((button: HTMLButtonElement) => button.click());
      await expect(choice, `${depth}, ${at} of ${count}`).toBeInViewport({ ratio: 1 });
      const [head, step] = [
        await choice.boundingBox(),
        await list.locator('[aria-current="step"]').first().boundingBox(),
      ];
      expect(step?.y ?? 0, 'the step is below it').toBeGreaterThanOrEqual((head?.y ?? 0) + (head?.height ?? 0));
    }
  }
});
