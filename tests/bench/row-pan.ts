import { figuresOf, type FrameFigures, openPage, type OpenPage } from './browser.ts';
import type { FrameTimes } from './pages/frames.ts';
import { formatMilliseconds } from './report.ts';
import type { Finding, RowOptions, RowResult } from './row.ts';
import { type Contestant, type Rounds, runRounds } from './rounds.ts';
import { median, ratioOf } from './statistics.ts';

const TIME = 4000;
const OVERVIEW_REACH = 200;
const READING_REACH = 700;
const SIZES = [
  { pods: 3000, processor: 0.1, frame: 1.5 },
  { pods: 10_000, processor: 0.07, frame: 2 },
] as const;

/** Row 2: pan and zoom with everything in view, against plain React Flow with the same objects. */
export async function measureOverview(options: RowOptions): Promise<RowResult> {
  const parts: RowResult[] = [];
  for (const { pods, processor: limit } of SIZES) {
    const ours = await openPage(options, `board.html?pods=${pods}`);
    const plain = await openPage(options, `plain-flow.html?pods=${pods}`);
    const rounds = await runRounds(
      [panning(`packetwalk, ${pods} pods`, ours, OVERVIEW_REACH), panning('React Flow', plain, OVERVIEW_REACH)],
      options.rounds,
    );
    await ours.browser.close();
    await plain.browser.close();
    const [own = [], reference = []] = rounds.results.map((results) => results.map(figuresOf));
    const ratio = ratioOf(own.map(processorOf), reference.map(processorOf));
    parts.push({
      findings: [
        {
          row: 2,
          work: `pan and zoom ${pods} pods, everything in view`,
          against: 'React Flow, onlyRenderVisibleElements',
          figure: 'CPU per frame',
          target: `≤ ${limit}×`,
          ours: formatMilliseconds(median(own.map(processorOf))),
          reference: formatMilliseconds(median(reference.map(processorOf))),
          ratio,
          met: ratio.value <= limit,
          disturbed: rounds.disturbed,
        },
      ],
      notes: [describe(`Row 2, ${pods} pods`, rounds, own), describe('React Flow', rounds, reference, 1)],
    });
  }
  return join(parts);
}

/** Row 3: the same where text can be read, against a page in which nothing happens. */
export async function measureReading(options: RowOptions): Promise<RowResult> {
  const parts: RowResult[] = [];
  const empty = await openPage(options, 'empty.html');
  for (const { pods, frame: limit } of SIZES) {
    const ours = await openPage(options, `board.html?pods=${pods}`);
    await ours.page.evaluate(() => window.measured?.zoomToReading());
    const rounds = await runRounds(
      [
        panning(`packetwalk, ${pods} pods`, ours, READING_REACH),
        { name: 'empty page', browser: empty.browser, measure: () => watch(empty) },
      ],
      options.rounds,
    );
    await ours.browser.close();
    const [own = [], reference = []] = rounds.results.map((results) => results.map(figuresOf));
    const ratio = ratioOf(
      own.map(({ mean }) => mean),
      reference.map(({ mean }) => mean),
    );
    const finding: Finding = {
      row: 3,
      work: `pan and zoom ${pods} pods at reading zoom`,
      against: 'an empty page’s animation loop',
      figure: 'mean frame',
      target: `≤ ${limit}×`,
      ours: formatMilliseconds(median(own.map(({ mean }) => mean))),
      reference: formatMilliseconds(median(reference.map(({ mean }) => mean))),
      ratio,
      met: ratio.value <= limit,
      disturbed: rounds.disturbed,
    };
    parts.push({ findings: [finding], notes: [describe(`Row 3, ${pods} pods`, rounds, own)] });
  }
  await empty.browser.close();
  return join(parts);
}

function panning(name: string, { browser, page }: OpenPage, reach: number): Contestant<FrameTimes> {
  return {
    name,
    browser,
    measure: () =>
      page.evaluate(
        async (gesture) => {
          if (window.measured === undefined) throw new Error('The page offers nothing to measure');
          return window.measured.pan(gesture);
        },
        { reach, time: TIME },
      ),
  };
}

function watch({ page }: OpenPage): Promise<FrameTimes> {
  return page.evaluate((time) => {
    if (window.measured === undefined) throw new Error('The page offers nothing to measure');
    return window.measured.watch(time);
  }, TIME);
}

function processorOf({ processor }: FrameFigures): number {
  return processor;
}

function describe(name: string, { results }: Rounds<FrameTimes>, figures: readonly FrameFigures[], index = 0): string {
  const last = results[index]?.at(-1)?.value;
  const per = (count: number): string => (count / Math.max(1, last?.frames.length ?? 1)).toFixed(2);
  return [
    `${name}: CPU ${formatMilliseconds(median(figures.map(processorOf)))} a frame`,
    `frames ${formatMilliseconds(median(figures.map(({ mean }) => mean)))} (mean), ${formatMilliseconds(median(figures.map(({ p95 }) => p95)))} (p95)`,
    `${last?.elements ?? 0} elements in the page`,
    `${per(last?.mutations ?? 0)} changes of elements and ${(last?.rasters ?? []).map(per).join(' + ') || 'no'} canvas drawings a frame.`,
  ].join('; ');
}

function join(parts: readonly RowResult[]): RowResult {
  return { findings: parts.flatMap(({ findings }) => findings), notes: parts.flatMap(({ notes }) => notes) };
}
