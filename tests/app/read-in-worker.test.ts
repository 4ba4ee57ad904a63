import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beginReading, readInWorker } from '../../src/app/files/read-files.ts';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import type { BoardCluster, FromReader, ToReader } from '../../src/app/worker/messages.ts';
import { OPENING } from '../../src/narration/en/page/later/documents/opening.ts';

const words = OPENING.reader;

/** Stands in for the browser's worker: what it is sent is kept, and a test says what it answers. */
class ReaderDouble extends EventTarget {
  static last: ReaderDouble | undefined;
  readonly sent: ToReader[] = [];
  isEnded = false;
  constructor() {
    super();
    ReaderDouble.last = this;
  }
  postMessage(message: ToReader): void {
    this.sent.push(message);
  }
  terminate(): void {
    this.isEnded = true;
  }
  answer(data: FromReader): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
  fail(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}

const pod = (n: number) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${n}` } });
const boardOf = (...objects: readonly RawObject[]): BoardCluster => ({ objects, interventions: [], overrides: {} });
const EMPTY = boardOf();
const REST = {
  documents: 2,
  read: {},
  skipped: {},
  skippedGroups: {},
  skippedWhy: {},
  texts: {},
  diagnostics: [],
};
const FINDINGS = { replace: [], add: [] };
const files = [{ name: 'a.yaml', content: 'x' }];

function reader(): ReaderDouble {
  if (ReaderDouble.last === undefined) throw new Error('no reader was started');
  return ReaderDouble.last;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', ReaderDouble);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the board goes there in pieces, then the files; objects come back in pieces, then the rest, then what is wrong', async () => {
  const board = boardOf(...Array.from({ length: 250 }, (_, n) => pod(n)));
  const told: unknown[] = [];
  const reading = readInWorker({ files, board, words }, { onProgress: (progress) => told.push(progress.objects) });
  expect(reader().sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(50);
  const { sent } = reader();
  expect(
    sent.map((message) =>
      message.type === 'board' ? message.objects.length : message.type === 'read' && message.files,
    ),
  ).toEqual([100, 100, 50, files]);
  reader().answer({ type: 'progress', stage: 'reading', done: 1, total: 2, objects: 1 });
  reader().answer({ type: 'objects', json: JSON.stringify([pod(1)]) });
  reader().answer({ type: 'objects', json: JSON.stringify([pod(2)]) });
  reader().answer({ type: 'result', result: REST });
  const { findings, restDuring: _, ...read } = await reading;
  expect(read).toEqual({ ...REST, objects: [pod(1), pod(2)] });
  expect(told).toEqual([1]);
  expect(reader().isEnded).toBe(false);
  reader().answer({ type: 'findings', findings: FINDINGS });
  expect(await findings).toEqual(FINDINGS);
  expect(reader().isEnded).toBe(true);
});

test('what was read stays when looking for problems is cancelled, and when the worker dies of it', async () => {
  for (const happen of [(stop: AbortController) => stop.abort(), () => reader().fail('out of memory')]) {
    const stop = new AbortController();
    const reading = readInWorker({ files, board: EMPTY, words }, { signal: stop.signal });
    reader().answer({ type: 'result', result: REST });
    // One after the other: there is one reader.
    // oxlint-disable-next-line no-await-in-loop
    const { objects, findings } = await reading;
    const rejected = expect(findings).rejects.toThrow(/cancelled|out of memory/);
    happen(stop);
    // oxlint-disable-next-line no-await-in-loop
    await rejected;
    expect(objects).toEqual([]);
    expect(reader().isEnded).toBe(true);
  }
});

test('cancelling ends the worker', async () => {
  const stop = new AbortController();
  const reading = readInWorker({ files, board: EMPTY, words }, { signal: stop.signal });
  const rejected = expect(reading).rejects.toThrow('Reading was cancelled.');
  stop.abort();
  await rejected;
  expect(reader().isEnded).toBe(true);
});

test.each<readonly [string, (double: ReaderDouble) => void, RegExp]>([
  ['that fails', (double) => double.fail('out of memory'), /reader failed: out of memory/],
  ['that cannot be started', (double) => double.fail(''), /could not be started/],
  ['that says why', (double) => double.answer({ type: 'failed', message: 'no' }), /reader failed: no/],
  ['that falls silent', () => vi.advanceTimersByTime(61_000), /stopped answering/],
])('a worker %s is told of, and ended', async (_, happen, message) => {
  const reading = readInWorker({ files, board: EMPTY, words });
  const rejected = expect(reading).rejects.toThrow(message);
  happen(reader());
  await rejected;
  expect(reader().isEnded).toBe(true);
});

test('a worker that says how far it is may take its time', async () => {
  const reading = readInWorker({ files, board: EMPTY, words });
  for (let n = 0; n < 5; n += 1) {
    vi.advanceTimersByTime(50_000);
    reader().answer({ type: 'progress', stage: 'reading', done: n, total: 9, objects: n });
  }
  reader().answer({ type: 'result', result: REST });
  expect((await reading).objects).toEqual([]);
});

test('what was begun is read once; what is begun after it ends it, and so do other files or another board', async () => {
  const board = boardOf(pod(1));
  beginReading({ files, board, words });
  const first = reader();
  const reading = readInWorker({ files, board, words });
  expect(reader()).toBe(first);
  first.answer({ type: 'result', result: REST });
  expect((await reading).objects).toEqual([]);
  beginReading({ files, board, words });
  const second = reader();
  beginReading({ files: [...files], board, words });
  expect(second.isEnded).toBe(true);
  const third = reader();
  void readInWorker({ files, board, words }).catch(() => undefined);
  expect(third.isEnded).toBe(true);
  beginReading({ files, board, words });
  const fourth = reader();
  void readInWorker({ files, board: EMPTY, words }).catch(() => undefined);
  expect(fourth.isEnded).toBe(true);
});

test('what was begun and failed before it was asked for tells why', async () => {
  const board = boardOf(pod(1));
  beginReading({ files, board, words });
  reader().fail('');
  await expect(readInWorker({ files, board, words })).rejects.toThrow('could not be started');
});

test('the one that looks for problems rests while something is done, for as long as that takes', async () => {
  const reading = readInWorker({ files, board: EMPTY, words });
  reader().answer({ type: 'result', result: REST });
  const { restDuring, findings } = await reading;
  let done!: () => void;
  restDuring(
    new Promise<void>((resolve) => {
      done = resolve;
    }),
  );
  expect(reader().sent.at(-1)).toEqual({ type: 'rest', rest: true });
  vi.advanceTimersByTime(100_000);
  expect(reader().isEnded).toBe(false);
  done();
  await vi.advanceTimersByTimeAsync(1);
  expect(reader().sent.at(-1)).toEqual({ type: 'rest', rest: false });
  reader().answer({ type: 'findings', findings: FINDINGS });
  expect(await findings).toEqual(FINDINGS);
});
