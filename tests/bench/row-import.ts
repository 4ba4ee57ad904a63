import type { Browser, JSHandle, Page } from '@playwright/test';
import { launch, VIEWPORT } from './browser.ts';
import { createKubectlList } from './kubectl-list.ts';
import { formatMilliseconds } from './report.ts';
import type { Finding, RowOptions, RowResult } from './row.ts';
import { type Contestant, runRounds } from './rounds.ts';
import { median, ratioOf } from './statistics.ts';

const MEGABYTES = 10;
const LIMIT = 1.5;
/** Milliseconds: what the browser calls a long task. */
const LONG = 50;
const PATIENCE = 180_000;
/** What the page does once it is open, and after an import, is over by then. */
const CALM = 2500;
/** Where the built pages have it: tests/bench/pages/. */
const PARSER = 'js-yaml.min.js';

/** One import. */
interface Import {
  /** Milliseconds from the drop of the file until the dialog offers to import it. */
  readonly reading: number;
  /** From the click until the dialog is gone and the board is drawn. */
  readonly building: number;
  /** The longest task of the page's thread in the first and in the second, until everything is calm; 0: none was long. */
  readonly longest: { readonly reading: number; readonly building: number };
}

/**
 * Row 5: a list of ten megabytes from the drop of its file to a board, against nothing but parsing that text: js-yaml's `load` in a
 * worker of the same browser, with the text at hand. Both start with a new worker and no code compiled.
 */
export async function measureImport(options: RowOptions): Promise<RowResult> {
  const { text, objects } = createKubectlList(MEGABYTES);
  const browser = await launch(options);
  const peer = await launch(options);
  try {
    const { results, disturbed } = await runRounds<Import | number>(
      [importing(browser, options.site, text), parsing(peer, options.pages, text)],
      options.rounds,
    );
    const [own = [], reference = []] = results;
    const imports = own.map(({ value }) => value as Import);
    const parses = reference.map(({ value }) => value as number);
    const against = 'parsing the text with js-yaml, in a worker';
    const timed = (work: string, times: readonly number[]): Finding => {
      const ratio = ratioOf(times, parses);
      return {
        row: 5,
        work,
        against,
        figure: 'time',
        target: `≤ ${LIMIT}×`,
        ours: formatMilliseconds(median(times)),
        reference: formatMilliseconds(median(parses)),
        ratio,
        met: ratio.value <= LIMIT,
        disturbed,
      };
    };
    const unblocked = (work: string, times: readonly number[]): Finding => ({
      row: 5,
      work,
      against: '–',
      figure: 'longest task of the page’s thread',
      target: `≤ ${LONG} ms`,
      ours: formatTask(median(times)),
      reference: '–',
      met: median(times) <= LONG,
      disturbed,
    });
    const read = imports.map(({ reading }) => reading);
    const all = imports.map(({ reading, building }) => reading + building);
    const tasks = imports.map(({ longest }) => longest);
    const pods = objects.filter(({ kind }) => kind === 'Pod').length;
    const used = (rounds: typeof own): string => formatMilliseconds(median(rounds.map(({ processor }) => processor)));
    return {
      findings: [
        timed(`a list of ${MEGABYTES} MB is dropped, read and offered`, read),
        timed('it is dropped, read, built and on the board', all),
        unblocked(
          'while it is read',
          tasks.map(({ reading }) => reading),
        ),
        unblocked(
          'while its board is built and drawn',
          tasks.map(({ building }) => building),
        ),
      ],
      notes: [
        `Row 5: ${objects.length} objects, ${pods} of them pods, as kubectl get -o yaml writes them; ${text.length} characters.`,
        `Row 5: CPU of all the browser's processes, ${CALM / 1000} s of calm after it included: ${used(own)}, the parser's ${used(reference)}.`,
        `Row 5: the longest tasks of the rounds are ${tasks.map(({ reading, building }) => `${formatTask(reading)} and ${formatTask(building)}`).join(', ')}.`,
      ],
    };
  } finally {
    await browser.close();
    await peer.close();
  }
}

