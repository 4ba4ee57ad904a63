import { formatSource, type TraceRequest } from '../../engine/requests.ts';

/** Two requests that say the same. */
export function sameRequest(a: TraceRequest, b: TraceRequest): boolean {
  return requestKey(a) === requestKey(b);
}

/** Equal for requests that say the same, whatever their id. */
export function requestKey({ from, to, via = '', http = {}, sourcePort = 0, bytes = 0 }: TraceRequest): string {
  const headers = Object.entries(http.headers ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([formatSource(from), to, via, http.method ?? '', headers, sourcePort, bytes]);
}
