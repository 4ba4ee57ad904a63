import type { Browser, Page, Response } from '@playwright/test';
import { AFTERMATH, FIRST_PACKET, total, weighScripts } from '../script-weight.ts';
import { launch, VIEWPORT } from './browser.ts';
import { formatMilliseconds } from './report.ts';
import type { Finding, RowOptions, RowResult } from './row.ts';
import { type Contestant, runRounds } from './rounds.ts';
import { median, ratioOf } from './statistics.ts';

/** Bytes, compressed. */
const SCRIPT_AIM = 200_000;
const LIMIT = 2.5;
const PAINT_LIMIT = 1.3;
const PATIENCE = 20_000;

/** Row 4: a page nobody visited before, from its address to its first picture and to the first packet on its way, against an empty page with React. */
export async function measureOpening(options: RowOptions): Promise<RowResult> {
  const browser = await launch(options);
  try {
    const ours = { address: options.site, mark: FIRST_PACKET, marks: 2 };
    const empty = { address: `${options.pages}react.html`, mark: 'react-page', marks: 1 };
    const scripts = await weighOpening(browser, ours);
    const emptyScripts = await weighOpening(browser, empty);
    const { results, disturbed } = await runRounds(
      [contestant('packetwalk', browser, ours), contestant('empty React page', browser, empty)],
      options.rounds,
    );
    const compare = (figure: string, limit: number, take: (moments: Moments) => number): Finding => {
      const [own = [], reference = []] = results.map((rounds) => rounds.map(({ value }) => take(value)));
      const ratio = ratioOf(own, reference);
      return {
        row: 4,
        work: 'open the built page, cold',
        against: 'an empty React page, built alike',
        figure,
        target: Number.isFinite(limit) ? `≤ ${limit}×` : '–',
        ours: formatMilliseconds(median(own)),
        reference: formatMilliseconds(median(reference)),
        ratio,
        met: ratio.value <= limit,
        disturbed,
      };
    };
    const findings: readonly Finding[] = [
      compare('first picture of the board', PAINT_LIMIT, ({ painted }) => painted),
      compare('first packet on its way', LIMIT, ({ shown }) => shown),
      compare('the page itself in the place of its picture', Number.POSITIVE_INFINITY, ({ taken }) => taken),
      {
        row: 4,
        work: 'JavaScript requested until nothing more is fetched unasked',
        against: 'the same',
        figure: 'gzip',
        target: `≤ ${SCRIPT_AIM / 1000} KB`,
        ours: formatKilobytes(total(scripts)),
        reference: formatKilobytes(total(emptyScripts)),
        met: total(scripts) <= SCRIPT_AIM,
        disturbed: 0,
      },
    ];
    const listed = [...scripts].sort(([, a], [, b]) => b - a).map(([name, size]) => `${name} ${formatKilobytes(size)}`);
    return { findings, notes: [`Row 4, scripts: ${listed.join(', ')}.`] };
  } finally {
    await browser.close();
  }
}

interface Opening {
  readonly address: string;
  readonly mark: string;
  /** How often it is set: with the packet of the picture, and with that of the page itself. */
  readonly marks: number;
}

/** Milliseconds since the navigation. */
interface Moments {
  /** When the first words or lines were on the screen: of our page those of the board, which is in its HTML. */
  readonly painted: number;
  /** The first frame after the one with the mark. */
  readonly shown: number;
  /** When the mark was set last: of our page when it draws the packet itself, and answers to what is pressed. */
  readonly taken: number;
}

function contestant(name: string, browser: Browser, opening: Opening): Contestant<Moments> {
  let page: Page | undefined;
  return {
    name,
    browser,
    prepare: async () => {
      page = await newPage(browser, opening);
    },
    measure: () => open(page, opening),
    finish: async () => page?.context().close(),
  };
}

/** In a browser context of its own, without any cache. */
async function newPage(browser: Browser, { mark }: Opening): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.addInitScript((name) => {
    new PerformanceObserver((list) => {
      if (list.getEntriesByName(name).length === 0 || window.shownAt !== undefined) return;
      requestAnimationFrame(() => {
        window.shownAt ??= performance.now();
      });
    }).observe({ type: 'mark', buffered: true });
  }, mark);
  return page;
}

async function open(page: Page | undefined, { address, mark, marks }: Opening): Promise<Moments> {
  if (page === undefined) throw new Error('No page was made to open it in');
  await page.goto(address);
  const handle = await page.waitForFunction(
    ([name, count]) => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      const set = performance.getEntriesByName(name);
      const last = set.at(-1);
      return window.shownAt === undefined || paint === undefined || last === undefined || set.length < count
        ? undefined
        : { painted: paint.startTime, shown: window.shownAt, taken: last.startTime };
    },
    [mark, marks] as const,
    { timeout: PATIENCE },
  );
  return (await handle.jsonValue()) ?? { painted: Number.NaN, shown: Number.NaN, taken: Number.NaN };
}

declare global {
  interface Window {
    shownAt?: number;
  }
}

/** Bytes of each script the browser asked for until the mark and five seconds longer, compressed as a server would. */
async function weighOpening(browser: Browser, opening: Opening): Promise<ReadonlyMap<string, number>> {
  const responses: Response[] = [];
  const page = await newPage(browser, opening);
  page.on('response', (response) => responses.push(response));
  await open(page, opening);
  await page.waitForTimeout(AFTERMATH);
  const weights = await weighScripts(responses);
  await page.context().close();
  return weights;
}

function formatKilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}
