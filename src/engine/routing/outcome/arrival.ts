import { INTERNET } from '../../dataplane/build/build-network.ts';
import { namespaceOwner } from '../../dataplane/rules/namespace-names.ts';
import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { Trace } from '../../linux/model/trace.ts';
import type { OutcomeDestination } from './outcome.ts';

/** Who took the packet, or refused it: a pod, a node, or an address outside. null: it got nowhere. */
export function destinationOf(cluster: Cluster, trace: Trace): OutcomeDestination | null {
  if (trace.disposition === 'EXITS_NETWORK') return { kind: 'External', name: trace.final.destinationIP };
  if (trace.disposition !== 'ACCEPTED' && trace.disposition !== 'REFUSED') return null;
  const pod = podAt(cluster, trace);
  if (pod !== undefined) {
    const container = containerOf(pod, trace);
    const { namespace, name } = pod;
    return { kind: 'Pod', namespace, name, ...(container === undefined ? {} : { container }) };
  }
  const owner = namespaceOwner(trace.end);
  if (owner?.kind === 'Node') return owner;
  return trace.end === INTERNET ? { kind: 'External', name: trace.final.destinationIP } : null;
}

/** The pod whose socket took the packet (a hostNetwork pod's lives on its node), or in whose namespace it ended. */
export function podAt(cluster: Cluster, trace: Trace): ClusterPod | undefined {
  const subject = trace.socket?.origin.subject;
  if (subject?.kind === 'Pod') return cluster.pod(subject.namespace ?? '', subject.name);
  const owner = namespaceOwner(trace.end);
  return owner?.kind === 'Pod' ? cluster.pod(owner.namespace, owner.name) : undefined;
}

function containerOf(pod: ClusterPod, { socket, disposition }: Trace): string | undefined {
  if (disposition !== 'ACCEPTED' || socket === undefined) return undefined;
  return pod.containers.find((container) => container.name === socket.process)?.name;
}
