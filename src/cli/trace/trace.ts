import { INPUT } from '../../narration/en/cli/input.ts';
import type { Cluster } from '../../engine/objects.ts';
import type { Outcome } from '../../engine/outcomes.ts';
import { isRecord } from '../../engine/text.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import type { Router, Traced, TraceResult } from '../../engine/engine.ts';
import { ENGLISH } from '../../narration/en/all-words.ts';
import { maskHeaders } from '../../scenario/link/share-requests.ts';
import { type Call, CallError, InputError, option } from '../terminal/call.ts';
import { ENGINE } from '../input/engine.ts';
import { formatTrace } from './format-trace.ts';
import { shownRequest } from '../input/shown-request.ts';
import { readCluster, readsNothing, readText, reportDiagnostics } from '../input/read-input.ts';
import { saidAssumption, saidCause, saidFinding, saidNotConsidered } from '../terminal/said.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Reported, ResultLine } from '../../report/result-line.ts';
import { formatMarkdown } from '../../report/markdown.ts';
import { formatMermaid } from '../../report/mermaid.ts';
import { IN_ENGLISH } from './report-english.ts';
import { parseRequestLine, singleRequest } from './trace-request.ts';
import { isLarge, walkDiagnostics } from './walk-diagnostics.ts';
import { withTriedFixes } from '../../report/tried-fixes.ts';

/** What a command prints, and the exit code where it is not 0. */
export interface Answer {
  readonly text: string;
  readonly exitCode?: number;
  /** Of standard error, behind it. */
  readonly notes?: string;
}

const UNREADABLE = 1;
const UNEXPECTED = 3;
const EXPECTED = ['reachable', 'unreachable'];
const OUTPUTS = ['text', 'json', 'markdown', 'mermaid'];

/** `packetwalk trace FILE... --from SOURCE --to URL` or `--requests FILE`. */
export function trace(call: Call, terminal: Terminal): Answer {
  const expected = oneOf(call, 'expect', EXPECTED);
  const output = oneOf(call, 'output', OUTPUTS) ?? (call.json ? 'json' : 'text');
  const requests = option(call, 'requests');
  const read = readCluster(call);
  const single =
    requests === undefined
      ? notAsked(call)
        ? (shownRequest(read) ?? singleRequest(call, read.cluster))
        : singleRequest(call, read.cluster)
      : undefined;
  // Who asks one thing gets the answer first; programs, and who asks many, what was found wrong before: all of it, where that is soon known.
  const answersFirst = single !== undefined && (output !== 'json' || isLarge(read)) && !readsNothing(read);
  if (!answersFirst) reportDiagnostics(read);
  const { cluster, unreadable } = read;
  const router = ENGINE.createRouter(cluster);
  const results =
    single === undefined
      ? traceLines(router, readText(requests === '-' ? 0 : (requests ?? ''), INPUT.requests))
      : [{ request: single, line: traced(walk(router, single, true)) }];
  const [first] = results;
  if (single !== undefined && first !== undefined && 'error' in first.line) {
    if (answersFirst) reportDiagnostics(read);
    throw new InputError(first.line.error.message);
  }
  const notes = answersFirst && first !== undefined && 'verdict' in first.line ? walkDiagnostics(read, first.line) : '';
  const text = results.map((result) => print(cluster, result, { call, terminal, output })).join(GAPS[output] ?? '');
  const wrong =
    expected !== undefined &&
    results.some(({ line }) => !('verdict' in line) || line.verdict !== expected.toUpperCase());
  if (wrong) return { text, notes, exitCode: UNEXPECTED };
  // What could not be read might have decided otherwise: an expectation that rests on it is not met.
  return expected !== undefined && unreadable > 0 ? { text, notes, exitCode: UNREADABLE } : { text, notes };
}

/** Nothing is said of a request: what a link or scenario file shows is meant. */
function notAsked(call: Call): boolean {
  return ['from', 'to', 'via', 'method', 'header'].every((name) => call.options[name as 'from'] === undefined);
}

const GAPS: Readonly<Record<string, string>> = { text: '\n', markdown: '\n', mermaid: '\n' };

interface Printing {
  readonly call: Call;
  readonly terminal: Terminal;
  readonly output: string;
}

function print(cluster: Cluster, result: Reported, { call, terminal, output }: Printing): string {
  switch (output) {
    case 'json':
      return `${JSON.stringify(printableResult(result.line), withoutSecrets)}\n`;
    case 'markdown':
      return formatMarkdown(cluster, result, IN_ENGLISH);
    case 'mermaid':
      return formatMermaid(cluster, result, IN_ENGLISH);
    default: {
      const amount = { rules: call.options.rules === true, all: call.options.all === true };
      return formatTrace(cluster, result, { ...amount, terminal });
    }
  }
}

function oneOf(call: Call, name: 'expect' | 'output', known: readonly string[]): string | undefined {
  const given = option(call, name);
  if (given === undefined || known.includes(given)) return given;
  throw new CallError(`--${name} is ${known.slice(0, -1).join(', ')} or ${known.at(-1) ?? ''}, not ${given}`);
}

/** To try a fix builds the cluster again: of many requests to many pods fixes are offered as they are found. */
const MOST_WORK = 200_000;

/** Walks a request; `tries`: causes have a fix that was tried. */
function walk(router: Router, request: TraceRequest, tries: boolean): Traced<TraceResult> {
  const found = router.trace(request);
  return found.ok && tries ? { ok: true, value: withTriedFixes(router, request, found.value) } : found;
}

function traceLines(router: Router, text: string): readonly Reported[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const tries = lines.length * router.cluster.pods.length <= MOST_WORK;
  return lines.map((line) => {
    const parsed = parseRequestLine(line);
    if ('request' in parsed) {
      const { request } = parsed;
      return { request, line: traced(walk(router, request, tries), request.id) };
    }
    const { message, ...named } = parsed;
    return { request: undefined, line: { ...named, error: { code: 'REQUEST_MALFORMED', message } } };
  });
}

function traced(result: Traced<TraceResult>, id?: TraceRequest['id']): ResultLine {
  if (result.ok) return result.value;
  const { code, at } = result.error;
  const error = { code, message: ENGLISH.requestError(result.error), ...(at === undefined ? {} : { at }) };
  return { ...(id === undefined ? {} : { id }), error };
}

/** Headers that carry a secret are named, as in a link, and their values are not printed. */
function withoutSecrets(key: string, value: unknown): unknown {
  return key === 'headers' && isRecord(value) ? maskHeaders(value) : value;
}

/** The result as the contract spells it: the final header without what is not part of a flow. */
function printableResult(line: ResultLine): unknown {
  if ('error' in line) return line;
  const { outcomes, assumptions, findings, notConsidered } = line;
  return {
    ...line,
    outcomes: outcomes.map(printableOutcome),
    assumptions: assumptions.map(saidAssumption),
    ...(findings === undefined ? {} : { findings: findings.map(saidFinding) }),
    ...(notConsidered === undefined ? {} : { notConsidered: notConsidered.map(saidNotConsidered) }),
  };
}

function printableOutcome({ final, ...rest }: Outcome): unknown {
  const { protocol, sourceIP, sourcePort, destinationIP, destinationPort } = final;
  return {
    ...rest,
    cause: rest.cause && saidCause(rest.cause),
    assumptions: rest.assumptions.map(saidAssumption),
    ...(rest.findings !== undefined && { findings: rest.findings.map(saidFinding) }),
    final: { protocol, sourceIP, sourcePort, destinationIP, destinationPort },
  };
}
