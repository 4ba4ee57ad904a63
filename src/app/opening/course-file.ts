import { COURSE_LIMIT } from '../../scenario/course/read-course.ts';

/** Where a course comes from: a file beside the page, or a link that holds it. */
export type CourseSource = { readonly file: string } | { readonly hash: string };

/** Bytes: no character takes more than four. */
export const MOST_BYTES = 4 * COURSE_LIMIT;

/** Milliseconds that a server is waited for. */
const PATIENCE = 20_000;

/** A path below the folder of the page: no scheme, no host, no way up. */
const BESIDE = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.json$/;

export type FetchedCourse =
  | { readonly text: string }
  | { readonly code: 'NOT_BESIDE' | 'NOT_FETCHED' }
  | { readonly code: 'TOO_LARGE'; readonly most: number }
  | { readonly code: 'NOT_THERE'; readonly status: number };

/** The text of a course file beside the page, or why there is none. Nothing else is ever asked. */
export async function fetchCourse(file: string, base = document.baseURI, patience = PATIENCE): Promise<FetchedCourse> {
  if (!BESIDE.test(file)) return { code: 'NOT_BESIDE' };
  // Without a network there is nothing to wait for.
  if (!navigator.onLine) return { code: 'NOT_FETCHED' };
  try {
    const signal = AbortSignal.timeout(patience);
    const response = await fetch(new URL(file, base), { cache: 'no-cache', redirect: 'error', signal });
    if (!response.ok) return { code: 'NOT_THERE', status: response.status };
    const text = await readAtMost(response, MOST_BYTES);
    return text === undefined ? { code: 'TOO_LARGE', most: MOST_BYTES } : { text };
  } catch {
    return { code: 'NOT_FETCHED' };
  }
}

/** undefined: it has more bytes than that. */
async function readAtMost(response: Response, most: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return response.text();
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > most) {
      void reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
