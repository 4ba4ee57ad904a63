import { MASK, provesWho } from '../../engine/fields.ts';
import type { RawObject } from '../../engine/objects.ts';
import { recordOf } from '../../engine/text.ts';
import type { SavedRequest } from '../document/document.ts';

/** Headers of requests whose value stays out of links: those that look like a secret, unless a route looks at them. */
export function maskedHeaders(objects: readonly RawObject[]): (name: string) => boolean {
  const matched = new Set(objects.flatMap(({ spec }) => matchedHeaders(spec)));
  return (name) => provesWho(name) && !matched.has(name.toLowerCase());
}

/** Headers with the values that look like a secret masked, whoever looks at them. */
export function maskHeaders(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, provesWho(name) ? MASK : value]));
}

/** A request as it enters a link. */
export function shareRequest<Request extends SavedRequest>(
  request: Request,
  isMasked: (name: string) => boolean,
): Request {
  const { headers } = request.http ?? {};
  if (headers === undefined || !Object.keys(headers).some(isMasked)) return request;
  const shared = Object.entries(headers).map(([name, value]) => [name, isMasked(name) ? MASK : value] as const);
  return { ...request, http: { ...request.http, headers: Object.fromEntries(shared) } };
}

/** In lower case. */
function matchedHeaders(spec: unknown): readonly string[] {
  const rules = listOf(recordOf(spec)['rules']);
  const matches = rules.flatMap((rule) => listOf(recordOf(rule)['matches']));
  return matches
    .flatMap((match) => listOf(recordOf(match)['headers']))
    .flatMap((header) => {
      const { name } = recordOf(header);
      return typeof name === 'string' ? name.toLowerCase() : [];
    });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
