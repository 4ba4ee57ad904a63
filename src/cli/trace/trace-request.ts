import { parseSource, type RequestSource, type TraceRequest } from '../../engine/requests.ts';
import type { Cluster } from '../../engine/objects.ts';
import { podOfWorkload } from '../input/pod-of-workload.ts';
import { REPORT } from '../../narration/en/cli/report.ts';
import { type Call, CallError, option, requiredOption } from '../terminal/call.ts';

/** The request of --from, --to, --via, --method and --header. */
export function singleRequest(call: Call, cluster: Cluster): TraceRequest {
  const via = option(call, 'via');
  const bytes = option(call, 'bytes');
  const method = option(call, 'method');
  const headers = headersOf(call);
  const http = { ...(method === undefined ? {} : { method }), ...(headers === undefined ? {} : { headers }) };
  return {
    from: sourceOption(call, cluster),
    to: requiredOption(call, 'to'),
    ...(via === undefined ? {} : { via }),
    ...(bytes === undefined ? {} : { bytes: wholeNumber(bytes) }),
    ...(Object.keys(http).length === 0 ? {} : { http }),
  };
}

function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new CallError(`--bytes is a whole number of bytes, not "${text}"`);
}

/** "pod/NS/NAME[/CONTAINER]", "node/NAME", "ip/ADDRESS@NODE", "internet", or a workload. */
function sourceOption(call: Call, cluster: Cluster): RequestSource {
  const text = requiredOption(call, 'from');
  const source = parseSource(text);
  if (source !== undefined) return source;
  const pod = podOfWorkload(call, cluster, text);
  if (pod !== undefined) return { pod };
  throw new CallError(
    `--from is pod/NS/NAME[/CONTAINER], deployment/NS/NAME (or another workload), node/NAME, ip/ADDRESS@NODE or internet, not "${text}"`,
  );
}

function headersOf(call: Call): Readonly<Record<string, string>> | undefined {
  const given = call.options.header;
  if (!Array.isArray(given)) return undefined;
  return Object.fromEntries(
    given.map((text: string) => {
      const colon = text.indexOf(':');
      if (colon < 1) throw new CallError(`--header is "Name: value", not "${text}"`);
      return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
    }),
  );
}

/** One line of a requests file; a text that is no JSON object gives a message instead. */
export function parseRequestLine(
  line: string,
): { readonly request: TraceRequest } | { readonly id?: string; readonly message: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { message: REPORT.wrongRequest.noJson(error instanceof Error ? error.message : String(error)) };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { message: REPORT.wrongRequest.noObject };
  const { id, from, to, via, http, bytes } = value as Record<string, unknown>;
  const named = typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {};
  if (typeof from !== 'object' || from === null) {
    return { ...named, message: REPORT.wrongRequest.from };
  }
  if (typeof to !== 'string') return { ...named, message: REPORT.wrongRequest.to };
  return {
    request: {
      ...named,
      from: from as RequestSource,
      to,
      ...(typeof via === 'string' ? { via } : {}),
      ...(typeof bytes === 'number' ? { bytes } : {}),
      ...(typeof http === 'object' && http !== null ? { http: http as NonNullable<TraceRequest['http']> } : {}),
    },
  };
}
