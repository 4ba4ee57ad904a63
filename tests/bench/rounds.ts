import type { Browser } from '@playwright/test';
import { readBrowser, readMachine, usedBetween } from './processor.ts';

/** Cores that other programs may use during a measurement. */
const DISTURBANCE = 0.12;
const TRIES = 3;

/** A measurement with what surrounded it. */
export interface Measured<T> {
  readonly value: T;
  /** Milliseconds of processor time of all the browser's processes. */
  readonly processor: number;
  /** Cores that other programs used; undefined where nobody tells. */
  readonly foreign: number | undefined;
}

/** One of the things that are measured in turn. */
export interface Contestant<T> {
  readonly name: string;
  readonly browser: Browser;
  /** Before each measurement; its time does not count. */
  readonly prepare?: () => Promise<void>;
  readonly measure: () => Promise<T>;
  /** After each measurement, when all is read: a process that ends before takes with it what it used. */
  readonly finish?: () => Promise<void>;
}

export interface Rounds<T> {
  /** One list per contestant, in their order; one measurement per round. */
  readonly results: readonly (readonly Measured<T>[])[];
  /** Measurements that other programs disturbed, every try of them. */
  readonly disturbed: number;
}

/** Measures the contestants in turn, A B A B …; one that other programs disturbed is repeated, and counted if that does not help. */
export async function runRounds<T>(contestants: readonly Contestant<T>[], count: number): Promise<Rounds<T>> {
  const results: Measured<T>[][] = contestants.map(() => []);
  let disturbed = 0;
  for (let round = 0; round < count; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      const measured = await measureQuietly(contestant);
      if (isDisturbed(measured)) disturbed += 1;
      results[index]?.push(measured);
      const foreign = measured.foreign === undefined ? '' : `, others ${measured.foreign.toFixed(2)} cores`;
      console.log(
        `  round ${round + 1}, ${contestant.name}: ${measured.processor.toFixed(0)} ms of processor${foreign}`,
      );
    }
  }
  return { results, disturbed };
}

/** The least disturbed of up to three tries; the first that was not disturbed ends them. */
async function measureQuietly<T>(contestant: Contestant<T>): Promise<Measured<T>> {
  let best = await measureOnce(contestant);
  for (let tried = 1; tried < TRIES && isDisturbed(best); tried += 1) {
    const again = await measureOnce(contestant);
    if ((again.foreign ?? 0) < (best.foreign ?? 0)) best = again;
  }
  return best;
}

async function measureOnce<T>({ browser, prepare, measure, finish }: Contestant<T>): Promise<Measured<T>> {
  await prepare?.();
  const browserBefore = await readBrowser(browser);
  const before = readMachine();
  const start = performance.now();
  const value = await measure();
  const elapsed = performance.now() - start;
  const after = readMachine();
  const processor = usedBetween(browserBefore, await readBrowser(browser));
  await finish?.();
  const foreign =
    before === undefined || after === undefined
      ? undefined
      : Math.max(0, (after.busy - before.busy - (after.own - before.own) - processor) / elapsed);
  return { value, processor, foreign };
}

function isDisturbed({ foreign = 0 }: Measured<unknown>): boolean {
  return foreign > DISTURBANCE;
}
