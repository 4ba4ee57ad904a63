import { type Browser, chromium, type Page } from '@playwright/test';
import type { FrameTimes } from './pages/frames.ts';
import type { RowOptions } from './row.ts';
import type { Measured } from './rounds.ts';
import { mean, quantile } from './statistics.ts';

/** In it the board has the 1056 × 720 pixels that the pages to measure give it. */
export const VIEWPORT = { width: 1440, height: 900 } as const;
const READY = 180_000;

const running = new Set<Browser>();

/** A browser of its own, so that its processes do nothing else. */
export async function launch({ executable }: RowOptions): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: executable,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  running.add(browser);
  browser.on('disconnected', () => running.delete(browser));
  return browser;
}

/** Ends the browsers that a failed row left behind. */
export async function closeBrowsers(): Promise<void> {
  await Promise.all([...running].map((browser) => browser.close()));
}

export interface OpenPage {
  readonly browser: Browser;
  readonly page: Page;
}

/** Opens one of the pages to measure and waits until it shows what it has to show. */
export async function openPage(options: RowOptions, address: string): Promise<OpenPage> {
  const browser = await launch(options);
  const page = await browser.newPage({ viewport: VIEWPORT });
  page.setDefaultTimeout(READY);
  page.on('pageerror', (error) => console.error(`  ${address}: ${error.message}`));
  await page.goto(`${options.pages}${address}`);
  await page.waitForFunction(() => window.measured !== undefined);
  await page.waitForTimeout(1500);
  return { browser, page };
}

/** What a stretch of frames comes to. */
export interface FrameFigures {
  /** Milliseconds of processor time per frame, all of the browser's processes together. */
  readonly processor: number;
  readonly mean: number;
  readonly p95: number;
  /** Frames the screen showed twice: more than one and a half times 1/60 s after the one before. */
  readonly missed: number;
}

const LATE = 1.5 * (1000 / 60);

export function figuresOf({ value: { frames }, processor }: Measured<FrameTimes>): FrameFigures {
  return {
    processor: processor / frames.length,
    mean: mean(frames),
    p95: quantile(frames, 0.95),
    missed: frames.filter((time) => time > LATE).length,
  };
}
