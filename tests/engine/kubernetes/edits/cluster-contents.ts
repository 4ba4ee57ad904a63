import type { Cluster } from '../../../../src/engine/kubernetes/cluster/cluster.ts';

/** All that a cluster says, functions asked. */
export function contentsOf(cluster: Cluster): unknown {
  const { services, pods, nodes, findings, assumptions, objects, ingresses, gateways, workloads, settings } = cluster;
  const nodeNames = nodes.map(({ name }) => name);
  const addresses = pods.flatMap(({ ips }) => ips);
  return {
    services: services.map(({ endpoints, targets, ...each }) => ({
      ...each,
      endpoints: [4 as const, 6 as const].map((family) => endpoints(family)),
      targets: each.ports.map((port) => [...targets(4, port)].map(({ usable }) => usable)),
    })),
    gateways: gateways.map(({ name, addresses: own, routes }) => [name, own, routes]),
    entries: cluster.entries.map(({ ways, urls, shares, lacks, ...entry }) => ({
      ...entry,
      ways,
      urls,
      shares,
      lacks,
    })),
    namespaces: [...cluster.namespaces],
    objects: [...objects],
    perNode: nodeNames.map((name) => [cluster.podsOn(name), cluster.seats.on(name), cluster.portTakersOn(name)]),
    astray: cluster.podsAstray(),
    owners: addresses.map((ip) => [cluster.owner(ip), cluster.seats.holder(ip)]),
    byName: pods.map(({ namespace, name }) => cluster.pod(namespace, name)),
    kinds: ['Pod', 'Service', 'Node', 'EndpointSlice'].map((kind) =>
      cluster.ofKind(kind).map(({ raw, ref, labels }) => ({ raw, ref, labels })),
    ),
    found: [
      services.map(({ namespace, name }) => cluster.service(namespace, name)?.clusterIPs),
      ingresses.map(({ namespace, name }) => cluster.ingress(namespace, name)?.addresses),
      gateways.map(({ namespace, name }) => cluster.gateway(namespace, name)?.addresses),
      nodeNames.map((name) => cluster.node(name)?.ips),
    ],
    names: cluster.refsOf('Pod').map(({ ref }) => ref),
    serviceAddresses: Object.values(cluster.serviceAddresses()).map((each: Iterable<unknown>) => [...each]),
    all: [pods, nodes, findings, assumptions, ingresses, workloads, settings],
  };
}
