import { expect, test } from './page-test.ts';
import { overlapsOfStory, watchPaintedWords } from './overlaps.ts';

const LESSONS = ['pod-to-service', 'external-to-service', 'under-another-cni'];

for (const lens of ['Objects', 'Wires', 'Applications']) {
  test(`${lens}: at no beat a caption or what a packet carries stands over words`, async ({ page }) => {
    // At once where it will be.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await watchPaintedWords(page);
    for (const lesson of LESSONS) {
      await page.goto(`./?lesson=${lesson}`);
      await page.getByText(lens, { exact: true }).click();
      await page.mouse.move(4, 4);
      await expect(page.locator('.react-flow')).toBeAttached();
      expect(await overlapsOfStory(page), lesson).toEqual([]);
    }
  });
}

test('on a phone no caption lies under the controls of the board', async ({ page }) => {
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
  const shared = async (): Promise<number> => {
    const [a, b] = [await caption.boundingBox(), await name.boundingBox()];
    if (a === null || b === null) return Number.NaN;
    const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
    const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
    return Math.max(width, 0) * Math.max(height, 0);
  };
  // Long after it was placed.
  await page.waitForTimeout(1500);
  const [at, from] = [await caption.boundingBox(), await name.boundingBox()];
  expect(await shared()).toBe(0);
  const by = { x: (at?.x ?? 0) + 20 - (from?.x ?? 0), y: (at?.y ?? 0) + 4 - (from?.y ?? 0) };
  await name.evaluate((element, { x, y }) => {
    const box = element.closest<HTMLElement>('.react-flow__node');
    if (box === null) return;
    const scale = box.getBoundingClientRect().width / box.offsetWidth;
    box.style.translate = `${x / scale}px ${y / scale}px`;
  }, by);
  await expect.poll(shared).toBe(0);
  expect(await caption.boundingBox()).not.toEqual(at);
});
