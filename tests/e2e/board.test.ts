import type { Locator } from '@playwright/test';
import { againWhere, expect, test } from './page-test.ts';
import { openBoard, openManifests, sendRequest } from './requests.ts';
import { openAndPause, SHOP } from './screen.ts';

/** Where it is; asked again where the movable board is just taking its place. */
async function placeOf(element: Locator) {
  let box: Awaited<ReturnType<Locator['boundingBox']>> = null;
  await expect.poll(async () => (box = await element.boundingBox())).not.toBeNull();
  if (box === null) throw new Error('no node on the screen');
  return box as { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

test('a node that is dropped lands where the pointer let go of it, on the first look and afterwards', async ({
  page,
}) => {
  await openAndPause(page);
  const node = page.getByRole('button', { name: /^Node node-3/ });
  for (const by of [61, -35]) {
    const before = await placeOf(node);
    await page.mouse.move(before.x + before.width - 20, before.y + before.height - 12);
    await page.mouse.down();
    await page.mouse.move(before.x + before.width - 20 + by / 2, before.y + before.height - 12, { steps: 3 });
    await page.mouse.move(before.x + before.width - 20 + by, before.y + before.height - 12, { steps: 3 });
    await page.mouse.up();
    await page.waitForTimeout(600);
    const after = await node.boundingBox();
    expect(after?.width).toBeCloseTo(before.width, 0);
    expect((after?.x ?? 0) - before.x).toBeGreaterThan(by - 2);
    expect((after?.x ?? 0) - before.x).toBeLessThan(by + 2);
  }
});

test('a pod that is dropped over the edge of its node stands inside it, and nothing else moves', async ({ page }) => {
  await openAndPause(page);
  await page.mouse.move(4, 400);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await expect(canvas.locator('.react-flow')).toBeAttached();
  const places = () =>
    canvas
      .locator('.react-flow__node')
      .evaluateAll((boxes) =>
        boxes.map((box) => [box.getAttribute('data-id'), JSON.stringify(box.getBoundingClientRect())] as const),
      );
  const pod = canvas.getByRole('button', { name: /^Pod cart-/ }).first();
  const id = (await pod.getAttribute('data-id')) ?? '';
  const [before, from] = [await places(), await placeOf(pod)];
  await page.mouse.move(from.x + from.width / 2, from.y + 8);
  await page.mouse.down();
  for (const by of [0.2, 0.4, 0.45]) await page.mouse.move(from.x + (0.5 + by) * from.width, from.y + 8 + 40 * by);
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Undo', exact: true }).first()).toBeEnabled();
  await page.waitForTimeout(500);
  const after = new Map(await places());
  const moved = before.flatMap(([each, place]) => (after.get(each) === place ? [] : [each]));
  expect(moved.filter((each) => each !== id)).toEqual([]);
  const inside = await pod.evaluate((box) => {
    const rect = box.getBoundingClientRect();
    return [...document.querySelectorAll('.react-flow__node[data-id^="Node/"]')].some((node) => {
      const { left, right, top, bottom } = node.getBoundingClientRect();
      return rect.left > left && rect.right < right && rect.top > top && rect.bottom < bottom;
    });
  });
  expect(inside).toBe(true);
});

test('what has nothing to do with an element recedes, and is left out of a walk', async ({ page }) => {
  await test.step('under the pointer an element keeps what it has to do with, the walk stays, and the rest recedes', async () => {
    const bystander = SHOP.slice(
      SHOP.indexOf('apiVersion: v1\nkind: Pod'),
      SHOP.indexOf('---\napiVersion: example.org'),
    );
    await openBoard(page, `${SHOP}---\n${bystander.replace('name: client', 'name: bystander')}`);
    const bystanding = page.getByRole('button', { name: /^Pod bystander/ });
    const client = page.getByRole('button', { name: /^Pod client/ });
    const service = page.getByRole('button', { name: /^Service web/ });
    await service.hover();
    await expect(bystanding).toHaveAttribute('data-aside');
    for (const pod of await page.getByRole('button', { name: /^Pod web-/ }).all())
      await expect(pod).not.toHaveAttribute('data-aside');
    await page.mouse.move(5, 400);
    await expect(bystanding).not.toHaveAttribute('data-aside');
    await sendRequest(page, 'pod/shop/client', 'http://web/');
    await service.hover();
    await expect(bystanding).toHaveAttribute('data-aside');
    await expect(client).not.toHaveAttribute('data-aside');
    // What has nothing to do with the walk lets it be.
    await bystanding.hover();
    await expect(page.locator('[data-aside]')).not.toHaveCount(0);
    for (const box of [client, service]) await expect(box).not.toHaveAttribute('data-aside');
  });

  await test.step('“Focus on this walk” leaves what the walk touches', async () => {
    const canvas = page.getByRole('region', { name: 'Canvas' });
    await expect(canvas.getByRole('button', { name: /^Pod bystander/ })).toBeVisible();
    await page.getByRole('button', { name: 'Focus on this walk' }).click();
    await expect(canvas.getByRole('button', { name: /^Pod bystander/ })).toBeHidden();
    await expect(canvas.getByRole('button', { name: /^Pod web-/ })).toHaveCount(1);
    await page.getByRole('button', { name: 'Focus on this walk' }).click();
    await expect(canvas.getByRole('button', { name: /^Pod web-/ })).toHaveCount(2);
  });
});

test('ports of one number are told apart by their protocol', async ({ page }) => {
  await openAndPause(page);
  await page.getByRole('button', { name: 'System objects' }).click();
  const dns = page.getByRole('button', { name: /^Service .*kube-dns/ });
  await expect(dns.getByText(':53/UDP → 53', { exact: true })).toBeVisible();
  await expect(dns.getByText(':53/TCP → 53', { exact: true })).toBeVisible();
  await expect(
    page.getByRole('button', { name: /^Service cart/ }).getByText(':80 → http', { exact: true }),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: /^Pod .*coredns/ }).getByText(':53', { exact: true })).toBeVisible();
});

