import type { PodDetails } from '../../../engine/objects.ts';
import type { Sentences } from '../../sentences.ts';
import { nameOf } from './lists.ts';
import { pendingHint, pendingText } from './pending.ts';

export const POD_FINDINGS: Sentences<PodDetails> = {
  SELECTOR_DOES_NOT_MATCH_TEMPLATE: () =>
    '`selector` does not match template `labels`; the API server refuses this: make them agree',
  PODS_MISSING: ({ wanted, there, reason, waitsFor, nodes }) => {
    const count = `Its status says that ${there} of ${wanted} ${wanted === 1 ? 'pod' : 'pods'} ${there === 1 ? 'is' : 'are'} there`;
    if (reason !== undefined) return `${count}: ${reason}`;
    if (waitsFor !== undefined) return `${count}: Pod ${waitsFor} is Pending, and the next is made when it is ready`;
    return nodes === undefined ? count : `${count}: none on ${nodes.join(', ')}`;
  },
  ROLLOUT_REFUSED: ({ is, kind, name }) =>
    is === 'MISSING'
      ? `${kind} ${name} is not found: the Rollout’s controller refuses it (InvalidSpec), and a new one has no pods; give it, or name another`
      : `the template is that of ${kind} ${name}, which is not read: no pods are made of it`,
  MACHINE_OFF_POD_NETWORK: () =>
    'no network of the virtual machine is the pod network: what is sent to the address of its pod does not reach it, and no pod is made here',
  TOO_MANY_PODS: ({ replicas, made }) =>
    `${replicas} replicas are more than the nodes have room for; ${made} pods are made, the others would stay Pending`,
  POD_UNSCHEDULABLE: (detail) => {
    if (detail.is === 'MORE') return `${detail.count} more of its pods stay Pending, for other reasons of this kind.`;
    const { pod, reason } = detail;
    const who = pod === undefined ? 'The pod' : `Pod ${nameOf(pod)}`;
    return `${who} stays Pending: ${pendingText(reason)}.${pendingHint(reason)}`;
  },
  RESCHEDULE_REFUSED: ({ pod, node }) => `Pod ${nameOf(pod)} stays on ${node}: a DaemonSet’s pod belongs to its node`,
  PORT_CONFLICT: ({ container, protocol, port, holder }) => {
    const where = holder.pod === undefined ? 'in the same pod' : `of Pod ${holder.pod} on the same node`;
    return `Container ${container} cannot listen on ${protocol} ${port}: address already in use by container ${holder.container} ${where}. Give one of them another port.`;
  },
};
