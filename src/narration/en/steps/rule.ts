import { stepOrigin, stepTarget, type RuleStep } from '../../../engine/packets.ts';
import type { Narration } from '../../narrator.ts';
import { ruleComment } from '../../rule-text.ts';
import { narrateFailure, plainly, type Telling } from '../../page/walk-words.ts';
import { destination, knownEndpoint, onBehalfOf, percent, source, subjectName } from '../phrases/places.ts';

/** A matched rule in words. Rules of programs we know are told by what they are for, others by what they do. */
export function narrateRule(step: RuleStep, context: Telling): Narration {
  const { chain } = step.detail;
  const place = rulePlace(step);
  const origin = stepOrigin(step);
  const rare = context.words.programs?.rule(step, place);
  if (rare !== undefined) return rare;
  const service = origin.subject?.kind === 'Service' ? origin.subject : undefined;
  const target = stepTarget(step);
  switch (step.action) {
    case 'JUMP':
    case 'GOTO': {
      const to = target !== undefined && 'chain' in target ? target.chain : '';
      return { title: jumpTitle(step, to), sentence: jumpSentence(step, to, place) };
    }
    case 'DNAT':
      return {
        title: 'Destination chosen',
        sentence:
          target?.type === 'DNAT' && target.ip !== undefined
            ? `${place}: the destination becomes ${knownEndpoint(context.cluster, target.ip, target.port ?? step.packet.destinationPort)}${service ? `, an endpoint of ${subjectName(service)}` : ''}.`
            : `${place} rewrites the destination.`,
      };
    case 'SNAT':
      return {
        title: 'Source rewritten',
        sentence: `${place} gives the packet another source address${onBehalfOf(origin)}.`,
      };
    case 'MASQUERADE':
      return {
        title: 'Masquerade',
        sentence: `${place}: the packet takes the address of the interface it leaves by, so that the reply comes back here and can be un-translated.`,
      };
    case 'MARK':
      return markNarration(step, place);
    case 'REJECT':
    case 'DROP':
      return narrateFailure(step, context);
    case 'ACCEPT':
      return { title: 'Accepted by a rule', sentence: `${place} lets the packet through${commentClause(step)}.` };
    case 'RETURN':
      return {
        title: 'Back to the calling chain',
        sentence:
          chain === 'KUBE-POSTROUTING' || chain === 'masquerading'
            ? `${place}: the packet carries no masquerade mark, so its source stays ${source(step.packet)}.`
            : chain === 'IP-MASQ-AGENT'
              ? `${place}: ${step.packet.destinationIP} is inside the cluster, so the packet keeps its source ${source(step.packet)}.`
              : `${place} ends this chain.`,
      };
    case 'COUNTED':
      return { title: 'Counted', sentence: `${place} only counts the packet${commentClause(step)}.` };
    default:
      return plainly(step);
  }
}

/** Which rule it is. */
export function rulePlace(step: RuleStep): string {
  const { chain, table, index, of } = step.detail;
  return `Rule ${index} of ${of} in ${table} ${chain}${elementClause(step)}`;
}

function jumpTitle(step: RuleStep, to: string): string {
  const { subject } = stepOrigin(step);
  if (/^(KUBE-SEP|endpoint)-/.test(to)) return 'Endpoint picked';
  if (to === 'KUBE-MARK-MASQ' || to === 'mark-for-masquerade') return 'Marked for masquerade';
  if (subject?.kind === 'Service') return subjectName(subject);
  return `To chain ${to}`;
}

