import type { Cluster } from '../engine/kubernetes/cluster.ts';
import type { Hop, Step, Trace } from '../engine/linux/trace.ts';
import { formatFlow } from '../engine/net/flow.ts';
import type { Leg, Outcome } from '../engine/routing/outcome.ts';
import { ENGLISH } from '../narration/en/english.ts';
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
    ...outcome.legs.flatMap((leg, leg_) => formatLeg(cluster, leg, leg_ + 1)),
  ]);
  return `${[`${name}${line.verdict}`, ...assumptions, ...outcomes].join('\n')}\n`;
}

function causeLines({ cause }: Outcome): readonly string[] {
  if (cause === null) return [];
  const fix = cause.fix === undefined ? [] : [`fix: ${cause.fix.text}`];
  return [`cause ${cause.code}: ${cause.message}`, ...fix];
}

function formatLeg(cluster: Cluster, leg: Leg, number: number): readonly string[] {
  const title = { DNS: 'DNS lookup', CONNECTION: 'connection', PROXIED: 'proxied connection' }[leg.kind];
  const lookup =
    leg.kind === 'DNS' ? [`  ${leg.lookup.question} -> ${leg.lookup.addresses.join(' ') || leg.lookup.rcode}`] : [];
  return [
    '',
    `${number}. ${title}`,
    ...lookup,
    ...formatWay(cluster, leg.request, 'request'),
    ...(leg.reply === undefined ? [] : formatWay(cluster, leg.reply, 'reply')),
  ];
}

function formatWay(cluster: Cluster, trace: Trace, direction: 'request' | 'reply'): readonly string[] {
  return [
    `  ${direction}: ${formatFlow(trace.flow)}`,
    ...trace.hops.flatMap((hop) => formatHop(cluster, hop, direction)),
  ];
}

function formatHop(cluster: Cluster, hop: Hop, direction: 'request' | 'reply'): readonly string[] {
  const context = { cluster, hop, direction };
  return [
    `    ${ENGLISH.place(hop.namespace)}`,
    ...hop.steps.flatMap((step) => [
      `      ${ENGLISH.step(step, context).title.padEnd(32)} ${evidence(step)}`.trimEnd(),
    ]),
  ];
}

/** What could be seen on the host itself: the rule, or the changed header. */
function evidence(step: Step): string {
  if (step.type === 'RULE') return ruleText(step);
  if (step.type === 'TRANSLATE' || step.type === 'IPVS' || step.type === 'BPF')
    return step.detail.changes.map(({ field, before, after }) => `${field} ${before} -> ${after}`).join(', ');
  return '';
}
