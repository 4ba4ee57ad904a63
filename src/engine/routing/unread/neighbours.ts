import { namespaceOwner } from '../../dataplane/rules/namespace-names.ts';
import { cidrContains } from '../../net/cidr.ts';
import type { Ip } from '../../net/ip.ts';
import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { Concern } from './parties/concern.ts';
import type { Parties } from './parties/parties.ts';

/** An address on the nodes' own network that none of them has: a machine beside them may, a database of the cloud for one. */
export function neighbourConcerns({ cluster, outcomes }: Parties): readonly Concern[] {
  return outcomes.flatMap(({ cause, legs }): readonly Concern[] => {
    if (cause?.code !== 'ADDRESS_UNUSED' || cause.detail.is !== 'NOBODYS') return [];
    const { ip } = cause.detail;
    const last = legs.findLast(({ request }) => request.disposition === 'NEIGHBOR_UNREACHABLE')?.request;
    const owner = last && namespaceOwner(last.end);
    if (last?.final.destinationIP !== ip || owner?.kind !== 'Node' || !isOfNodes(cluster, ip)) return [];
    return [{ object: { kind: 'Node', name: owner.name }, code: 'HOST_MAY_BE_THERE', detail: { ip }, mends: true }];
  });
}

/** Not of the Services' ranges, nor of one for pods alone. */
function isOfNodes({ settings: { podCIDRs, serviceCIDRs }, nodes }: Cluster, ip: Ip): boolean {
  const ranges = [...podCIDRs, ...nodes.flatMap((node) => node.podCIDRs)].filter((cidr) => cidrContains(cidr, ip));
  const holdsNode = (range: (typeof ranges)[number]): boolean =>
    nodes.some(({ ips }) => ips.some((own) => cidrContains(range, own)));
  return !serviceCIDRs.some((cidr) => cidrContains(cidr, ip)) && ranges.every(holdsNode);
}
