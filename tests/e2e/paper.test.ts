import { constants, inflateSync } from 'node:zlib';
import { manifest } from '../applications.ts';
import { expect, test } from './page-test.ts';
import { watchPaintedWords } from './overlaps.ts';
import { openManifests, sendRequest, suggestions } from './requests.ts';
import { openAndPause } from './screen.ts';

/** How large a pixel of the page is on each page of a PDF, in points: 0.75 unless all has been made smaller. */
function pixelSizes(pdf: Buffer): readonly number[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n/g)].flatMap((begin) => {
    try {
      const packed = pdf.subarray(begin.index + begin[0].length);
      // What follows the stream is no part of it.
      const drawn = inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1', 0, 200);
      const [unit, scale] = (/^([\d.]+) 0 0 [\s\S]*?\nq\n([\d.]+) 0 0/.exec(drawn) ?? []).slice(1).map(Number);
      return unit === undefined || scale === undefined ? [] : [unit * scale];
    } catch {
      return [];
    }
  });
}

/** How many runs of words each sheet of a PDF has. */
function wordsOnSheets(pdf: Buffer): readonly number[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n/g)].flatMap((begin) => {
    try {
      const packed = pdf.subarray(begin.index + begin[0].length);
      const drawn = inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1');
      // A sheet is what is made smaller first of all; what else is drawn stands in its place.
      return /^[\d.]+ 0 0 /.test(drawn) ? [drawn.match(/\bT[jJ]\b/g)?.length ?? 0] : [];
    } catch {
      return [];
    }
  });
}

test('the end of a walk does not stand alone on a sheet, and what the walk rests on is printed the first time already', async ({
  page,
}) => {
  await openAndPause(page);
  await page.mouse.move(700, 600);
  const list = page.getByRole('region', { name: 'Walk' }).locator('details li');
  await expect(list.first()).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect(list.first()).toBeVisible({ timeout: 50 });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  let torn = 0;
  // Sheets that end in the midst of the last beats.
  for (let height = 700; height < 1300; height += 40) {
    const sheets = wordsOnSheets(await page.pdf({ width: '794px', height: `${height}px` }));
    torn += sheets.length > 1 ? 1 : 0;
    expect(sheets.at(-1), `${sheets.join(', ')} on sheets ${height} px high`).toBeGreaterThanOrEqual(6);
  }
  expect(torn).toBeGreaterThan(5);
});

/** Runs in the page: names on the sheet that the words beside the packet lie on. */
function namesUnderLabel(sheet: Element): readonly string[] {
  const { paintedWords } = globalThis as unknown as {
    readonly paintedWords: (
      of: HTMLCanvasElement,
    ) => readonly { left: number; right: number; top: number; bottom: number }[];
  };
  const canvas = [...sheet.querySelectorAll('canvas')].at(-1);
  const label = canvas === undefined ? [] : paintedWords(canvas);
  if (canvas === undefined || label.length === 0) return ['nothing is carried'];
  const { left: x, top: y, width } = canvas.getBoundingClientRect();
  const scale = width / canvas.clientWidth;
  return [...sheet.querySelectorAll('.font-semibold')].flatMap((name) => {
    const box = name.getBoundingClientRect();
    const isHidden = label.some(
      ({ left, right, top, bottom }) =>
        x + left * scale < box.right &&
        x + right * scale > box.left &&
        y + top * scale < box.bottom &&
        y + bottom * scale > box.top,
    );
    return isHidden ? [name.textContent ?? ''] : [];
  });
}

test('a large board takes the whole width of the paper, on a sheet that lies as well, and the words keep their size', async ({
  page,
}) => {
  await watchPaintedWords(page);
  await openAndPause(page);
  await openManifests(page, 'bazaar.yaml', manifest('bazaar.yaml'));
  await page.keyboard.press('End');
  await expect(page.getByRole('region', { name: 'Canvas' }).locator('.react-flow')).toBeAttached();
  const sizes = pixelSizes(await page.pdf({ format: 'A4' }));
  expect(sizes.length).toBeGreaterThan(1);
  for (const size of sizes) expect(size).toBeCloseTo(0.75, 2);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const sheet = page.locator('[data-sheet]');
  // Its lines are as sharp as paper is, whatever the screen has.
  const sharpness = await sheet
    .locator('canvas')
    .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).width / canvas.clientWidth));
  for (const each of sharpness) expect(each).toBeGreaterThan(2.9);
  expect(await sheet.evaluate(namesUnderLabel), 'what the packet carries hides no name').toEqual([]);
  for (const [width, height] of [
    [703, 1031],
    [1031, 703],
  ] as const) {
    await page.setViewportSize({ width, height });
    const box = await sheet.boundingBox();
    const [wide, high] = [(box?.width ?? 0) / width, (box?.height ?? 0) / height];
    expect(Math.max(wide, high / 0.82), `${width} × ${height}`).toBeGreaterThan(0.95);
    expect(Math.max(wide, high), `${width} × ${height}`).toBeLessThanOrEqual(1);
  }
});

test('of a board that is folded, or stands by application, all is printed as it is shown, beside what the walk touches', async ({
  page,
}) => {
  await openAndPause(page);
  await openManifests(page, 'shop.yaml', shopOf(22));
  const [sender] = await suggestions(page, 'From', '/service-3-');
  await sendRequest(page, sender ?? '', 'tcp://service-7.shop:80');
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const shown = () => canvas.locator('[data-id^="Service/"]').count();
  for (const [lens, frame] of [
    ['Objects', 'node-2'],
    ['Applications', 'shop'],
  ] as const) {
    await page.getByRole('group', { name: 'Playback' }).getByRole('radio', { name: lens }).check({ force: true });
    await expect(canvas.getByTitle(frame, { exact: true }).first()).toBeVisible();
    await expect.poll(shown).toBeGreaterThan(0);
    const count = await shown();
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    const sheet = page.locator('[data-sheet]');
    await expect(sheet.getByTitle(frame, { exact: true }).first()).toBeVisible();
    expect(
      await sheet.locator('[title^="shop/service-"]:not([title$="-pod"]), [title^="kube-system/kube-dns"]').count(),
      lens,
    ).toBe(count);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: 'screen' });
  }
});

/** A shop on three nodes with as many Services. */
function shopOf(count: number): string {
  const nodes = [1, 2, 3].map((n) => `apiVersion: v1\nkind: Node\nmetadata: { name: node-${n} }`);
  const parts = Array.from({ length: count }, (_, index) => {
    const app = `service-${index}`;
    return `apiVersion: v1
kind: Pod
metadata: { name: ${app}-pod, namespace: shop, labels: { app: ${app} } }
spec: { containers: [{ name: web, image: nginx, ports: [{ containerPort: 80 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${app}, namespace: shop }
spec: { selector: { app: ${app} }, ports: [{ port: 80 }] }`;
  });
  return [...nodes, ...parts].join('\n---\n');
}
