import { nodeNamespace, podNamespace } from '../../../../src/engine/dataplane/build/build-network.ts';
import { createIp } from '../../../../src/engine/net/ip.ts';
import type { TraceRequest } from '../../../../src/engine/routing/request/request.ts';
import type { Router } from '../../../../src/engine/routing/engine/router.ts';

/** Every host: interfaces, routes, sockets and rules. */
export function hostsOf({ network, cluster }: Router): unknown {
  const ids = [
    ...cluster.nodes.map(({ name }) => nodeNamespace(name)),
    ...cluster.pods.map(({ namespace, name }) => podNamespace(namespace, name)),
  ];
  const addresses = [createIp('192.168.0.11'), ...cluster.pods.flatMap(({ ips }) => ips)] as const;
  return ids.map((id) => {
    const host = network.namespace(id);
    if (host === undefined) return [id];
    const { fib, neighbor, socket, permanentNeighbors, ipvs } = host;
    const [gateway] = addresses;
    const sockets = [8080, 9090, 9999, 9000, 30080].map((port) => socket('TCP', gateway, port));
    const links = [fib(4).routes(), host.interfaces(), host.sysctls, permanentNeighbors?.(), ipvs?.(4)];
    const ways = addresses.map((ip) => [fib(4).lookup(ip), neighbor('eth0', ip)]);
    const tables = host.ruleset(4).tables.map((table) => ({
      base: table.baseChains.map((chain) => [chain.name, chain.rules]),
      own: table.chainNames().map((chain) => [chain, table.chain(chain)?.rules]),
    }));
    return JSON.stringify([id, links, ways, sockets, tables]);
  });
}

const NODE_PORT: ReadonlySet<string> = new Set(['192.168.0.12:30080']);

/** Where Services are reached from outside: ports of a node, and addresses of their own with each of their ports. */
export function doorsOf({ cluster }: Router): ReadonlySet<string> {
  const doors = cluster.services.flatMap(({ ports, healthCheckNodePort, externalIPs, loadBalancerIPs }) => {
    const nodePorts = [...ports.map(({ nodePort }) => nodePort), healthCheckNodePort];
    const hosts = [...externalIPs, ...loadBalancerIPs.map(({ ip }) => ip)].map((ip) =>
      ip.includes(':') ? `[${ip}]` : ip,
    );
    return [
      ...nodePorts.flatMap((port) => (port === undefined ? [] : [`192.168.0.12:${port}`])),
      ...hosts.flatMap((host) => ports.map(({ port }) => `${host}:${port}`)),
    ];
  });
  return new Set([...NODE_PORT, ...doors]);
}

function requestsOf({ cluster }: Router, doors: ReadonlySet<string>): readonly TraceRequest[] {
  const { services } = cluster;
  const targets = [
    ...services.flatMap(({ namespace, name, ports }) =>
      namespace === 'shop' ? [{ to: `tcp://${name}.shop:${ports[0]?.port ?? 80}` }] : [],
    ),
    ...cluster.pods.flatMap(({ namespace, ips }) =>
      namespace === 'shop' && ips[0] !== undefined ? [{ to: `tcp://${ips[0]}:8080` }] : [],
    ),
    ...cluster.ingresses.map(({ namespace, name }) => ({ to: 'http://shop/', via: `ingress/${namespace}/${name}` })),
    ...[...doors].map((door) => ({ to: `tcp://${door}` })),
  ];
  const client = cluster.pod('shop', 'client') ?? cluster.pods.find(({ phase }) => phase === 'Running');
  const pod = client === undefined ? 'shop/client' : `${client.namespace}/${client.name}`;
  return targets.flatMap((target) => [
    { from: 'via' in target ? { internet: true } : { pod }, ...target },
    { from: { internet: true }, ...target },
  ]);
}

/** What becomes of requests to everything there is, from a pod and from outside. */
export const resultsOf = (router: Router, doors = NODE_PORT): readonly string[] =>
  requestsOf(router, doors).map((request) => JSON.stringify(router.trace(request)));
