import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { seriousProblems } from './axe.ts';
import { find } from './keys.ts';
import { expect, test } from './page-test.ts';
import { openBoard, sendRequest } from './requests.ts';
import { hurry, SHOP } from './screen.ts';

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
  // What cannot be a course says why.
  await page.goto('./?course=https://example.org/course.json');
  await expect(page.getByText('is no file beside this page')).toBeVisible();
  await page.goto('./#c1:AAAA');
  await expect(page.getByText('It was cut off or changed on the way')).toBeVisible();
});

test('the last step is done once one goes on from it, and a page that may only be looked at notes nothing', async ({
  page,
}) => {
  await page.route('**/one.json', (route) =>
    route.fulfill({ json: { title: 'One', steps: [{ lesson: 'pod-to-pod', part: 2 }] } }),
  );
  await hurry(page);
  await page.goto('./?view&course=one.json');
  const bar = regionOf(page, 'Course');
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((name) => /course|lesson/.test(name)));
  await bar.getByRole('button', { name: 'All steps of the course' }).click();
  const path = page.getByRole('dialog', { name: 'One' });
  await expect(path).toContainText('1 of 1 steps done.');
  expect(await kept()).toEqual([]);
  await page.goto('./?course=one.json');
  await bar.getByRole('button', { name: 'All steps of the course' }).click();
  await expect(path).toContainText('1 of 1 steps done.');
  expect(await kept()).toContain('packetwalk-course-done-One');
  await page.goto('./?view');
  await expect(regionOf(page, 'Story')).toBeVisible();
  await expect(bar).toBeHidden();
});

