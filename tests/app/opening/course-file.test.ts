import { afterEach, expect, test, vi } from 'vitest';
import { fetchCourse, MOST_BYTES } from '../../../src/app/opening/course-file.ts';

const BASE = 'https://example.org/p/';

/** A server that answers like this. */
function server(answer: (signal: AbortSignal) => Promise<Response>): void {
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('fetch', (_url: URL, { signal }: { readonly signal: AbortSignal }) => answer(signal));
}

afterEach(() => vi.unstubAllGlobals());

test('an empty file is empty, and only one with too many bytes is too large', async () => {
  server(async () => new Response(''));
  expect(await fetchCourse('a.json', BASE)).toEqual({ text: '' });
  server(async () => new Response('x'.repeat(MOST_BYTES + 1)));
  expect(await fetchCourse('a.json', BASE)).toEqual({ code: 'TOO_LARGE', most: MOST_BYTES });
  server(async () => new Response('', { status: 404 }));
  expect(await fetchCourse('a.json', BASE)).toEqual({ code: 'NOT_THERE', status: 404 });
});

test('a server that does not answer, or stops in the middle, is not waited for without end', async () => {
  const never = (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  server(never);
  expect(await fetchCourse('a.json', BASE, 20)).toEqual({ code: 'NOT_FETCHED' });
  server(async (signal) => new Response(new ReadableStream({ pull: () => never(signal) })));
  expect(await fetchCourse('a.json', BASE, 20)).toEqual({ code: 'NOT_FETCHED' });
});
