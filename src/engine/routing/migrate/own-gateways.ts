import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { ClusterGateway } from '../../kubernetes/cluster/cluster-gateway.ts';
import { compareHostnames, hostnameCovers } from '../../kubernetes/gateway/read/hostnames.ts';

/** The Gateway that somebody has written for a host: the one with the most specific name for it; undefined: none is for it. */
export function gatewayFor({ gateways }: Pick<Cluster, 'gateways'>, host: string): ClusterGateway | undefined {
  const named = gateways.flatMap((gateway) =>
    servedNames(gateway)
      .filter((name) => hostnameCovers(name, host))
      .map((name) => ({ name, gateway })),
  );
  return named.toSorted((a, b) => compareHostnames(a.name, b.name))[0]?.gateway;
}

/** Hosts that its routes are for; undefined among them: every host. */
function servedNames({ listeners, routes }: ClusterGateway): readonly (string | undefined)[] {
  return routes.flatMap((route): readonly (string | undefined)[] => {
    if (route.hostnames.length > 0) return route.hostnames;
    return listeners.flatMap(({ name, hostname }) => (route.listeners.includes(name) ? [hostname] : []));
  });
}