function jumpSentence(step: RuleStep, to: string, place: string): string {
  const { table } = step.detail;
  const { subject } = stepOrigin(step);
  const where = destination(step.packet);
  if (to === 'KUBE-MARK-MASQ' || to === 'mark-for-masquerade') {
    return `${place}: the packet from ${source(step.packet)} will be masqueraded when it leaves, because the reply has to come back through this node.`;
  }
  if (/^(KUBE-SEP|endpoint)-/.test(to)) {
    return `${place} sends the connection to this endpoint: ${oddsClause(step)}.`;
  }
  if (subject?.kind === 'Service') {
    if (/^(KUBE-EXT|external)-/.test(to) && isNodePort(step))
      return `${place}: ${step.packet.destinationPort} is the node port of ${subjectName(subject)}.`;
    if (/^(KUBE-EXT|external)-/.test(to))
      return `${place}: ${where} is an external address of ${subjectName(subject)}.`;
    if (/^(KUBE-FW|firewall)-/.test(to))
      return `${place}: ${where} is a load balancer address of ${subjectName(subject)} with allowed source ranges.`;
    if (/^(KUBE-SVL|local)-/.test(to))
      return `${place}: only endpoints on this node count, as the traffic policy of ${subjectName(subject)} is Local.`;
    if (/^(KUBE-SVC|service)-/.test(to))
      return `${place}: ${where} belongs to ${subjectName(subject)}; its chain picks an endpoint.`;
    return `${place} matched for ${subjectName(subject)}.`;
  }
  switch (to) {
    case 'KUBE-SERVICES':
    case 'services':
      if (table === 'filter') return `${place}: kube-proxy looks for a clusterIP without usable endpoints.`;
      return `${place}: kube-proxy compares the destination ${where} with every Service address.`;
    case 'KUBE-NODEPORTS':
      if (table === 'filter')
        return `${place}: kube-proxy lets in health checks of load balancers (healthCheckNodePort).`;
      return `${place}: no Service address matched and ${where} is local to this node, so it may be a node port.`;
    case 'KUBE-POSTROUTING':
    case 'masquerading':
      return `${place}: kube-proxy masquerades packets it has marked before they leave.`;
    case 'KUBE-EXTERNAL-SERVICES':
      return `${place}: kube-proxy looks for an external Service address without usable endpoints.`;
    case 'KUBE-PROXY-FIREWALL':
    case 'firewall-check':
      return `${place}: kube-proxy looks for a load balancer address that this source may not use.`;
    case 'IP-MASQ-AGENT':
      return `${place}: packets from ${step.packet.sourceIP}, a pod of this node, are masqueraded when they leave the cluster.`;
    case 'KUBE-FORWARD':
      return `${place}: kube-proxy lets through what it has marked, and the replies to it.`;
    case 'KUBE-FIREWALL':
      return `${place}: packets for 127.0.0.0/8 that come from outside are stopped here.`;
    default:
      return `${place} continues in ${to}${commentClause(step)}.`;
  }
}

/** Why this endpoint: by chance, by affinity, or because none is left beside it. */
function oddsClause({ detail: { chance, nft, rule, index, of } }: RuleStep): string {
  if (chance !== undefined) return `it matches with a chance of ${percent(chance)}`;
  if (nft !== undefined) return 'it is the only one, or the one that has served this client before';
  if (rule.matches.some((match) => match.type === 'recent')) return 'it has served this client before';
  return index === of ? 'it is the last one left' : 'no other comes first';
}

/** True for the rule of a NodePort: kube-proxy writes them into places of their own. */
function isNodePort({ detail: { chain, found } }: RuleStep): boolean {
  return chain === 'KUBE-NODEPORTS' || found?.map === 'service-nodeports';
}

function markNarration(step: RuleStep, place: string): Narration {
  const mark = `0x${step.packet.mark.toString(16)}`;
  const { chain } = step.detail;
  if (chain === 'KUBE-MARK-MASQ' || chain === 'mark-for-masquerade') {
    const later = chain === 'KUBE-MARK-MASQ' ? 'KUBE-POSTROUTING' : 'chain masquerading';
    return {
      title: 'Mark set',
      sentence: `${place}: the mark becomes ${mark}; ${later} will masquerade what carries it.`,
    };
  }
  if (chain === 'KUBE-POSTROUTING' || chain === 'masquerading') {
    return {
      title: 'Mark cleared',
      sentence: `${place}: the mark becomes ${mark}, so that the packet is not masqueraded a second time.`,
    };
  }
  if (/^(services$|external-)/.test(chain)) {
    return {
      title: 'Marked for masquerade',
      sentence: `${place}: the mark becomes ${mark}, so that the packet from ${source(step.packet)} is masqueraded when it leaves: the reply has to come back through this node.`,
    };
  }
  return { title: 'Mark changed', sentence: `${place}: the mark becomes ${mark}.` };
}

/** Where the verdict was found: ", by map service-ips". */
function elementClause({ detail: { found } }: RuleStep): string {
  return found?.map === undefined ? '' : `, by map ${found.map}`;
}

export function commentClause(step: RuleStep): string {
  const comment = ruleComment(step);
  return comment === undefined ? '' : `: ${comment}`;
}
