import type { PendingReason, Refusal } from '../../../engine/objects.ts';

/** Why a pod stays Pending, within a sentence. */
export function pendingText(reason: PendingReason): string {
  switch (reason.is) {
    case 'REPORTED':
      return 'the Pod is reported to be Pending';
    case 'NOT_SCHEDULED':
      return 'not scheduled';
    case 'NO_NODE':
      return 'no node';
    case 'SAID':
      return reason.message;
    case 'NO_PLACE':
      return noPlaceText(reason);
    case 'NO_POD_CIDR':
      return `Node ${reason.node} has no podCIDR to take an address from`;
    case 'NO_ADDRESS': {
      const where = reason.ranges.length === 0 ? '' : ` in ${reason.ranges.join(', ')}`;
      return `no free address${where} on Node ${reason.node}`;
    }
    case 'NO_SUBNET_ADDRESS':
      return `no free address in subnet ${reason.subnets.join(', ')} for Node ${reason.node}, or its interfaces hold all ${reason.most ?? ''} they can`;
  }
}

/** The scheduler's own sentence: "0/3 nodes are available: 2 node(s) …". */
function noPlaceText({
  nodes,
  refusals,
  portsTaken,
  full = 0,
}: Extract<PendingReason, { readonly is: 'NO_PLACE' }>): string {
  const ports = 'didn’t have free ports for the requested pod ports';
  const reasons = [
    ...refusals.map(({ why, count }) => `${count} node(s) ${refusalText(why)}`),
    ...(portsTaken > 0 ? [`${portsTaken} node(s) ${ports}`] : []),
    ...(full > 0 ? [`${full} Too many pods`] : []),
  ];
  return `0/${nodes} nodes are available: ${reasons.join(', ')}`;
}

function refusalText(why: Refusal): string {
  if (why === 'NODE_SELECTOR') return 'didn’t match the pod’s node selector';
  if (why === 'NODE_AFFINITY') return 'didn’t match the pod’s node affinity';
  if (why === 'ANOTHER_NODES') return 'didn’t satisfy plugin(s) [NodeAffinity]';
  return `had the untolerated taint {${why.taint}: ${why.value}}`;
}

/** What would help; "" where nothing is known. */
export function pendingHint(reason: PendingReason): string {
  const taint = ' Add a toleration, or a node without the taint.';
  const label = ' Label a node accordingly, or change what the pod asks for.';
  const room = ' Add a node, remove pods, or let the nodes take more (maxPods of their kubelets).';
  if (reason.is === 'SAID') {
    if (/taint/.test(reason.message)) return taint;
    if (reason.message.includes('Too many pods')) return room;
    return /selector|affinity/.test(reason.message) ? label : '';
  }
  if (reason.is !== 'NO_PLACE') return '';
  if (reason.full !== undefined) return room;
  if (reason.refusals.length === 0) return '';
  return reason.refusals.some(({ why }) => typeof why !== 'string') ? taint : label;
}
