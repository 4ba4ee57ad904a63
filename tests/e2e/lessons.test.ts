import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { againWhere, expect, test } from './page-test.ts';
import { hurry } from './screen.ts';

/** A part plays to its end by itself, faster than one would read. */
const PART = 20_000;
/** One whose packets are sent, one whose cluster changes, and one where parts hang on the CNI: the others play as these. */
const FIRST = ['pod-to-service', 'rolling-update', 'under-another-cni'];

for (const { id, load } of SCENARIOS) {
  test(
    `${id} plays from the first part to the last by Next alone, with the request and the beat of each text`,
    againWhere(!FIRST.includes(id)),
    async ({ page }) => {
      test.setTimeout(180_000);
      const { story, requests } = await load();
      await hurry(page);
      await page.goto(`./?lesson=${id}`);
      const told = page.getByRole('region', { name: 'Story' });
      await page.getByLabel('Speed').selectOption('4');
      for (const [index, part] of story.entries()) {
        if (index > 0) await page.getByRole('button', { name: 'Next part' }).click();
        await expect(told).toContainText(`${index + 1} / ${story.length}`);
        if (part.question !== undefined) await page.getByRole('button', { name: 'Show me' }).click();
        await expect(told.locator('p[aria-hidden="false"]')).toContainText(part.title);
        const timeline = page.getByRole('region', { name: 'Timeline' });
        if (part.timeline !== undefined)
          await timeline.getByRole('combobox', { name: 'Speed of the timeline' }).selectOption('8');
        await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible({ timeout: PART });
        const request = part.request === undefined ? undefined : requests[part.request];
        if (request !== undefined) await expect(page.getByRole('combobox', { name: 'URL' })).toHaveValue(request.to);
        await expect(timeline).toHaveCount(part.timeline === undefined ? 0 : 1);
        if (part.timeline !== undefined)
          await expect(timeline.getByRole('button', { name: 'Play timeline' })).toBeVisible({ timeout: PART });
        if ((part.depth ?? 'story') !== 'story') continue;
        const walk = page.getByRole('list', { name: 'Walk', exact: true });
        const current = walk.locator('[aria-current="step"]');
        const beat = (await current.getAttribute('data-beat')) ?? 'none';
        await expect(page.locator('[aria-label="Canvas"] [data-beat]')).toHaveAttribute('data-beat', beat);
      }
    },
  );
}
