import type { Cluster } from '../engine/kubernetes/cluster.ts';
import type { Hop, Step, Trace } from '../engine/linux/trace.ts';
import { formatFlow } from '../engine/net/flow.ts';
import { type Carries, carries, walkOrder } from '../engine/routing/leg-order.ts';
import type { DnsLookup, Leg, Outcome } from '../engine/routing/outcome.ts';
import { ENGLISH } from '../narration/en/english.ts';
import { narrateLookup } from '../narration/en/lookup.ts';
import { ruleText } from '../narration/rule-text.ts';
import type { ResultLine } from './trace.ts';

/** A result as a hop list for people: every branch with its probability, every hop with its steps. */
export function formatTrace(cluster: Cluster, line: ResultLine): string {
  const name = line.id === undefined ? '' : `${line.id}: `;
  if ('error' in line) return `${name}error ${line.error.code}: ${line.error.message}\n`;
  const assumptions = line.assumptions.map(({ code, message }) => `assumed ${code}: ${message}`);
  const outcomes = line.outcomes.flatMap((outcome, index) => [
    '',
    `outcome ${index + 1} of ${line.outcomes.length}, probability ${Number(outcome.probability.toFixed(4))}: ${outcome.disposition}`,
    ENGLISH.outcome(outcome),
    ...causeLines(outcome),
    ...formatLegs(cluster, outcome.legs),
  ]);
  return `${[`${name}${line.verdict}`, ...assumptions, ...outcomes].join('\n')}\n`;
}

function causeLines({ cause }: Outcome): readonly string[] {
  if (cause === null) return [];
  const fix = cause.fix === undefined ? [] : [`fix: ${cause.fix.text}`];
  return [`cause ${cause.code}: ${cause.message}`, ...fix];
}

/** Every way in the order of what happens; a leg whose reply waits for others is named again. */
function formatLegs(cluster: Cluster, legs: readonly Leg[]): readonly string[] {
  const order = walkOrder(legs);
  return order.flatMap(({ leg: at, direction }, place) => {
    const leg = legs[at];
    const trace = leg?.[direction];
    if (leg === undefined || trace === undefined) return [];
    const way = formatWay(cluster, trace, carries(leg, direction));
    if (order[place - 1]?.leg === at) return way;
    const title = `${at + 1}. ${LEG_TITLES[leg.kind]}`;
    if (direction === 'reply') return ['', `${title}, reply`, ...way];
    return ['', title, ...(leg.kind === 'DNS' ? formatLookup(leg.lookup) : []), ...way];
  });
}

const LEG_TITLES: Readonly<Record<Leg['kind'], string>> = {
  DNS: 'DNS lookup',
  CONNECTION: 'connection',
  PROXIED: 'proxied connection',
  MIRRORED: 'mirrored request',
};

function formatLookup(lookup: DnsLookup): readonly string[] {
  const { summary, advice } = narrateLookup(lookup);
  const asked = lookup.questions.map(({ name, type, rcode, records }) => {
    const answer = records.map(({ data }) => data).join(' ');
    return `    ${name} ${type} ${rcode === 'NOERROR' ? answer || 'no such record' : rcode}`;
  });
  return [`  ${summary}`, ...asked, ...(advice === undefined ? [] : [`  ${advice}`])];
}

function formatWay(cluster: Cluster, trace: Trace, direction: Carries): readonly string[] {
  return [
    `  ${direction}: ${formatFlow(trace.flow)}`,
    ...trace.hops.flatMap((hop) => formatHop(cluster, hop, direction)),
  ];
}

function formatHop(cluster: Cluster, hop: Hop, direction: Carries): readonly string[] {
  const context = { cluster, hop, direction };
  return [
    `    ${ENGLISH.place(hop.namespace)}`,
    ...hop.steps.flatMap((step) => [
      `      ${ENGLISH.step(step, context).title.padEnd(32)} ${evidence(step)}`.trimEnd(),
    ]),
  ];
}

/** What could be seen on the host itself: the rule, the changed header, or the outer one. */
function evidence(step: Step): string {
  if (step.type === 'RULE') return ruleText(step);
  if (step.type === 'TRANSLATE' || step.type === 'IPVS' || step.type === 'BPF')
    return step.detail.changes.map(({ field, before, after }) => `${field} ${before} -> ${after}`).join(', ');
  // What a capture on the wire would show.
  if (step.type === 'TUNNEL' && step.detail.outer !== undefined) return formatFlow(step.detail.outer);
  return '';
}