function formatTask(time: number): string {
  return time === 0 ? `< ${LONG} ms` : formatMilliseconds(time);
}

function importing(browser: Browser, site: string, text: string): Contestant<Import> {
  let page: Page | undefined;
  let file: JSHandle<DataTransfer> | undefined;
  return {
    name: 'packetwalk',
    browser,
    prepare: async () => {
      await page?.context().close();
      page = await browser.newPage({ viewport: VIEWPORT });
      page.setDefaultTimeout(PATIENCE);
      await page.goto(site);
      await page.getByRole('button', { name: 'Pause' }).click();
      file = await page.evaluateHandle((content) => {
        const data = new DataTransfer();
        data.items.add(new File([content], 'list.yaml', { type: 'text/plain' }));
        return data;
      }, text);
      await page.waitForTimeout(CALM);
    },
    measure: async () => {
      if (page === undefined || file === undefined) throw new Error('The page is not open');
      return page.evaluate(importFile, { file, calm: CALM });
    },
  };
}

/** Runs in the page: drops the file, imports it as soon as that is offered, and waits until the board is drawn. */
async function importFile({ file, calm }: { readonly file: DataTransfer; readonly calm: number }): Promise<Import> {
  const tasks: PerformanceEntry[] = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask' });
  const changed = <T>(find: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        observer.disconnect();
        resolve(found);
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, attributes: true });
      look();
    });
  const pause = (time: number): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, time);
    });
  const frame = (): Promise<number> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    });
  const longestFrom = (from: number, to: number): number =>
    Math.max(
      0,
      ...tasks.filter(({ startTime }) => startTime >= from && startTime < to).map(({ duration }) => duration),
    );

  const dropped = performance.now();
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: file, bubbles: true, cancelable: true }));
  const button = await changed(() =>
    [...document.querySelectorAll<HTMLButtonElement>('dialog button')].find(
      (each) => !each.disabled && each.textContent.includes('Replace the board'),
    ),
  );
  const offered = await frame();
  // What follows the offer belongs to reading.
  await pause(calm);
  const clicked = performance.now();
  button.click();
  await changed(() => (document.querySelector('dialog[open]') === null ? true : undefined));
  const drawn = await frame();
  await pause(calm);
  return {
    reading: offered - dropped,
    building: drawn - clicked,
    longest: { reading: longestFrom(dropped, clicked), building: longestFrom(clicked, Infinity) },
  };
}

/** The peer: the text is copied to its worker beforehand; reading and decoding bytes, copying back and drawing are not in its time. */
function parsing(browser: Browser, pages: string, text: string): Contestant<number> {
  let page: Page | undefined;
  return {
    name: 'js-yaml',
    browser,
    prepare: async () => {
      await page?.context().close();
      page = await browser.newPage({ viewport: VIEWPORT });
      page.setDefaultTimeout(PATIENCE);
      await page.goto(`${pages}empty.html`);
      await page.evaluate(
        async ({ content, script }) => {
          const code = `
            importScripts(${JSON.stringify(script)});
            let text;
            addEventListener('message', ({ data }) => {
              if (text === undefined) { text = data; postMessage(0); return; }
              const start = performance.now();
              jsyaml.load(text);
              postMessage(performance.now() - start);
            });`;
          const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
          window.askParser = (message) =>
            new Promise((resolve, reject) => {
              worker.addEventListener('message', ({ data }: MessageEvent<number>) => resolve(data), { once: true });
              worker.addEventListener('error', ({ message: said }) => reject(new Error(said)), { once: true });
              worker.postMessage(message);
            });
          await window.askParser(content);
        },
        { content: text, script: `${pages}${PARSER}` },
      );
      await page.waitForTimeout(CALM);
    },
    measure: async () => {
      const time = await page?.evaluate(() => window.askParser?.('go'));
      if (time === undefined) throw new Error('The parser is not there');
      return time;
    },
  };
}

declare global {
  interface Window {
    askParser?: (message: string) => Promise<number>;
  }
}
