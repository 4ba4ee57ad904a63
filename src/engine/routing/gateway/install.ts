// Imported for its effect: proxies of Gateways route requests.
import '../../kubernetes/gateway/install.ts';
import type { Cluster } from '../../kubernetes/cluster.ts';
import { compareHostnames, hostnameCovers } from '../../kubernetes/gateway/hostnames.ts';
import type { Ip } from '../../net/ip.ts';
import { installGatewayRouting } from '../entry-routing.ts';
import { explainAddress, explainEntry } from './explain.ts';
import { proxyGateway } from './proxy-gateway.ts';

installGatewayRouting({ proxy: proxyGateway, explain: explainEntry, explainAddress, addressesOf });

/** Whoever runs a Gateway points the names of its routes and listeners at it: the one with the most specific name serves. */
function addressesOf(cluster: Cluster, host: string): readonly Ip[] | undefined {
  const named = cluster.gateways.flatMap((gateway) => {
    const own = gateway.listeners.flatMap(({ hostname }) => hostname ?? []);
    const names = [...gateway.routes.flatMap(({ hostnames }) => hostnames), ...own];
    return names.filter((name) => hostnameCovers(name, host)).map((name) => ({ name, gateway }));
  });
  return named.sort((a, b) => compareHostnames(a.name, b.name))[0]?.gateway.addresses;
}
