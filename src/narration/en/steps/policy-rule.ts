import { stepOrigin, stepTarget, type RuleStep } from '../../../engine/packets.ts';
import type { Narration } from '../../narrator.ts';
import { destination, source, subjectName } from '../phrases/places.ts';

/** A rule of the network policy program, told by what it means for the policy. */
export function narratePolicyRule(step: RuleStep, place: string): Narration {
  const { subject, path } = stepOrigin(step);
  const policy = subject === undefined ? 'the policies' : subjectName(subject);
  const [, direction = 'ingress', index] = path ?? [];
  const rule = typeof index === 'number' ? `${direction} rule ${index + 1} of ${policy}` : policy;
  const target = stepTarget(step);
  switch (step.action) {
    case 'MARK': {
      if (target?.type === 'MARK' && target.value === 0)
        return { title: 'Policies done', sentence: `${place}: the policies' mark is taken off again.` };
      if (target?.type === 'MARK' && target.value === PASS)
        return { title: 'Passed on', sentence: `${place}: ${rule} leaves the decision to the next tier.` };
      return { title: `Allowed by ${policy}`, sentence: `${place}: ${rule} allows ${destination(step.packet)}.` };
    }
    case 'DROP': {
      if (index !== undefined)
        return { title: `Denied by ${policy}`, sentence: `${place}: ${rule} denies it, so the packet is dropped.` };
      const end = direction === 'egress' ? source(step.packet) : destination(step.packet);
      const sentence =
        subject?.kind === 'Pod'
          ? `${place}: several NetworkPolicies select ${policy}, and no ${direction} rule of theirs allows this packet, so it is dropped.`
          : `${place}: ${policy} selects the pod at ${end}, and no ${direction} rule allows this packet, so it is dropped.`;
      return { title: 'Denied: no rule allows it', sentence };
    }
    case 'JUMP':
    case 'GOTO':
      return narrateJump(step, place, policy);
    default:
      return narrateReturn(step, place);
  }
}

/** The mark of a rule with action Pass (dataplane/network-policy/names.ts). */
const PASS = 0x20000;

function narrateJump(step: RuleStep, place: string, policy: string): Narration {
  const target = stepTarget(step);
  const to = target !== undefined && 'chain' in target ? target.chain : '';
  if (to === 'NETPOL-ACCEPT')
    return { title: 'Policies allow it', sentence: `${place}: nothing more to ask, the packet goes on.` };
  if (to.startsWith('NETPOL-OUT-'))
    return { title: `Egress of ${policy}`, sentence: `${place}: policies restrict what ${policy} may send.` };
  if (to.startsWith('NETPOL-IN-'))
    return { title: `Ingress of ${policy}`, sentence: `${place}: policies restrict what ${policy} may receive.` };
  if (to.startsWith('NETPOL-PLCY-'))
    return { title: policy, sentence: `${place}: ${policy} selects the pod and is asked.` };
  return { title: 'Network policies', sentence: `${place}: policies of this node’s pods are looked at.` };
}

function narrateReturn(step: RuleStep, place: string): Narration {
  const { rule } = step.detail;
  if (rule.matches.some((match) => match.type === 'ctstate'))
    return {
      title: 'Part of a known connection',
      sentence: `${place}: policies judge the first packet of a connection only.`,
    };
  if (rule.matches.some((match) => match.type === 'addrtype' && match.of === 'source'))
    return {
      title: 'From the pod’s node',
      sentence: `${place}: a node may always reach its own pods (probes of the kubelet).`,
    };
  if (rule.matches.some((match) => match.type === 'mark'))
    return { title: 'Policy has decided', sentence: `${place} goes back with the answer.` };
  return { title: 'Not for the policies', sentence: `${place}: the policies have nothing to say here.` };
}
