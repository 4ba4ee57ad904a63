import type { Outcome } from '../engine/routing/outcome.ts';
import type { RequestError } from '../engine/routing/request.ts';
import { createRouter, type Router, type Traced, type TraceResult } from '../engine/routing/router.ts';
import { type Call, CallError, InputError, option } from './call.ts';
import { formatTrace } from './format-trace.ts';
import { readCluster, readText, reportDiagnostics } from './read-input.ts';
import { parseRequestLine, singleRequest } from './trace-request.ts';

/** What a command prints, and the exit code where it is not 0. */
export interface Answer {
  readonly text: string;
  readonly exitCode?: number;
}

const UNEXPECTED = 3;

/** `packetwalk trace FILE... --from SOURCE --to URL` or `--requests FILE`. */
export function trace(call: Call): Answer {
  const expected = option(call, 'expect');
  if (expected !== undefined && expected !== 'reachable' && expected !== 'unreachable') {
    throw new CallError(`--expect is reachable or unreachable, not ${expected}`);
  }
  const requests = option(call, 'requests');
  const single = requests === undefined ? singleRequest(call) : undefined;
  const { cluster, diagnostics } = readCluster(call);
  reportDiagnostics(diagnostics, call.json);
  const router = createRouter(cluster);
  const results =
    single === undefined
      ? traceLines(router, readText(requests === '-' ? 0 : (requests ?? ''), 'the requests'))
      : [traced(router.trace(single))];
  if (single !== undefined && results[0] !== undefined && 'error' in results[0])
    throw new InputError(results[0].error.message);
  const wrong =
    expected !== undefined &&
    results.some((result) => !('verdict' in result) || result.verdict !== expected.toUpperCase());
  const text = call.json
    ? results.map((result) => `${JSON.stringify(printable(result))}\n`).join('')
    : results.map((result) => formatTrace(cluster, result)).join('\n');
  return wrong ? { text, exitCode: UNEXPECTED } : { text };
}

/** A result line: the trace, or why there is none. */
export type ResultLine = TraceResult | { readonly id?: string; readonly error: RequestError };

function traceLines(router: Router, text: string): readonly ResultLine[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const parsed = parseRequestLine(line);
      if ('request' in parsed) return traced(router.trace(parsed.request), parsed.request.id);
      const { message, ...named } = parsed;
      return { ...named, error: { code: 'REQUEST_MALFORMED', message } };
    });
}

function traced(result: Traced<TraceResult>, id?: string): ResultLine {
  return result.ok ? result.value : { ...(id === undefined ? {} : { id }), error: result.error };
}

/** The result as the contract spells it: the final header without what is not part of a flow. */
function printable(line: ResultLine): unknown {
  return 'error' in line ? line : { ...line, outcomes: line.outcomes.map(printableOutcome) };
}

function printableOutcome({ final, ...rest }: Outcome): unknown {
  const { protocol, sourceIP, sourcePort, destinationIP, destinationPort } = final;
  return { ...rest, final: { protocol, sourceIP, sourcePort, destinationIP, destinationPort } };
}
