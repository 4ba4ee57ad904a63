import type { Cluster } from '../../engine/objects.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import type { Verdict } from '../../engine/outcomes.ts';
import { REPORT } from '../../narration/en/cli/report.ts';
import { type WalkedLeg, walkedLegs } from '../../report/walked-legs.ts';
import { printable } from '../../report/printable.ts';
import { IN_ENGLISH } from './report-english.ts';
import { columnsOf, fill, labelled, paint, type Style, type Terminal, wrap } from '../terminal/terminal.ts';
import { type Fact, type ReportedWay, reportTrace, type TraceReport } from '../../report/report-trace.ts';
import { tellingWay } from '../../report/fold-ways.ts';
import type { ResultLine } from '../../report/result-line.ts';

/** How much of a walk is printed. */
export interface Amount {
  /** Every step, with its rule. */
  readonly rules: boolean;
  /** Every way the request can go, and every name lookup. */
  readonly all: boolean;
}

export interface TextOptions extends Amount {
  readonly terminal: Terminal;
}

const VERDICT_STYLES: Readonly<Record<Verdict, Style>> = {
  REACHABLE: 'good',
  UNREACHABLE: 'bad',
  AMBIGUOUS: 'unsure',
  UNDETERMINED: 'unsure',
};

const STATED: ReadonlySet<Fact['about']> = new Set(['cause', 'fix', 'http', 'notConsidered', 'onlyIf']);

/** A result for people: what one wants to know first, then a line per hop with what changed. */
export function formatTrace(
  cluster: Cluster,
  { request, line }: { readonly request: TraceRequest | undefined; readonly line: ResultLine },
  options: TextOptions,
): string {
  const { terminal } = options;
  const name = line.id === undefined ? '' : `${paint(terminal, 'strong', line.id)}: `;
  if ('error' in line || request === undefined) {
    const { code, message } = 'error' in line ? line.error : { code: 'REQUEST_MALFORMED', message: '' };
    return `${name}${paint(terminal, 'bad', REPORT.error)}: ${paint(terminal, 'plain', message)} ${paint(terminal, 'dim', `[${code}]`)}\n`;
  }
  const report = reportTrace(request, line, IN_ENGLISH);
  const telling = tellingWay(report.ways);
  const shown = options.all ? report.ways : report.ways.filter((way) => way === telling);
  const others = report.ways.filter((way) => !shown.includes(way));
  const hidden = others.reduce((sum, { ways }) => sum + ways, 0);
  const isConditional = report.conditions.length > 0;
  const verdict = isConditional
    ? paint(terminal, 'unsure', REPORT.conditional(report.verdict))
    : paint(terminal, VERDICT_STYLES[report.verdict], report.verdict);
  const route = paint(terminal, 'plain', `${report.source} -> ${report.target}`);
  const lines = [
    `${name}${verdict}  ${route}`,
    ...formatSummary(report, terminal),
    ...shown.flatMap((way) => {
      const walk = formatWay(cluster, way, options);
      return walk.length === 0 ? [] : ['', ...walk];
    }),
    ...(others.length === 0 ? [] : ['', paint(terminal, 'dim', REPORT.otherWays(hidden))]),
  ];
  return `${lines.join('\n')}\n`;
}

/** What was not considered, what every way has to say, the ways of a request that can go several ways one after the other, and what all rest on. */
function formatSummary({ conditions, unread, ends, facts }: TraceReport, terminal: Terminal): readonly string[] {
  return [
    ...(conditions.length === 0 ? [] : ['', ...formatFacts(conditions, terminal)]),
    ...(unread.length === 0 ? [] : ['', ...formatFacts(unread, terminal)]),
    ...ends.flatMap(({ share, facts: own }) => [
      '',
      ...(share === undefined ? [] : [`  ${paint(terminal, 'strong', share)}`]),
      ...formatFacts(own, terminal),
    ]),
    ...(facts.length === 0 ? [] : ['', ...formatFacts(facts, terminal)]),
  ];
}

