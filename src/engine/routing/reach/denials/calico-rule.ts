import { hostCidr } from '../../../net/cidr.ts';
import type { Policy } from '../../../kubernetes/network-policy/policy.ts';
import type { Denial } from './denial.ts';
import { lastingLabels } from './subject-labels.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A rule of a Calico policy that allows the connection. */
export function calicoRule(denial: Denial, { ref }: Pick<Policy, 'ref'>): Fields {
  const { direction, connection } = denial;
  const { protocol, port, family = 4 } = connection;
  const peer = peerOf(denial, ref.namespace);
  const ports = protocol === 'ICMP' ? {} : { ports: [port] };
  const destination = direction === 'ingress' ? ports : { ...peer, ...ports };
  return {
    action: 'Allow',
    protocol: protocol === 'ICMP' && family === 6 ? 'ICMPv6' : protocol,
    ...(direction === 'ingress' && { source: peer }),
    ...(Object.keys(destination).length > 0 && { destination }),
  };
}

/** `own`: the namespace of a policy that means it where it names none. */
function peerOf({ peer: { pod, ip }, connection }: Denial, own: string | undefined): Fields {
  if (pod !== undefined && !pod.hostNetwork) {
    const asked = Object.entries(lastingLabels(pod.labels)).map(([key, value]) => `${key} == '${value}'`);
    const selector = asked.length === 0 ? 'all()' : asked.join(' && ');
    return pod.namespace === own
      ? { selector }
      : { namespaceSelector: `projectcalico.org/name == '${pod.namespace}'`, selector };
  }
  const any = (connection.family ?? 4) === 6 ? '::/0' : '0.0.0.0/0';
  return { nets: [ip === undefined ? any : hostCidr(ip)] };
}
