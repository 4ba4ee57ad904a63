import { stepOrigin, stepTarget, type RuleStep } from '../../../engine/packets.ts';
import type { Narration } from '../../narrator.ts';
import { narratePolicyRule } from './policy-rule.ts';
import { commentClause } from './rule.ts';
import { subjectName } from '../phrases/places.ts';

/** A rule such as only programs write that few clusters have; undefined: any cluster may have it. `place` says which it is. */
export function narrateRareRule(step: RuleStep, place: string): Narration | undefined {
  const { program } = stepOrigin(step);
  if (program === 'network-policy') return narratePolicyRule(step, place);
  if (program === 'istio') return narrateInterception(step, place);
  switch (step.action) {
    case 'JUMP':
    case 'GOTO':
      return narrateCheck(step, place);
    case 'NOTRACK':
      return {
        title: 'Not tracked',
        sentence: `${place} keeps the packet out of conntrack, so no rule translates its addresses${commentClause(step)}.`,
      };
    case 'CONNMARK':
      return {
        title: 'Connection marked',
        sentence: `${place}: ${stepTarget(step)?.type === 'CONNMARK' && step.packet.mark === 0 ? 'the connection keeps a mark' : `the packet gets its connection’s mark, 0x${step.packet.mark.toString(16)}`}${commentClause(step)}.`,
      };
    case 'UPDATE':
      return {
        title: 'Client remembered',
        sentence: `${place} notes that ${step.packet.sourceIP} is served by this endpoint, so that it comes back to it (sessionAffinity ClientIP).`,
      };
    default:
      return undefined;
  }
}

/** Rules in a pod that lead to the proxy beside its containers, or past it. */
function narrateInterception(step: RuleStep, place: string): Narration {
  const target = stepTarget(step);
  const { matches } = step.detail.rule;
  const owner = matches.find((match) => match.type === 'owner');
  if (target?.type === 'REDIRECT')
    return {
      title: 'Redirected to the proxy',
      sentence: `${place}: the connection goes to port ${target.port} of the pod itself, where its proxy listens.`,
    };
  if (target?.type !== 'RETURN') {
    const to = target !== undefined && 'chain' in target ? target.chain : '';
    return { title: `To chain ${to}`, sentence: `${place}: ${CHAINS[to] ?? 'the next chain decides'}.` };
  }
  const why =
    owner?.negate === true
      ? 'the pod calls itself, and its proxy has no part in that'
      : owner !== undefined
        ? 'the proxy itself sends this, so it is not redirected to it again'
        : matches.some(({ type }) => type === 'source')
          ? 'the proxy hands this to the container beside it'
          : 'this is left alone by the proxy';
  return { title: 'Past the proxy', sentence: `${place}: ${why}.` };
}

const CHAINS: Readonly<Record<string, string>> = {
  ISTIO_OUTPUT: 'what the pod sends is looked at by Istio’s rules',
  ISTIO_INBOUND: 'what comes to the pod is looked at by Istio’s rules',
  ISTIO_REDIRECT: 'it is to go through the pod’s proxy first',
  ISTIO_IN_REDIRECT: 'the pod’s proxy is to see it before the container does',
};

/** Chains of nftables that look for what leads nowhere. */
function narrateCheck(step: RuleStep, place: string): Narration | undefined {
  const target = stepTarget(step);
  const to = target !== undefined && 'chain' in target ? target.chain : '';
  const { subject } = stepOrigin(step);
  if (to === 'reject-chain') {
    const told =
      subject?.kind === 'Service' ? `: ${subjectName(subject)} has no endpoints, so the packet is refused` : '';
    return { title: 'No endpoints', sentence: `${place}${told || ` continues in ${to}${commentClause(step)}`}.` };
  }
  const sought = subject?.kind === 'Service' ? undefined : SOUGHT[to];
  if (sought === undefined) return undefined;
  return { title: `To chain ${to}`, sentence: `${place}: kube-proxy looks for ${sought}.` };
}

const SOUGHT: Readonly<Record<string, string>> = {
  'service-endpoints-check': 'a Service without usable endpoints',
  'nodeport-endpoints-check': 'a Service without usable endpoints',
  'cluster-ips-check': 'a Service address or port that is not in use',
};
