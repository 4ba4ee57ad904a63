import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { Ruleset } from '../../linux/namespace/namespace.ts';
import { formatTable } from '../../linux/print/print.ts';
import type { IpFamily } from '../../net/ip.ts';
import { changeFacts, listServices } from '../../kubernetes/build/change-facts.ts';
import { buildNetwork } from './build-network.ts';
import { nodeNamespace } from '../rules/namespace-names.ts';
import type { NetworkPrograms } from './network-programs.ts';
import { formatServices, formatVirtualServers } from './service-text.ts';

/**
 * What iptables-save (family 6: ip6tables-save) prints on a node of a cluster with the given Services, or in nftables mode
 * `nft list table ip kube-proxy` (ip6); in ipvs mode the virtual servers follow as `ipvsadm -Sn` prints them, and for eBPF
 * there is a list of Services and backends in place of rules. Services that were only assumed (cluster DNS) are left out, so that it can be held
 * against a real node. Throws a RangeError when the cluster has no such node. Reading it makes every chain of the node.
 */
export function formatNodeRuleset(cluster: Cluster, node: string, family: IpFamily, programs: NetworkPrograms): string {
  const services = cluster.services.filter(({ assumed }) => assumed === undefined);
  const given = changeFacts(cluster, { services: listServices(services) });
  const namespace = buildNetwork(given, programs).namespace(nodeNamespace(node));
  if (namespace === undefined) throw new RangeError(`no node ${JSON.stringify(node)}`);
  const ruleset = namespace.ruleset(family);
  switch (cluster.settings.proxyMode) {
    case 'nftables':
      return formatNftTables(ruleset);
    case 'iptables':
      return formatNodeTables(ruleset);
    case 'ipvs':
      return `${formatNodeTables(ruleset)}\n${formatVirtualServers(namespace.ipvs?.(family).servers() ?? [])}`;
    case 'ebpf':
      return formatServices(namespace.bpf?.device?.services(family) ?? []);
  }
}

/** The iptables tables of a ruleset as iptables-save prints them, filter before nat; ends with a newline. */
export function formatNodeTables(ruleset: Ruleset): string {
  const tables = ruleset.tables.filter(({ nft }) => nft === undefined).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return `${tables.map(formatTable).join('\n')}\n`;
}

/** The nftables tables of a ruleset as `nft list table` prints them, which `nft -f` reads; empty without any. */
export function formatNftTables(ruleset: Ruleset): string {
  return ruleset.tables
    .filter(({ nft }) => nft !== undefined)
    .map((table) => `${formatTable(table)}\n`)
    .join('');
}
