import type { RawObject } from '../engine/kubernetes/object.ts';
import type { FromReader, ReadFindings, ReadProgress, ReadResult, SourceFile, ToReader } from './worker/messages.ts';

export interface ReadOptions {
  /** Stops reading and looking for problems: what was not there by then rejects. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** What was read, and what the controllers find in it, which they go on looking for. */
export interface CheckedResult extends ReadResult {
  readonly findings: Promise<ReadFindings>;
}

/** Objects of the board that are copied in one go. */
const PIECE = 100;
/** Milliseconds after which a reader that says nothing is taken for dead. */
const SILENCE = 60_000;

/** One that nobody reads with yet. */
let prepared: Worker | undefined;

/** Starts a reader for files that are about to be read: its script is fetched while the dialog's is. */
export function prepareReader(): void {
  if (prepared !== undefined) return;
  const worker = new Worker(new URL('./worker/manifests-worker.ts', import.meta.url), { type: 'module' });
  // The next one that is started tells why.
  worker.addEventListener('error', () => {
    if (prepared === worker) prepared = undefined;
  });
  prepared = worker;
}

/**
 * Reads manifests away from the page's thread, which keeps playing: neither what goes there nor what comes back is copied in one
 * go. Rejects with a sentence when the reader itself fails, falls silent or is stopped.
 */
export function readInWorker(
  { files, board }: { readonly files: readonly SourceFile[]; readonly board: readonly RawObject[] },
  { signal, onProgress }: ReadOptions = {},
): Promise<CheckedResult> {
  const findings = promised<ReadFindings>();
  return new Promise((resolve, reject) => {
    prepareReader();
    const worker = prepared as Worker;
    prepared = undefined;
    const objects: RawObject[] = [];
    let silence: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const end = (): void => {
      isOver = true;
      clearTimeout(silence);
      worker.terminate();
    };
    const fail = (message: string): void => {
      if (isOver) return;
      end();
      reject(new Error(message));
      findings.reject(new Error(message));
    };
    const listen = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => fail('The reader has stopped answering. Nothing was changed; try again.'), SILENCE);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<FromReader>) => {
      listen();
      if (data.type === 'progress') onProgress?.(data);
      else if (data.type === 'objects') for (const object of JSON.parse(data.json) as RawObject[]) objects.push(object);
      else if (data.type === 'failed') fail(`The reader failed: ${data.message}`);
      else if (data.type === 'result') resolve({ ...data.result, objects, findings: findings.promise });
      else {
        end();
        findings.resolve(data.findings);
      }
    });
    worker.addEventListener('error', ({ message }) => {
      fail(message === '' ? 'The reader of manifests could not be started.' : `The reader failed: ${message}`);
    });
    worker.addEventListener('messageerror', () => fail('The reader failed: what it sent could not be read.'));
    signal?.addEventListener('abort', () => fail('Reading was cancelled.'));
    if (signal?.aborted === true) fail('Reading was cancelled.');
    listen();
    const send = (message: ToReader): void => worker.postMessage(message);
    const sendFrom = (at: number): void => {
      if (isOver) return;
      if (at >= board.length) send({ type: 'read', files });
      else {
        send({ type: 'board', objects: board.slice(at, at + PIECE) });
        setTimeout(() => sendFrom(at + PIECE));
      }
    };
    sendFrom(0);
  });
}

/** A promise to be kept from outside. Nobody has to listen when it is broken. */
function promised<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((...ways) => {
    [resolve, reject] = ways;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

/** True for the text of a scenario file, however broken its parts; manifests in JSON are none. */
export function isScenarioText(text: string): boolean {
  // Before anything is parsed: manifests of many megabytes are no scenario.
  if (!/^\uFEFF?\s*\{/.test(text) || !(text.includes('"document"') || text.includes('"objects"'))) return false;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof value !== 'object' || value === null || 'kind' in value) return false;
    return 'document' in value || ('version' in value && 'objects' in value);
  } catch {
    return false;
  }
}

/** True for text that could be manifests: worth opening the import dialog for. */
export function looksLikeManifests(text: string): boolean {
  return /^[ \t]*["']?(?:kind|apiVersion)["']?[ \t]*:/m.test(text) || /"(?:kind|apiVersion)"\s*:/.test(text);
}
