import { kindsOf } from '../../../kubernetes/kind-table/kinds.ts';
import type { Cluster, ClusterPod } from '../../../kubernetes/cluster/cluster.ts';
import type { End } from '../../../linux/model/choice.ts';
import { type Cidr, cidrContains, parseCidr } from '../../../net/cidr.ts';
import type { Ip } from '../../../net/ip.ts';
import type { Source } from '../parsed-request.ts';

/**
 * Tells which ends a packet fares alike at: ports of pods of one workload on one node that are alike in all that rules, routes
 * and sockets are made of. undefined: an end like no other (the client itself, an address of no pod, one outside its node's
 * range). Simplification: only asked where a request can go more ways than are walked one by one.
 */
export function endpointClasses(cluster: Cluster, source: Source): (end: End) => string | undefined {
  const known = new Map<Ip, string | undefined>();
  let astray: ReadonlySet<ClusterPod> | undefined;
  let blocks: readonly Cidr[] | undefined;
  const describe = (ip: Ip): string | undefined => {
    const pod = cluster.owner(ip);
    if (pod === undefined || !('workload' in pod) || pod.hostNetwork) return undefined;
    if (source.kind === 'pod' && source.pod.name === pod.name && source.pod.namespace === pod.namespace)
      return undefined;
    astray ??= new Set(cluster.podsAstray());
    if (astray.has(pod)) return undefined;
    blocks ??= policyBlocks(cluster);
    const { object: _object, name: _name, ips, ...facts } = pod;
    return JSON.stringify([facts, ips.indexOf(ip), ips.length, blocks.map((block) => cidrContains(block, ip))]);
  };
  return ({ ip, port }) => {
    if (!known.has(ip)) known.set(ip, describe(ip));
    const found = known.get(ip);
    return found === undefined ? undefined : `${port} ${found}`;
  };
}

/** Every network that a policy names, wherever it does. */
function policyBlocks(cluster: Cluster): readonly Cidr[] {
  const found = new Map<string, Cidr>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      const cidr = value.includes('/') ? parseCidr(value) : undefined;
      if (cidr !== undefined) found.set(value, cidr);
    } else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) visit(each);
  };
  for (const kind of kindsOf('policy')) for (const { raw } of cluster.ofKind(kind)) visit(raw['spec']);
  return [...found.values()];
}
