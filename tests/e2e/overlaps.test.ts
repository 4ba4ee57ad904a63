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
