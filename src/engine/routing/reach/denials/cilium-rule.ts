import { hostCidr } from '../../../net/cidr.ts';
import { identityLabels } from '../../../kubernetes/network-policy/cilium-selector.ts';
import type { Policy } from '../../../kubernetes/network-policy/policy.ts';
import type { Party } from '../../../kubernetes/network-policy/select.ts';
import { type Denial, endOf } from './denial.ts';
import { lastingLabels } from './subject-labels.ts';

type Fields = Readonly<Record<string, unknown>>;

const NAMESPACE = 'k8s:io.kubernetes.pod.namespace';

/** A rule of a Cilium policy that allows the connection. */
export function ciliumRule(denial: Denial, policy?: Pick<Policy, 'ref'>): Fields {
  const end = denial.direction === 'ingress' ? 'from' : 'to';
  const port = ciliumPort(denial.connection);
  return { ...peerOf(denial, end, policy?.ref.namespace), ...(port && { toPorts: [port] }) };
}

/** One of `toPorts` of a rule; undefined: the protocol has no ports. */
export function ciliumPort({ protocol, port }: Denial['connection']): Fields | undefined {
  return protocol === 'ICMP' ? undefined : { ports: [{ port: String(port), protocol }] };
}

/** `own`: the namespace of a policy that means it where it names none. */
function peerOf({ peer, cluster, connection }: Denial, end: 'from' | 'to', own: string | undefined): Fields {
  const { pod } = peer;
  if (pod !== undefined) {
    const labels = identityLabels(lastingLabels(pod.labels));
    const matchLabels = pod.namespace === own ? labels : { ...labels, [NAMESPACE]: pod.namespace };
    return { [`${end}Endpoints`]: [Object.keys(matchLabels).length === 0 ? {} : { matchLabels }] };
  }
  if (endOf(cluster, peer).is === 'NODE')
    return { [`${end}Entities`]: [connection.sameNode === true ? 'host' : 'remote-node'] };
  return { [`${end}CIDR`]: [hostOf(peer)] };
}

const hostOf = ({ ip }: Party): string => (ip === undefined ? '0.0.0.0/0' : hostCidr(ip));