test('a trainer makes a course by the keyboard, takes its handout with notes and answers, and tries it', async ({
  page,
}) => {
  await hurry(page);
  await page.goto('./?lesson=pod-to-pod');
  await expect(titleOf(page)).toHaveText('Pod to pod');
  await find(page, 'Make a course');
  const maker = page.getByRole('dialog', { name: 'Make a course' });
  await maker.getByRole('textbox', { name: 'Title of the course' }).fill('Two steps');
  const add = maker.getByRole('searchbox', { name: 'Find a lesson, challenge or board' });
  for (const title of ['Nobody behind the Service', 'Whose address arrives']) {
    await add.fill(title);
    await maker.getByRole('button', { name: `Add ${title}` }).press('Enter');
    await expect(maker.getByRole('status').first()).toContainText(`${title} is step`);
  }
  const steps = maker.getByRole('list', { name: 'Steps of the course' });
  await maker.getByRole('button', { name: 'Move Whose address arrives up' }).press('Enter');
  await expect(steps.getByRole('listitem').first()).toContainText('Whose address arrives');
  await maker.getByRole('button', { name: 'Words of Whose address arrives' }).press('Enter');
  await maker.getByRole('textbox', { name: 'Words before the step' }).fill('Look at *both* ends.');
  await maker.getByRole('textbox', { name: 'Notes, for the trainer’s copy only' }).fill('Twenty minutes.');
  await maker.getByRole('combobox', { name: 'Only part' }).focus();
  await expect(maker.getByRole('option')).not.toHaveCount(1);
  await maker.getByRole('combobox', { name: 'Only part' }).selectOption('4');
  expect(await seriousProblems(page)).toEqual([]);

  // What learners get has no notes: the file, and the link.
  const saved = async (name: string): Promise<string> => {
    const waiting = page.waitForEvent('download');
    await maker.getByRole('button', { name }).press('Enter');
    return readFile(await (await waiting).path(), 'utf8');
  };
  expect(await saved('Download the file')).not.toContain('Twenty minutes.');
  expect(await saved('Download with notes')).toContain('Twenty minutes.');

  await maker.getByRole('button', { name: 'Trainer’s copy' }).press('Enter');
  const sheet = page.getByRole('region', { name: 'Handout: Two steps' });
  await expect(sheet.getByText('Every picture is drawn.')).toBeVisible({ timeout: 30_000 });
  const walk = sheet.getByRole('img', { name: /^The walk of/ });
  await expect(walk).toHaveCount(1);
  // The packet stands where the part tells of it, with what is said of the beat.
  const drawn = decodeURIComponent((await walk.getAttribute('src')) ?? '');
  expect(drawn).toContain('192.0.2.11');
  await expect(sheet).toContainText('is answered by Deployment');
  await expect(sheet).toContainText('Answer: 192.0.2.11');
  await expect(sheet).toContainText('Twenty minutes.');
  await sheet.getByText('For learners', { exact: true }).first().click();
  await expect(sheet).not.toContainText('Answer: 192.0.2.11');
  await expect(sheet).not.toContainText('Why it is not met yet');
  await expect(walk).toHaveCount(0);
  await expect(sheet.getByRole('img', { name: 'The board of Whose address arrives' })).toBeVisible();
  await expect(sheet).not.toContainText('Twenty minutes.');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('region', { name: 'Canvas' })).toBeHidden();
  await expect(sheet.getByRole('button', { name: 'Print' })).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await page.keyboard.press('Escape');

  // Another course is opened where this one was only when that is said, and more steps than a course has are told at once.
  await find(page, 'Make a course');
  const file = { title: 'Long', steps: Array.from({ length: 200 }, () => ({ lesson: 'pod-to-pod' })) };
  const buffer = Buffer.from(JSON.stringify(file));
  const choose = () =>
    maker
      .getByLabel('Open a course file')
      .first()
      .setInputFiles({ name: 'long.json', mimeType: 'application/json', buffer });
  await choose();
  await expect(maker.getByRole('button', { name: 'Keep mine' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(steps.getByRole('listitem')).toHaveCount(2);
  await maker.getByRole('button', { name: 'Try it' }).click();
  const bar = regionOf(page, 'Course');
  await expect(bar).toContainText('Look at both ends.');
  await expect(page.getByRole('group', { name: 'Prediction' })).toContainText('Which source address');

  // Where one is goes with the browser's Back.
  await bar.getByRole('button', { name: 'Next step' }).click();
  await expect(bar).toContainText('2 / 2');
  await page.goBack();
  await expect(titleOf(page)).toHaveText('Whose address arrives');
  await expect(bar).toContainText('1 / 2');
  await expect(bar).toContainText('Look at both ends.');

  await find(page, 'Make a course');
  await choose();
  await maker.getByRole('button', { name: 'Open it' }).click();
  await maker.getByRole('button', { name: 'Add Pod to pod', exact: true }).click();
  await expect(maker).toContainText('It has 201 steps; expected at most 200.');
  await expect(maker.getByRole('button', { name: 'Try it' })).toBeDisabled();
});

test('while a story is written on a small screen the whole board stays in sight, clear of its tools', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await hurry(page);
  await page.goto('./?lesson=pod-to-service');
  await expect(titleOf(page)).toHaveText('Pod to Service');
  await find(page, 'Write a story or a challenge');
  await expect(regionOf(page, 'Write a story')).toBeVisible();
  const canvas = regionOf(page, 'Canvas');
  const inSight = async (): Promise<boolean> => {
    const [room, tools, ...boxes] = await Promise.all([
      canvas.boundingBox(),
      canvas
        .locator('[data-over-board]')
        .filter({ has: page.getByRole('button', { name: 'Fit view' }) })
        .boundingBox(),
      ...(await canvas.getByRole('button', { name: /^(Node|Service|Internet)/ }).all()).map((box) => box.boundingBox()),
    ]);
    if (room === null || tools === null || boxes.length < 4) return false;
    return boxes.every((box) => box && box.y >= tools.y + tools.height && box.y + box.height <= room.y + room.height);
  };
  await expect.poll(inSight).toBe(true);
});

test('a trainer writes a challenge from a board, and a learner with its link predicts wrongly, takes a hint, solves it and finds it done', async ({
  page,
  browser,
  baseURL,
}) => {
  await hurry(page);
  await openBoard(page, SHOP.replace('selector: { app: web }\n  ports', 'selector: { app: wib }\n  ports'));
  await sendRequest(page, 'pod/shop/client', 'http://web/');
  await find(page, 'Write a story or a challenge');
  const author = regionOf(page, 'Write a story');
  await author.getByRole('button', { name: 'Add a part' }).press('Enter');
  await author.getByRole('textbox', { name: 'Title' }).fill('A customer calls');
  await author.getByRole('textbox', { name: 'Text' }).fill('Nobody *answers*.');
  await author.getByRole('button', { name: 'Pin to what is shown' }).press('Enter');
  await expect(author).toContainText('Tells of pod/shop/client → http://web/');
  await author.getByRole('combobox', { name: 'Asks before it tells' }).selectOption('Is the request answered?');
  await author.getByText('Goal', { exact: true }).click();
  await author.getByRole('textbox', { name: 'What is the matter' }).fill('The shop does not answer.');
  await author.getByRole('textbox', { name: 'Hints' }).fill('Whom does it select?');
  await author.getByRole('combobox', { name: 'How pod/shop/client' }).selectOption('is answered');
  // What the request names stays without being asked for; more by pointing.
  await expect(author.getByRole('button', { name: 'Service shop/web may go' })).toBeVisible();
  await regionOf(page, 'Canvas')
    .getByRole('button', { name: /^Node alpha/ })
    .press('Enter');
  await author.getByRole('button', { name: 'Keep what is selected' }).click();
  await expect(author.getByRole('button', { name: 'Node alpha may go' })).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await author.getByRole('button', { name: 'Done' }).click();

  await find(page, 'Make a course');
  const maker = page.getByRole('dialog', { name: 'Make a course' });
  await maker.getByRole('textbox', { name: 'Title of the course' }).fill('Mine');
  await maker.getByRole('region', { name: 'Your boards' }).getByRole('button').first().click();
  await maker.getByRole('button', { name: 'Add Pod to pod', exact: true }).click();
  const address = maker.getByRole('textbox', { name: 'Address of the course' });
  await expect(address).toHaveValue(/#c1:/);
  const link = await address.inputValue();

  const fresh = await browser.newContext({ serviceWorkers: 'block', ...(baseURL && { baseURL }) });
  const learner = await fresh.newPage();
  await hurry(learner);
  await learner.goto(link);
  const bar = regionOf(learner, 'Course');
  await expect(bar).toContainText('1 / 2');
  const question = learner.getByRole('group', { name: 'Prediction' });
  await question.getByRole('button', { name: 'Yes, whichever way it goes' }).click();
  await expect(question).toContainText('Not so');
  await expect(regionOf(learner, 'Story').locator('em')).toHaveText('answers');
  const goal = regionOf(learner, 'Challenge');
  await goal.getByRole('button', { name: 'Hint' }).click();
  await expect(goal).toContainText('Whom does it select?');
  await regionOf(learner, 'Canvas')
    .getByRole('button', { name: /^Service web/ })
    .press('Enter');
  const selector = regionOf(learner, 'Inspector').getByRole('textbox', { name: 'selector' });
  await selector.fill('app=client');
  await selector.press('Enter');
  await expect(goal.getByRole('status')).toContainText('1 change');
  await expect(goal.getByRole('status')).not.toContainText('Solved');
  await selector.fill('app=web');
  await selector.press('Enter');
  await expect(goal.getByRole('status')).toHaveText('Solved with 2 changes and 1 hint.');
  await learner.reload();
  await bar.getByRole('button', { name: 'Mine' }).click();
  await expect(learner.getByRole('dialog', { name: 'Mine' })).toContainText('1 of 2 steps done.');
  await fresh.close();
});
