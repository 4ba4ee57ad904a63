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

/** One import: what happens until the dialog offers it, and from the click on, which follows at once, until the board is drawn. */
interface Import {
  readonly reading: Stage;
  readonly building: Stage;
  /** What follows the board: the first walk, the frames that draw them, the save. */
  readonly after: Pick<Stage, 'longest'>;
}

/** All in milliseconds. */
interface Stage {
  readonly time: number;
  /** The longest task of the page's thread, as a PerformanceObserver tells of it; 0: none was long. */
  readonly longest: number;
}

/**
 * Row 5: a list of ten megabytes from the drop of its file to a board, against nothing but parsing that text: js-yaml's `load` in a
 * worker of the same browser, with the text at hand. Both start with a new worker and no code compiled.
 */
export async function measureImport(options: RowOptions): Promise<RowResult> {
  const { text, objects } = createKubectlList(MEGABYTES);
  const browser = await launch(options);
  const peer = await launch(options);
  const used: TaskTimes[] = [];
  try {
    const { results, disturbed } = await runRounds<Import | number>(
      [importing({ browser, site: options.site, text, used }), parsing(peer, options.pages, text)],
      options.rounds,
    );
    const [own = [], reference = []] = results;
    const imports = own.map(({ value }) => value as Import);
    const parses = reference.map(({ value }) => value as number);
    const timed = (work: string, times: readonly number[]): Finding => {
      const ratio = ratioOf(times, parses);
      return {
        row: 5,
        work,
        against: 'parsing the text with js-yaml, in a worker',
        figure: 'time',
        target: `≤ ${LIMIT}×`,
        ours: formatMilliseconds(median(times)),
        reference: formatMilliseconds(median(parses)),
        ratio,
        met: ratio.value <= LIMIT,
        disturbed,
      };
    };
    const unblocked = (work: string, stage: keyof Import): Finding => {
      const times = imports.map((each) => each[stage].longest);
      return {
        row: 5,
        work,
        against: '–',
        figure: 'longest task of the page’s thread',
        target: `≤ ${LONG} ms`,
        ours: formatTask(median(times)),
        reference: '–',
        met: median(times) <= LONG,
        disturbed,
      };
    };
    const pods = objects.filter(({ kind }) => kind === 'Pod').length;
    const processor = (stage: keyof Import): string =>
      formatMilliseconds(median(used.map((times) => Math.max(0, ...times[stage]))));
    return {
      findings: [
        timed(
          `a list of ${MEGABYTES} MB is dropped, read and offered`,
          imports.map(({ reading }) => reading.time),
        ),
        timed(
          'it is dropped, read, built and on the board',
          imports.map(({ reading, building }) => reading.time + building.time),
        ),
        unblocked('while it is read', 'reading'),
        unblocked('while its board is built and drawn', 'building'),
        unblocked('after that: first walk, first frames, save', 'after'),
      ],
      notes: [
        `Row 5: ${objects.length} objects, ${pods} of them pods, as kubectl get -o yaml writes them; ${text.length} characters. What the controllers find is told after the offer, and they rest while the board is built; the import is taken at once.`,
        'Row 5: what still is one task each: React’s first picture of a board (it asks for every pod), painting it, and the first walk over it.',
        `Row 5: the longest tasks by processor time, which other programs do not lengthen as much, are ${processor('reading')}, ${processor('building')} and ${processor('after')}.`,
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

interface Importing {
  readonly browser: Browser;
  readonly site: string;
  readonly text: string;
  /** Filled with a round each. */
  readonly used: TaskTimes[];
}

function importing({ browser, site, text, used }: Importing): Contestant<Import> {
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
      // Keeping itself for offline use is work of the first visit, and not of an import.
      await page.evaluate(async () => {
        await navigator.serviceWorker.ready;
      });
      await page.waitForTimeout(CALM);
    },
    measure: async () => {
      if (page === undefined || file === undefined) throw new Error('The page is not open');
      await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
      const found = await page.evaluate(importFile, { file, calm: CALM });
      used.push(taskTimes(await browser.stopTracing()));
      return found;
    },
  };
}

/** Milliseconds of processor time of each task of the page's thread, by what it fell in. */
type TaskTimes = Readonly<Record<keyof Import, readonly number[]>>;

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, as all of them. */
  readonly ts: number;
  readonly tdur?: number;
}

function taskTimes(trace: Buffer): TaskTimes {
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const markOf = (name: string) => traceEvents.find((event) => event.name === name);
  const [dropped, offered, drawn, calm] = ['dropped', 'offered', 'drawn', 'calm'].map(markOf);
  const between = (from: TraceEvent | undefined, to: TraceEvent | undefined): readonly number[] =>
    traceEvents
      .filter(({ name, pid, tid }) => name.endsWith('RunTask') && pid === dropped?.pid && tid === dropped.tid)
      .filter(({ ts }) => ts >= (from?.ts ?? Infinity) && ts < (to?.ts ?? 0))
      .map(({ tdur = 0 }) => tdur / 1000);
  return { reading: between(dropped, offered), building: between(offered, drawn), after: between(drawn, calm) };
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
  const frame = (): Promise<void> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(resolve));
    });
  const longestFrom = (from: number, to: number): number =>
    Math.max(
      0,
      ...tasks.filter(({ startTime }) => startTime >= from && startTime < to).map(({ duration }) => duration),
    );

  const mark = (name: string): number => performance.mark(name).startTime;
  const dropped = mark('dropped');
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: file, bubbles: true, cancelable: true }));
  const button = await changed(() =>
    [...document.querySelectorAll<HTMLButtonElement>('dialog button')].find(
      (each) => !each.disabled && each.textContent.includes('Replace the board'),
    ),
  );
  await frame();
  const offered = mark('offered');
  button.click();
  await changed(() => (document.querySelector('dialog[open]') === null ? true : undefined));
  await frame();
  const drawn = mark('drawn');
  await pause(calm);
  mark('calm');
  return {
    reading: { time: offered - dropped, longest: longestFrom(dropped, offered) },
    building: { time: drawn - offered, longest: longestFrom(offered, drawn) },
    after: { longest: longestFrom(drawn, Infinity) },
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
