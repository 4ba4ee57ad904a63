import type { Cluster, ClusterPod } from '../engine/kubernetes/cluster.ts';
import type { NamespaceId, Network } from '../engine/linux/namespace.ts';
import { formatAddress, formatRoute, formatRuleset } from '../engine/linux/print.ts';
import type { IpFamily } from '../engine/net/ip.ts';
import { resolverConfig } from '../engine/routing/resolver-config.ts';

/** What one would read on a host: lines of text, as the commands print them. */

/** `ip addr`; empty when there is no such namespace. */
export function addressLines(network: Network, namespace: NamespaceId): readonly string[] {
  const devices = network.namespace(namespace)?.interfaces() ?? [];
  return devices.flatMap((device, index) => lines(formatAddress(device, index + 1)));
}

/** `ip route show table main`, without the local table. */
export function routeLines(network: Network, namespace: NamespaceId, family: IpFamily): readonly string[] {
  const routes = network.namespace(namespace)?.fib(family).routes() ?? [];
  return routes.filter(({ type }) => type !== 'local').flatMap((route) => lines(formatRoute(route)));
}

/** `iptables-save` (family 6: `ip6tables-save`). Reading it makes every chain of the host. */
export function rulesetLines(network: Network, namespace: NamespaceId, family: IpFamily): readonly string[] {
  const host = network.namespace(namespace);
  return host === undefined ? [] : lines(formatRuleset(host.ruleset(family)));
}

/** `/etc/resolv.conf` as the kubelet writes it. */
export function resolverLines(cluster: Cluster, pod: ClusterPod): readonly string[] {
  const { nameservers, search, ndots } = resolverConfig(cluster, pod);
  return [
    ...(search.length === 0 ? [] : [`search ${search.join(' ')}`]),
    ...nameservers.map((ip) => `nameserver ${ip}`),
    ...(ndots === 1 ? [] : [`options ndots:${ndots}`]),
  ];
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
