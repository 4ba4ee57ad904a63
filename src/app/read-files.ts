import type { ReadRequest, ReadResult } from './worker/messages.ts';

/** Reads manifests away from the page's thread, which keeps playing. Rejects with a sentence when the reader itself fails. */
export function readInWorker(request: ReadRequest): Promise<ReadResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker/manifests-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<ReadResult>) => {
      worker.terminate();
      resolve(data);
    });
    worker.addEventListener('error', (event) => {
      worker.terminate();
      reject(new Error(event.message || 'The reader of manifests could not be started.'));
    });
    worker.postMessage(request);
  });
}

/** True for the text of a scenario file, however broken its parts; manifests in JSON are none. */
export function isScenarioText(text: string): boolean {
  if (!/^\uFEFF?\s*\{/.test(text)) return false;
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
