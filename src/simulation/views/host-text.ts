import type { Cluster, ClusterPod } from '../../engine/objects.ts';
import { type NamespaceId, type Network, ipFamily, type IpFamily } from '../../engine/packets.ts';
import {
  formatAddress,
  formatFdb,
  formatNeighbor,
  formatRoute,
  formatRoutingRule,
  formatRuleset,
} from '../../engine/print.ts';
import { resolverConfig } from '../../engine/names.ts';

/** What one would read on a host: lines of text, as the commands print them. */

/** local, main and default. */
const DEFAULT_RULES = 3;

/** `ip addr`; empty when there is no such namespace. */
export function addressLines(network: Network, namespace: NamespaceId): readonly string[] {
  const devices = network.namespace(namespace)?.interfaces() ?? [];
  return devices.flatMap((device, index) => lines(formatAddress(device, index + 1)));
}

/**
 * `ip route show table main`, without the local table; then, where programs wrote any, `ip rule` with the tables it leads to,
 * the neighbours and the tunnels' forwarding entries they gave, each under the command that prints it.
 */
export function routeLines(network: Network, namespace: NamespaceId, family: IpFamily): readonly string[] {
  const host = network.namespace(namespace);
  if (host === undefined) return [];
  const fib = host.fib(family);
  const routes = fib.routes().filter(({ type }) => type !== 'local');
  const inTable = (wanted: number | undefined): readonly string[] =>
    routes.filter(({ table }) => table === wanted).flatMap((route) => lines(formatRoute(route)));
  const tables = [...new Set(routes.flatMap(({ table }) => table ?? []))];
  const rules = fib.rules();
  const neighbors = (host.permanentNeighbors?.() ?? []).filter(({ ip }) => ipFamily(ip) === family);
  return [
    ...inTable(undefined),
    ...section('ip rule show', rules.length > DEFAULT_RULES ? rules.map(formatRoutingRule) : []),
    ...tables.flatMap((table) => section(`ip route show table ${table}`, inTable(table))),
    ...section('ip neigh show nud permanent', neighbors.map(formatNeighbor)),
    ...section('bridge fdb show', host.interfaces().flatMap(formatFdb)),
  ];
}

function section(command: string, content: readonly string[]): readonly string[] {
  return content.length === 0 ? [] : [`# ${command}`, ...content];
}

/** `iptables-save` (family 6: `ip6tables-save`). Reading it makes every chain of the host. */
export function rulesetLines(network: Network, namespace: NamespaceId, family: IpFamily): readonly string[] {
  const host = network.namespace(namespace);
  return host === undefined ? [] : lines(formatRuleset(host.ruleset(family)));
}

/** `/etc/resolv.conf` as the kubelet writes it. */
export function resolverLines(cluster: Cluster, pod: ClusterPod): readonly string[] {
  const { nameservers, search, options } = resolverConfig(cluster, pod);
  return [
    ...(search.length === 0 ? [] : [`search ${search.join(' ')}`]),
    ...nameservers.map((ip) => `nameserver ${ip}`),
    ...(options.length === 0 ? [] : [`options ${options.join(' ')}`]),
  ];
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
