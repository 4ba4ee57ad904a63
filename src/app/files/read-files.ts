import type { RoomWords } from '../../narration/page/language.ts';
import type { RawObject } from '../../engine/objects.ts';
import type {
  BoardCluster,
  FromReader,
  ReadFindings,
  ReadProgress,
  ReadResult,
  SourceFile,
  ToReader,
} from '../worker/messages.ts';

export interface ReadOptions {
  /** Stops reading and looking for problems: what was not there by then rejects. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** What was read, and what the controllers find in it, which they go on looking for. */
export interface CheckedResult extends ReadResult {
  readonly findings: Promise<ReadFindings>;
  /** They leave the processor to what is done meanwhile. */
  readonly restDuring: (work: Promise<unknown>) => void;
}

/** Objects of the board that are copied in one go. */
const PIECE = 100;
/** Milliseconds after which a reader that says nothing is taken for dead. */
const SILENCE = 60_000;

/** What is to be read, for which board. */
export interface Sources {
  readonly files: readonly SourceFile[];
  readonly board: BoardCluster;
  /** What is said when the reader fails. */
  readonly words: RoomWords['opening']['reader'];
}

interface Begun extends Sources {
  readonly result: Promise<CheckedResult>;
  readonly stop: () => void;
  onProgress?: ReadOptions['onProgress'];
}

/** What nobody has asked for yet. */
let begun: Begun | undefined;

/** Begins to read what a dialog that is still to be fetched will ask for. */
export function beginReading(sources: Sources): void {
  begun?.stop();
  begun = startReader(sources);
}

/**
 * Reads manifests away from the page's thread, which keeps playing: neither what goes there nor what comes back is copied in one
 * go. Rejects with a sentence when the reader itself fails, falls silent or is stopped.
 */
export function readInWorker(sources: Sources, { signal, onProgress }: ReadOptions = {}): Promise<CheckedResult> {
  const isBegun = begun?.files === sources.files && sameCluster(begun.board, sources.board);
  if (!isBegun) beginReading(sources);
  const reading = begun as Begun;
  begun = undefined;
  reading.onProgress = onProgress;
  signal?.addEventListener('abort', reading.stop);
  if (signal?.aborted === true) reading.stop();
  return reading.result;
}

function sameCluster(a: BoardCluster, b: BoardCluster): boolean {
  return a.objects === b.objects && a.interventions === b.interventions && a.overrides === b.overrides;
}

function startReader({ files, board, words }: Sources): Begun {
  const worker = new Worker(new URL('../worker/manifests-worker.ts', import.meta.url), { type: 'module' });
  const result = promised<CheckedResult>();
  const findings = promised<ReadFindings>();
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
    result.reject(new Error(message));
    findings.reject(new Error(message));
  };
  const listen = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => fail(words.silent), SILENCE);
  };
  const send = (message: ToReader): void => worker.postMessage(message);
  const restDuring = (work: Promise<unknown>): void => {
    if (isOver) return;
    clearTimeout(silence);
    send({ type: 'rest', rest: true });
    const goOn = (): void => {
      if (isOver) return;
      listen();
      send({ type: 'rest', rest: false });
    };
    work.then(goOn, goOn);
  };
  const reading: Begun = {
    files,
    board,
    words,
    result: result.promise,
    stop: () => fail(words.cancelled),
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromReader>) => {
    listen();
    if (data.type === 'progress') reading.onProgress?.(data);
    else if (data.type === 'objects') for (const object of JSON.parse(data.json) as RawObject[]) objects.push(object);
    else if (data.type === 'failed') fail(words.failed(data.message));
    else if (data.type === 'result') {
      result.resolve({ ...data.result, objects, findings: findings.promise, restDuring });
    } else {
      end();
      findings.resolve(data.findings);
    }
  });
  worker.addEventListener('error', ({ message }) => {
    fail(message === '' ? words.notStarted : words.failed(message));
  });
  worker.addEventListener('messageerror', () => fail(words.notUnderstood));
  listen();
  const sendFrom = (at: number): void => {
    if (isOver) return;
    const { objects: all, interventions, overrides } = board;
    if (at >= all.length) send({ type: 'read', files, interventions, overrides });
    else {
      send({ type: 'board', objects: all.slice(at, at + PIECE) });
      setTimeout(() => sendFrom(at + PIECE));
    }
  };
  sendFrom(0);
  return reading;
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
