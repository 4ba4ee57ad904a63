import { unenforcedText } from '../phrases/policies.ts';
import { selectorText } from '../phrases/selectors.ts';
import type { NearestPod, PolicyDetails, SelectedPods, WorkloadName } from '../../../engine/objects.ts';
import type { Sentences } from '../../sentences.ts';
import { labelText, nameOf, podsText } from './lists.ts';

export const POLICY_FINDINGS: Sentences<PolicyDetails> = {
  POLICIES_NOT_ENFORCED: ({ cni, option }) =>
    `${unenforcedText(cni, option)}: this and every other one is stored and has no effect. ${option === undefined ? 'Use a CNI that does (Calico, Cilium, …).' : 'Switch it on, or use a CNI that enforces them by itself.'}`,
  POLICY_NOT_READ: ({ cni, kind }) =>
    `Nobody enforces this policy: the CNI ${cni} does not read objects of kind ${kind}.`,
  POLICY_SELECTS_HOST_NETWORK: ({ pods, others }) => {
    const one = pods.length === 1;
    const effect =
      others === 0 ? 'so it has no effect' : `only to the other ${others === 1 ? 'pod' : `${others} pods`}`;
    return `The policy is not applied to ${podsText(pods)}, ${effect}: ${one ? 'it uses' : 'they use'} hostNetwork, and the packets of ${one ? 'such a pod' : 'such pods'} are those of ${one ? 'its node' : 'their nodes'}.`;
  },
  POLICY_SELECTS_NOTHING: ({ selector, namespace, scaled, nearest }) => {
    const own = namespace === undefined ? '' : ` of namespace ${namespace}`;
    return `The policy selects no pod${own} (${selectedText(selector)}), so it has no effect.${scaledText(scaled)}${nearestText(nearest)}`;
  },
  POLICY_PEER_MATCHES_NOTHING: ({ selector, hint }) =>
    `No pod matches this peer (${selectedText(selector)}).${hintText(hint)}`,
  POLICY_EXCEPT_OUTSIDE: ({ except, cidr }) =>
    `${except} does not lie inside ${cidr}: the API server refuses this policy.`,
  POLICY_BLOCK_HOLDS_PODS: ({ cidr, pods }) =>
    `${cidr} holds addresses of pods (${pods}). An ipBlock is meant for addresses outside the cluster: pods change theirs, and some CNIs (Cilium) never match pods by it. Select pods by their labels.`,
  POLICY_PORT_UNKNOWN: ({ name, protocol, other }) => {
    const kind = protocol === undefined ? 'port' : `${protocol} port`;
    const has = other === undefined ? '' : ` It is a ${other} port there.`;
    return `No pod that this rule leads to has a ${kind} named ${name}, so it allows nothing.${has}`;
  },
  POLICY_PRIORITY_SHARED: ({ other, priority }) =>
    `${other} has the priority ${priority} as well: which of the two is asked first is not defined; here they go by name.`,
  POLICY_BLOCKS_DNS: ({ pod, server, port }) =>
    `Pod ${nameOf(pod)} may send, but not to the cluster’s DNS (UDP port ${port} of ${nameOf(server)}): no name it asks for will resolve. Allow UDP and TCP port ${port} to it.`,
};

function selectedText({ namespaces, pods, calico }: SelectedPods): string {
  const parts = [
    ...(calico === undefined ? [] : [calico]),
    ...(namespaces === undefined ? [] : [`namespaces: ${selectorText(namespaces)}`]),
    ...(pods === undefined ? [] : [`pods: ${selectorText(pods)}`]),
  ];
  return parts.join('; ') || 'every pod';
}

function scaledText(scaled: WorkloadName | undefined): string {
  return scaled === undefined ? '' : ` ${scaled.kind} ${nameOf(scaled)}, whose pods are meant, is scaled to 0.`;
}

function nearestText(nearest: NearestPod | undefined): string {
  if (nearest === undefined) return '';
  const { pod, key, wanted, value } = nearest;
  return ` The nearest is pod ${nameOf(pod)}, which has ${labelText(key, value)} instead of ${key}=${wanted}.`;
}

function hintText(hint: PolicyDetails['POLICY_PEER_MATCHES_NOTHING']['hint']): string {
  switch (hint?.is) {
    case undefined:
      return '';
    case 'HOST_NETWORK':
      return ` Its labels are those of ${podsText(hint.pods)} with hostNetwork, whose packets are those of the node: only an ipBlock with the node’s address is for them.`;
    case 'ELSEWHERE':
      return ` Without a namespaceSelector only pods of namespace ${hint.namespace} are meant; such pods are in ${hint.elsewhere}.`;
    case 'SCALED_TO_NONE':
      return scaledText(hint.scaled);
    case 'NEAREST':
      return nearestText(hint.nearest);
  }
}