/** A label that several have in a row stands once. */
function formatFacts(facts: readonly Fact[], terminal: Terminal): readonly string[] {
  return facts.map(({ about, text, code }, at) => {
    const shown = facts[at - 1]?.about === about ? '' : REPORT.labels[about];
    const style = STATED.has(about) ? 'strong' : 'dim';
    const told = paint(terminal, 'plain', text) + (code === undefined ? '' : ` ${paint(terminal, 'dim', `[${code}]`)}`);
    return labelled(terminal, { label: paint(terminal, style, shown), text: told });
  });
}

function formatWay(cluster: Cluster, { share, shown }: ReportedWay, options: TextOptions): readonly string[] {
  const { terminal } = options;
  const legs = walkedLegs(cluster, shown, IN_ENGLISH);
  const places = legs.flatMap(({ hops }) => hops.map(({ place }) => columnsOf(paint(terminal, 'plain', place))));
  const width = Math.min(Math.max(...places, 0), WIDEST_PLACE);
  const title = REPORT.walk(share);
  const lines = legs.flatMap((leg) => formatLeg(leg, width, options));
  return lines.length === 0 ? [] : [paint(terminal, 'strong', title), ...lines];
}

const WIDEST_PLACE = 48;

function formatLeg(leg: WalkedLeg, width: number, { terminal, rules, all }: TextOptions): readonly string[] {
  const { isLookup } = leg;
  const folded = isLookup && !rules && !all && !leg.hops.some(({ what }) => ENDS.has(what));
  if (folded && leg.lookup === undefined) return [];
  const flow = paint(terminal, 'dim', leg.flow);
  const lookup = leg.lookup === undefined ? [] : [paint(terminal, 'plain', leg.lookup)];
  if (folded) return ['', `  ${leg.title}`, ...wrapped(lookup, terminal)];
  return [
    '',
    ...titleLines(leg.title, flow, terminal),
    ...wrapped(lookup, terminal),
    ...(rules || all ? leg.questions.map((question) => `      ${paint(terminal, 'plain', question)}`) : []),
    ...leg.hops.flatMap(({ place, what, changed, steps }) => [
      ...hopLines(paint(terminal, 'plain', place), { text: what, style: changed ? 'changed' : 'dim' }, width, terminal),
      ...(rules
        ? steps.map(({ title, evidence }) =>
            `      ${fill(paint(terminal, 'plain', title), STEP)} ${paint(terminal, 'dim', evidence)}`.trimEnd(),
          )
        : []),
    ]),
  ];
}

function titleLines(title: string, flow: string, { width = Infinity }: Terminal): readonly string[] {
  const line = `  ${title}  ${flow}`;
  return columnsOf(line) <= width ? [line] : [`  ${title}`, `    ${flow}`];
}

/** The place in a column of its own and what happens beside it, or under it where there is little room. */
function hopLines(
  place: string,
  what: { readonly text: string; readonly style: Style },
  column: number,
  terminal: Terminal,
): readonly string[] {
  const room = terminal.width ?? Infinity;
  const isBeside = room === Infinity || (columnsOf(place) <= column && room - HOP - column - 2 >= LEAST_ROOM);
  const indent = isBeside ? HOP + Math.max(column, columnsOf(place)) + 2 : HOP + 2;
  const lines = wrap(printable(what.text), room - indent).map((line) => paint(terminal, what.style, line));
  const [first = '', ...rest] = isBeside ? lines : ['', ...lines];
  const head = `${' '.repeat(HOP)}${fill(place, column)}  ${first}`;
  return [head, ...rest.map((line) => `${' '.repeat(indent)}${line}`)].map((line) => line.trimEnd());
}

const HOP = 4;
/** Columns beside a place in which words can be read. */
const LEAST_ROOM = 16;

/** What a hop says of a packet that goes no further. */
const ENDS: ReadonlySet<string> = new Set(['dropped', 'rejected', 'refused', 'ends here', 'unreachable']);
const STEP = 32;

function wrapped(texts: readonly string[], { width }: Terminal): readonly string[] {
  const room = width === undefined ? Infinity : width - 4;
  return texts.flatMap((text) => wrap(text, room)).map((line) => `    ${line}`);
}
