import type { Page } from '@playwright/test';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import {
  boardTexts,
  canvasShare,
  LEAST_CANVAS,
  LEAST_CANVAS_OF_TWO,
  MOST_SHIFT,
  READABLE,
  watchShifts,
  worstShift,
} from '../e2e/measures.ts';
import { LEAST_MOTION, LONGEST_LESSON, LONGEST_STILL, motionOf } from '../lessons/motion-of-lesson.ts';
import { launch, VIEWPORT } from './browser.ts';
import type { Finding, RowOptions, RowResult } from './row.ts';

const PATIENCE = 40_000;
const SIZES = [VIEWPORT, { width: 1024, height: 768 }, { width: 390, height: 844 }] as const;
/** Milliseconds for what comes a little later than what was waited for. */
const SETTLE = 800;

/** Row 12: the walk on the canvas, told as a story. Counts and sizes, which need no rounds. */
export async function measureStory(options: RowOptions): Promise<RowResult> {
  const motion = await measureStories();
  const browser = await launch(options);
  const onPage = async <T>(viewport: (typeof SIZES)[number], measure: (page: Page) => Promise<T>): Promise<T> => {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    try {
      return await measure(page);
    } finally {
      await context.close();
    }
  };
  const shifts: number[] = [];
  for (const size of SIZES) shifts.push(await onPage(size, (page) => shiftOf(page, options.site)));
  const shares: Shares[] = [];
  const texts: number[] = [];
  for (const { id } of SCENARIOS) {
    const address = `${options.site}?lesson=${id}`;
    shares.push(await onPage(VIEWPORT, (page) => sharesOf(page, address)));
    for (const size of SIZES) texts.push(await onPage(size, (page) => smallestOf(page, address)));
  }
  await browser.close();
  const [first, ...others] = [Math.min(...shares.map(({ one }) => one)), Math.min(...shares.map(({ two }) => two))];
  const findings = [
    ...motion,
    atMost(MOST_SHIFT, Math.max(...shifts), {
      work: 'the page opens, a walk is told, a pod is selected; three sizes of window',
      figure: 'layout shift',
      format: (value) => value.toFixed(3),
    }),
    atLeast(LEAST_CANVAS, first, {
      work: `a lesson in ${VIEWPORT.width} × ${VIEWPORT.height}, with the walk beside it`,
      figure: 'the canvas’s part of the window',
      format: formatShare,
    }),
    atLeast(LEAST_CANVAS_OF_TWO, Math.min(...others), {
      work: `a lesson in ${VIEWPORT.width} × ${VIEWPORT.height}, with the walk and the inspector`,
      figure: 'the canvas’s part of the window',
      format: formatShare,
    }),
    atLeast(READABLE, Math.min(...texts), {
      work: `the boards of ${SCENARIOS.length} lessons, three sizes of window`,
      figure: 'smallest text',
      format: (value) => `${value.toFixed(1)} px`,
    }),
  ];
  const worst = shifts.map((shift, at) => `${SIZES[at]?.width}: ${shift.toFixed(3)}`);
  return { findings, notes: [`Row 12: layout shift by width of the window ${worst.join(', ')}.`] };
}

async function measureStories(): Promise<readonly Finding[]> {
  const lessons = await Promise.all(SCENARIOS.map((lesson) => motionOf(lesson, 'story')));
  const walks = lessons.flat();
  const work = `the ${walks.length} walks of ${SCENARIOS.length} lessons as stories at 1×`;
  return [
    atLeast(LEAST_MOTION, Math.min(...walks.map(({ moving }) => moving)), {
      work,
      figure: 'least share of the time in motion',
      format: formatShare,
    }),
    atMost(LONGEST_STILL, Math.max(...walks.map(({ longest }) => longest)), {
      work,
      figure: 'longest time without motion',
      format: formatSeconds,
    }),
    atMost(LONGEST_LESSON, lessons[0]?.[0]?.seconds ?? Number.NaN, {
      work: 'the walk of the first lesson as a story at 1×',
      figure: 'length',
      format: formatSeconds,
    }),
  ];
}

const formatShare = (share: number): string => `${(share * 100).toFixed(1)} %`;
const formatSeconds = (seconds: number): string => `${seconds.toFixed(1)} s`;

interface Told extends Pick<Finding, 'work' | 'figure'> {
  readonly format: (value: number) => string;
}

const HERE = { row: 12, against: '–', reference: '–', disturbed: 0 } as const;

function atLeast(limit: number, value: number, { format, ...told }: Told): Finding {
  return { ...HERE, ...told, ours: format(value), target: `≥ ${format(limit)}`, met: value >= limit };
}

function atMost(limit: number, value: number, { format, ...told }: Told): Finding {
  return { ...HERE, ...told, ours: format(value), target: `≤ ${format(limit)}`, met: value <= limit };
}

async function select(page: Page, name: RegExp): Promise<void> {
  const box = page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name }).first();
  await box.click();
  await page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 }).waitFor();
}

/** From the address to the end of the walk, and what a selection moves. */
async function shiftOf(page: Page, site: string): Promise<number> {
  await watchShifts(page);
  await page.goto(site);
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await select(page, /^Pod frontend/);
  await page.waitForTimeout(SETTLE);
  return worstShift(page);
}

interface Shares {
  readonly one: number;
  readonly two: number;
}

async function sharesOf(page: Page, address: string): Promise<Shares> {
  await page.goto(address);
  await page.getByRole('list', { name: 'Walk', exact: true }).waitFor({ state: 'attached' });
  const one = await canvasShare(page);
  await select(page, /^(Service|Pod) /);
  return { one, two: await canvasShare(page) };
}

async function smallestOf(page: Page, address: string): Promise<number> {
  await page.goto(address);
  await page.getByRole('list', { name: 'Walk', exact: true }).waitFor({ state: 'attached' });
  const sizes = (await boardTexts(page)).map(({ size }) => size);
  return Math.min(...sizes);
}
