import type { Page } from '@playwright/test';
import { encodeCourseLink } from '../../src/scenario/course/course-link.ts';
import { seriousProblems } from './axe.ts';
import { expect, test } from './page-test.ts';
import { hurry } from './screen.ts';

const regionOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const titleOf = (page: Page) => page.getByRole('heading', { level: 1 });

test('a course in a file beside the page is followed step by step, is mended while it runs, and one step is reset', async ({
  page,
}) => {
  const course = {
    title: 'Half a day',
    text: 'Bring a laptop.',
    steps: [
      { lesson: 'pod-to-pod', part: 2, text: 'First the wire.' },
      { challenge: 'wrong-selector' },
      { lesson: 'no-such-lesson' },
    ],
  };
  let text = 'Now mend it.';
  await page.route('**/half-a-day.json', (route) =>
    route.fulfill({
      json: { ...course, steps: [course.steps[0], { challenge: 'wrong-selector', text }, course.steps[2]] },
    }),
  );
  await hurry(page);
  await page.goto('./?course=half-a-day.json');
  const bar = regionOf(page, 'Course');
  await expect(bar).toContainText('1 / 2');
  await expect(bar).toContainText('Bring a laptop.');
  await expect(page.getByText('there is no lesson called "no-such-lesson"')).toBeVisible();
  await expect(titleOf(page)).toHaveText('Pod to pod');
  await expect(regionOf(page, 'Story')).toContainText(/2 \/ \d/);

  await bar.getByRole('button', { name: 'Next step' }).click();
  await expect(titleOf(page)).toHaveText('Nobody behind the Service');
  await expect(bar).toContainText('Now mend it.');
  expect(await seriousProblems(page)).toEqual([]);

  text = 'Mend it with a partner.';
  await page.reload();
  await expect(titleOf(page)).toHaveText('Nobody behind the Service');
  await expect(bar).toContainText('2 / 2');
  await expect(bar).toContainText('Mend it with a partner.');
  await bar.getByRole('button', { name: 'Half a day' }).click();
  const path = page.getByRole('dialog', { name: 'Half a day' });
  await expect(path).toContainText('1 of 2 steps done.');
  await path.getByRole('button', { name: 'Reset Pod to pod' }).click();
  await expect(path).toContainText('0 of 2 steps done.');
  await path.getByRole('button', { name: 'Leave the course' }).click();
  await expect(bar).toBeHidden();
  expect(page.url()).not.toContain('course=');
});

test('a course within a link opens, and one that is damaged or not beside the page says why', async ({ page }) => {
  const steps = [{ lesson: 'pod-to-service', title: 'A name that stays' }];
  await page.goto(`./#${encodeCourseLink({ version: 1, title: 'In a link', steps })}`);
  await expect(regionOf(page, 'Course')).toContainText('A name that stays');
  await page.goto('./?course=https://example.org/course.json');
  await expect(page.getByText('is no file beside this page')).toBeVisible();
  await page.goto('./#c1:AAAA');
  await expect(page.getByText('It was cut off or changed on the way')).toBeVisible();
});
