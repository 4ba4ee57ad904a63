import type { RoomWords } from '../../narration/page/language.ts';
import { type RequestError, type TraceRequest, parseSource } from '../../engine/requests.ts';

/** What a request says beside from where and to where, as typed. */
export interface RequestOptions {
  /** "" for GET. */
  readonly method: string;
  /** "Name: value", one a line. */
  readonly headers: string;
  /** "ingress/NS/NAME"; "" for none. */
  readonly via: string;
}

export interface RequestDraft extends RequestOptions {
  readonly from: string;
  readonly to: string;
}

export const NO_OPTIONS: RequestOptions = { method: '', headers: '', via: '' };

/** The options a request has, as one would type them. */
export function optionsOf({ http, via }: TraceRequest): RequestOptions {
  const headers = Object.entries(http?.headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  return { method: http?.method ?? '', headers: headers.join('\n'), via: via ?? '' };
}

/** The options of the last request, for the next one to that URL: what its host resolved to was said of that host alone. */
export function optionsFor(last: TraceRequest | undefined, to: string): RequestOptions {
  if (last === undefined) return NO_OPTIONS;
  const options = optionsOf(last);
  return hostOf(to) === hostOf(last.to) ? options : { ...options, via: '' };
}

function hostOf(url: string): string | undefined {
  return /^\s*(?:[a-z]+:\/\/)?(\[[^\]]*\]|[^/:?#\s]*)/i.exec(url)?.[1]?.toLowerCase();
}

/** The request the draft asks for; a message saying what to do where it asks for none. */
export function readDraft(
  draft: RequestDraft,
  words: RoomWords['requestBar']['wrong'],
): TraceRequest | { readonly wrong: 'from' | 'to' | 'headers'; readonly message: string } {
  const from = parseSource(draft.from);
  const to = draft.to.trim();
  if (from === undefined) {
    return { wrong: 'from', message: words.from };
  }
  if (to === '') return { wrong: 'to', message: words.to };
  const headers: Record<string, string> = {};
  for (const line of draft.headers.split('\n').map((text) => text.trim())) {
    if (line === '') continue;
    const [, name, value] = /^([!#$%&'*+.^`|~\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      return { wrong: 'headers', message: words.header(line) };
    }
    headers[name] = value;
  }
  const method = draft.method.trim().toUpperCase();
  const http = {
    ...(method === '' ? {} : { method }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
  };
  return {
    from,
    to,
    ...(draft.via === '' ? {} : { via: draft.via }),
    ...(Object.keys(http).length === 0 ? {} : { http }),
  };
}

/** A part of the request bar. */
export type Blamed = 'from' | 'to' | 'options';

/** Where what is wrong with a request was typed. What no field asks for came with the URL. */
export function blamedField(at: RequestError['at'] | 'headers'): Blamed {
  if (at === undefined) return 'to';
  return at === 'from' || at === 'to' ? at : 'options';
}

/** "GET, 2 headers, via ingress/shop/shop": what the options say, for a line; "" when nothing. */
export function summarizeOptions(
  { method, headers, via }: RequestOptions,
  words: Pick<RoomWords['requestBar'], 'headers' | 'via'>,
): string {
  const count = headers.split('\n').filter((line) => line.trim() !== '').length;
  const parts = [
    method.trim().toUpperCase(),
    count === 0 ? '' : words.headers(count),
    via === '' ? '' : words.via(via),
  ];
  return parts.filter((part) => part !== '').join(', ');
}
