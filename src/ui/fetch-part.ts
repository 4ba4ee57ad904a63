import type { LaterWords, PartName } from '../narration/page/language.ts';
import type { Words } from '../narration/page/words.ts';

/** A part of the page: its words say what it is called. `said`: one that is called something else this time. */
export type NamedPart = PartName | { readonly said: string };

/** A part's name, at the start of a sentence: "The gallery". */
export function sayPart(part: NamedPart, { of }: Words): string {
  if (typeof part !== 'string') return part.said;
  const first: Partial<Record<PartName, string>> = of('parts').names;
  return first[part] ?? of('laterParts')[part as keyof LaterWords['laterParts']];
}

/** Why a part of the page could not be fetched. */
export type MissingReason =
  /** The machine has no network. */
  | 'offline'
  /** The server of the page does not answer. */
  | 'unanswered'
  /** A newer page has been published, without the old one's files. */
  | 'replaced'
  /** The server answers, and has no such file. */
  | 'gone'
  /** It arrived, and failed as it started. */
  | 'broken'
  /** It is there when asked for again. */
  | 'passed';

/** A part of the page that could not be fetched. What people read of it, `sayMissing` says. */
export class MissingPart extends Error {
  readonly part: NamedPart;
  readonly reason: MissingReason;

  constructor(part: NamedPart, reason: MissingReason, cause: unknown) {
    super(`${typeof part === 'string' ? part : part.said}: ${reason}`, { cause });
    this.part = part;
    this.reason = reason;
  }
}

/** Which part is missing and why, in sentences. `called`: the part, where it has another name this time. */
export function sayMissing({ part, reason, cause }: MissingPart, words: Words, called = part): string {
  const { couldNotBeLoaded, reasons } = words.of('parts');
  const detail = reason === 'broken' && cause instanceof Error ? ` ${cause.message}` : '';
  return couldNotBeLoaded(sayPart(called, words), `${reasons[reason]}${detail}`);
}

/** What went wrong, as people read it. */
export function sayError(error: unknown, words: Words): string {
  if (error instanceof MissingPart) return sayMissing(error, words);
  return error instanceof Error ? error.message : String(error);
}

/** What is told of a part that is missing, and how to fetch it once more. */
export interface MissingReport {
  readonly missing: MissingPart;
  readonly retry: () => void;
}

const EVENT = 'packetwalk-missing-part';

/** Calls back for every part that is missing and shown nowhere else. */
export function onMissingPart(tell: (report: MissingReport) => void): void {
  window.addEventListener(EVENT, (event) => {
    if (event instanceof CustomEvent) tell(event.detail as MissingReport);
  });
}

/** Fetches a part of the page. Rejects with a MissingPart. */
export async function fetchPart<Part>(part: NamedPart, load: () => Promise<Part>): Promise<Part> {
  try {
    await fetchMissingStyles();
    return await load();
  } catch (error) {
    if (error instanceof MissingPart) throw error;
    const [, style] = /preload CSS for (\S+)/.exec(String(error)) ?? [];
    if (style !== undefined) missingStyles.add(style);
    throw new MissingPart(part, await findReason(error), error);
  }
}

/** Fetches a part and uses it. Where it is missing the page says so and offers to try again; `otherwise` is called each time. */
export function withPart<Part>(
  part: NamedPart,
  load: () => Promise<Part>,
  use: (loaded: Part) => unknown,
  otherwise?: () => void,
): void {
  const go = (): void =>
    void fetchPart(part, load).then(use, (error: unknown) => {
      otherwise?.();
      tellMissing(error, go);
    });
  go();
}

/** Finds out why a part is missing, and tells of it. */
export function reportMissing(part: NamedPart, error: unknown, retry: () => void): void {
  void findReason(error).then((reason) => tellMissing(new MissingPart(part, reason, error), retry));
}

/** Tells of a part that is missing; anything else that went wrong is thrown on. */
export function tellMissing(error: unknown, retry: () => void): void {
  if (!(error instanceof MissingPart)) throw error;
  window.dispatchEvent(new CustomEvent<MissingReport>(EVENT, { detail: { missing: error, retry } }));
}

/** The bundler's loader asks for a part's style sheet once only; these failed, and are asked for again before their part is. */
const missingStyles = new Set<string>();

async function fetchMissingStyles(): Promise<void> {
  await Promise.all([...missingStyles].map(fetchStyle));
}

function fetchStyle(href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', crossOrigin: '', href });
    link.addEventListener('load', () => {
      missingStyles.delete(href);
      resolve();
    });
    link.addEventListener('error', () => {
      link.remove();
      reject(new Error(`Unable to preload CSS for ${href}`));
    });
    document.head.append(link);
  });
}

async function findReason(error: unknown): Promise<MissingReason> {
  const words = error instanceof Error ? error.message : String(error);
  if (!/dynamically imported module|module script failed|preload CSS/i.test(words)) return 'broken';
  if (!navigator.onLine) return 'offline';
  const page = await ask(window.location.href);
  if (page === undefined) return 'unanswered';
  const entry = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.getAttribute('src');
  if (page.ok && typeof entry === 'string' && !(await page.text()).includes(entry)) return 'replaced';
  const [url] = /\bhttps?:\S+/.exec(words) ?? [];
  if (url === undefined) return 'gone';
  return (await ask(url))?.ok === true ? 'passed' : 'gone';
}

/** Asks the server itself: no copy will do. */
function ask(url: string): Promise<Response | undefined> {
  return fetch(url, { cache: 'no-store' }).catch(() => undefined);
}
