import type { Locator } from '@playwright/test';
import { againWhere, expect, test } from './page-test.ts';
import { overlapsOfStory, watchPaintedWords } from './overlaps.ts';

const LESSONS = ['pod-to-service', 'external-to-service', 'under-another-cni'];

for (const [lens, lessons, again] of [
  ['Objects', LESSONS.slice(0, 1), false],
  ['Objects', LESSONS.slice(1), true],
  ['Wires', LESSONS, true],
  ['Applications', LESSONS, true],
] as const) {
  test(
    `${lens}: at no beat a caption or what a packet carries stands over words: ${lessons.join(', ')}`,
    againWhere(again),
    async ({ page }) => {
      // At once where it will be.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await watchPaintedWords(page);
      for (const lesson of lessons) {
        await page.goto(`./?lesson=${lesson}`);
        await page.getByText(lens, { exact: true }).click();
        await page.mouse.move(4, 4);
        await expect(page.locator('.react-flow')).toBeAttached();
        expect(await overlapsOfStory(page), lesson).toEqual([]);
      }
    },
  );
}

test('on a phone no caption lies under the controls of the board', againWhere(true), async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await watchPaintedWords(page);
  for (const lesson of LESSONS) {
    await page.goto(`./?lesson=${lesson}`);
    const found = await overlapsOfStory(page);
    expect(
      found.filter((each) => each.includes('controls')),
      lesson,
    ).toEqual([]);
  }
});

test('the caption makes way for words that come to stand where it is', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./?lesson=pod-to-service');
  await page.mouse.move(4, 4);
  await expect(page.locator('.react-flow')).toBeAttached();
  const caption = page.locator('[aria-label="Canvas"] p[data-beat]');
  const name = page.getByRole('region', { name: 'Canvas' }).getByTitle('node-3', { exact: true });
  const at = await boxAtRest(caption);
  await name.evaluate((element, to) => {
    const box = element.closest<HTMLElement>('.react-flow__node');
    const from = element.getBoundingClientRect();
    if (box === null) return;
    const scale = box.getBoundingClientRect().width / box.offsetWidth;
    box.style.translate = `${(to.x + 20 - from.left) / scale}px ${(to.y + 4 - from.top) / scale}px`;
  }, at);
  await expect
    .poll(async () => sharedBy(await name.boundingBox(), at), 'it stands where the caption was')
    .toBeGreaterThan(0);
  await expect.poll(async () => sharedBy(await name.boundingBox(), await caption.boundingBox())).toBe(0);
});

type Box = Awaited<ReturnType<Locator['boundingBox']>>;

/** Where something stands once it has stood there for a second. */
async function boxAtRest(locator: Locator): Promise<NonNullable<Box>> {
  let last: Box = null;
  const isSame = async (): Promise<boolean> => {
    const before = JSON.stringify(last);
    last = await locator.boundingBox();
    return JSON.stringify(last) === before;
  };
  await expect.poll(isSame, { intervals: [1000] }).toBe(true);
  if (last === null) throw new Error('It is not on the page');
  return last;
}

/** Square pixels that two boxes share. */
function sharedBy(a: Box, b: Box): number {
  if (a === null || b === null) return Number.NaN;
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(width, 0) * Math.max(height, 0);
}