test('a filter narrows the board down until all is shown again', async ({ page }) => {
  // What the walk touches stays: no pod comes to this node.
  const idle = '---\napiVersion: v1\nkind: Node\nmetadata: { name: gamma }\nspec: { unschedulable: true }\n';
  await openBoard(page, `${SHOP}${idle}`);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await page.getByRole('button', { name: 'Filter the board' }).click();
  await page.getByRole('combobox', { name: 'Node' }).selectOption('alpha');
  await expect(canvas.getByRole('button', { name: /^Node gamma/ })).toHaveCount(0);
  await expect(canvas.getByRole('button', { name: /^Node alpha/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(canvas.getByRole('button', { name: /^Node gamma/ })).toBeVisible();
});

for (const size of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(
    `a filter that is set says how much it hides, ${size.width} wide, and so does its link`,
    againWhere(size.width > 390),
    async ({ page }) => {
      await page.setViewportSize(size);
      const idle = '---\napiVersion: v1\nkind: Node\nmetadata: { name: gamma }\nspec: { unschedulable: true }\n';
      await openBoard(page, `${SHOP}${idle}`);
      const canvas = page.getByRole('region', { name: 'Canvas' });
      const button = canvas.getByRole('button', { name: 'Filter the board' });
      const chip = canvas.getByText(/^\d+ hidden by the filter/);
      await expect(button).toHaveAttribute('aria-pressed', 'false');
      await button.click();
      await page.getByRole('combobox', { name: 'Node' }).selectOption('alpha');
      await page.getByRole('button', { name: 'Close' }).click();
      await expect(button).toHaveAttribute('aria-pressed', 'true');
      await expect(button).toHaveAccessibleName(/^Filter the board: [1-9]\d* hidden by the filter$/);
      await expect(chip).toBeVisible();
      // A link keeps the filter: what it opens says so before anybody touches it.
      await page.waitForTimeout(1000);
      await page.reload();
      await expect(chip).toBeVisible();
      await expect(canvas.getByRole('button', { name: /^Node gamma/ })).toHaveCount(0);
      await expect.poll(() => coveredBy(chip, canvas)).toEqual([]);
      await chip.getByRole('button', { name: 'Show all' }).click();
      await expect(chip).toHaveCount(0);
      await expect(button).toHaveAttribute('aria-pressed', 'false');
      await expect(canvas.getByRole('button', { name: /^Node gamma/ })).toBeVisible();
    },
  );
}

test('what is wrong with a Service marks its box, and the mark goes with the mistake', async ({ page }) => {
  await openBoard(page, SHOP.replace('selector: { app: web }\n  ports', 'selector: { app: nobody }\n  ports'));
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await expect(
    canvas.getByRole('button', { name: /^Service web/ }).getByRole('img', { name: /warning|error/ }),
  ).toBeVisible();
  await openManifests(page, 'shop.yaml', SHOP);
  await expect(canvas.getByRole('button', { name: /^Service web/ })).toBeVisible();
  await expect(canvas.getByRole('img', { name: /warning|error/ })).toHaveCount(0);
});

/** What of the boxes' words and of the other controls lies under something. */
async function coveredBy(over: Locator, canvas: Locator): Promise<readonly string[]> {
  const { left, right, top, bottom } = await over.evaluate((box) => box.getBoundingClientRect().toJSON());
  return canvas.evaluate(
    (board, edge) => {
      const range = document.createRange();
      const covered: string[] = [];
      const meets = (box: DOMRect): boolean =>
        box.left < edge.right && box.right > edge.left && box.top < edge.bottom && box.bottom > edge.top;
      for (const control of board.querySelectorAll('[data-over-board] button, .react-flow__attribution'))
        if (meets(control.getBoundingClientRect()) && control.textContent !== 'Show all')
          covered.push(control.textContent);
      for (const box of board.querySelectorAll('[data-id]')) {
        const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          range.selectNode(texts.currentNode);
          const rect = range.getBoundingClientRect();
          // What only a screen reader is told is a pixel wide.
          const seen = (texts.currentNode.parentElement?.getBoundingClientRect().width ?? 0) > 1;
          if (seen && meets(rect)) covered.push(texts.currentNode.textContent ?? '');
        }
      }
      return covered;
    },
    { left, right, top, bottom },
  );
}

test('why a pod stays on its node is told for a while, for longer under the pointer, and goes with the board', async ({
  page,
}) => {
  await page.clock.install();
  const nodes = ['n1', 'n2'].map((name) => `apiVersion: v1\nkind: Node\nmetadata: { name: ${name} }\n`);
  const labels = '{ app: agent }';
  const agents = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec:
  selector: { matchLabels: ${labels} }
  template: { metadata: { labels: ${labels} }, spec: { containers: [{ name: agent, image: agent }] } }
`;
  await openBoard(page, [...nodes, agents].join('---\n'));
  const told = page.getByText(/^agent-.* does not run on n2/);
  const refuse = async (): Promise<void> => {
    await page.mouse.move(4, 400);
    await expect(page.getByRole('region', { name: 'Canvas' }).locator('.react-flow')).toBeAttached();
    const pod = await placeOf(page.getByRole('button', { name: /^Pod agent-.* on n1/ }));
    const node = await placeOf(page.getByRole('button', { name: /^Node n2/ }));
    await page.mouse.move(pod.x + pod.width / 2, pod.y + 8);
    await page.mouse.down();
    await page.mouse.move(node.x + node.width / 2, pod.y + 8, { steps: 6 });
    await page.mouse.up();
    await expect(told).toBeVisible();
  };
  await refuse();
  await told.hover();
  await page.clock.runFor(20_000);
  await expect(told).toBeVisible();
  await page.mouse.move(4, 300);
  await page.clock.runFor(9000);
  await expect(told).toHaveCount(0);
  await refuse();
  await told.hover();
  await page.keyboard.press('Control+z');
  await expect(told).toBeVisible();
  await page.getByRole('button', { name: 'New', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'One node', exact: true }).press('Enter');
  await expect(page.getByRole('button', { name: /^Node node-1/ })).toBeAttached();
  await expect(told).toHaveCount(0);
});
