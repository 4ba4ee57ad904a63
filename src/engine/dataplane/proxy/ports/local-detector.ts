import type { ClusterNode } from '../../../kubernetes/cluster/cluster.ts';
import type { LocalDetector } from '../../../kubernetes/model/local-detector.ts';
import type { Match } from '../../../linux/model/netfilter.ts';
import { cidrParts, type Cidr } from '../../../net/cidr.ts';
import type { IpFamily } from '../../../net/ip.ts';

/** A rule's match for traffic of pods on this node. */
export type LocalMatch =
  | { readonly type: 'source'; readonly cidr: Cidr }
  | { readonly type: 'inInterface'; readonly name: string };

/**
 * How a node's kube-proxy recognises its pods' traffic in a family; undefined: it does not (no local traffic detection).
 * kube-proxy v1.34 app/server_linux.go getLocalDetectors, util/localdetector.go.
 */
export function localMatch(detector: LocalDetector, node: ClusterNode, family: IpFamily): LocalMatch | undefined {
  switch (detector.mode) {
    case 'ClusterCIDR':
      return ofFamily(detector.cidrs, family);
    case 'NodeCIDR':
      return ofFamily(node.podCIDRs, family);
    case 'BridgeInterface':
      return { type: 'inInterface', name: detector.bridge };
    case 'InterfaceNamePrefix':
      return { type: 'inInterface', name: `${detector.prefix}+` };
    case 'none':
      return undefined;
  }
}

function ofFamily(cidrs: readonly Cidr[], family: IpFamily): LocalMatch | undefined {
  const cidr = cidrs.find((one) => cidrParts(one).family === family);
  return cidr === undefined ? undefined : { type: 'source', cidr };
}

/** The match for everything that is not of this node's pods. */
export function notLocal(match: LocalMatch): Match {
  return { ...match, negate: true };
}
