import type { ClusterNode } from '../../../kubernetes/cluster/cluster.ts';
import type { NamedSet, SetField, SetKey } from '../../../linux/model/netfilter.ts';
import { once } from '../../rules/once.ts';
import type { ServiceCatalog } from '../ports/service-catalog.ts';

export const HAIRPIN_CONNECTIONS = 'hairpin-connections';
export const HAIRPIN_KEY: readonly SetField[] = ['sourceIP', 'destinationIP', 'protocol', 'destinationPort'];

/**
 * The endpoints on a node that its rules may pick, each as the packet that it sends to itself. kube-proxy v1.36
 * nftables/proxier.go syncProxyRules.
 */
export function hairpinSet(catalog: ServiceCatalog<unknown>, node: ClusterNode): NamedSet {
  const keys = once(() => hairpins(catalog, node));
  return {
    has: (key) => {
      const [source, destination] = key.split(',');
      return source === destination && keys().has(key);
    },
    listing: { fields: HAIRPIN_KEY, comment: 'service hairpin connections', keys },
  };
}

function hairpins(catalog: ServiceCatalog<unknown>, node: ClusterNode): ReadonlySet<SetKey> {
  const keys = catalog.ports.flatMap(({ protocol }, index) =>
    catalog
      .categories(index, node)
      .reachable.filter(({ nodeName }) => nodeName === node.name)
      .map(({ target: { ip, port } }) => `${ip},${ip},${protocol},${port}`),
  );
  return new Set(keys);
}
