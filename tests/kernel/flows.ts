import { podGateway } from '../../src/engine/dataplane/hosts/node-addresses.ts';
import { publishedPorts } from '../../src/engine/dataplane/machine/published-ports.ts';
import type { Cluster, ClusterService } from '../../src/engine/kubernetes/cluster/cluster.ts';
import { cidrAddress, cidrParts, createCidr } from '../../src/engine/net/cidr.ts';
import { formatEndpoint, ipFamily, type Ip } from '../../src/engine/net/ip.ts';
import type { RequestSource } from '../../src/engine/routing/request/request.ts';
import { forwards } from './flow-ends.ts';
import { sampleFlows } from './flow-sample.ts';
import type { Random } from './random.ts';

/** One kind of connection to try, in the lab's words and in the engine's. */
export interface LabFlow {
  readonly source: string;
  readonly from: RequestSource;
  readonly to: string;
  /** What is asked for, counted in the coverage. */
  readonly target: string;
  /** The Service it goes to remembers its clients. */
  readonly affinity: boolean;
  /** The Service and the name of its port. */
  readonly service?: { readonly namespace: string; readonly name: string; readonly port: string };
  /** The pod ("NS/NAME") whose hostPort it asks for at an InternalIP or the bridge of its node. */
  readonly hostPort?: { readonly pod: string; readonly hostIP?: Ip };
}

type Target = Pick<LabFlow, 'to' | 'target' | 'affinity' | 'service' | 'hostPort'>;
type Source = Pick<LabFlow, 'source' | 'from'>;

/** A sample of sources and destinations of a cluster: `count`, every Service's own addresses first, and those that tell most. */
export function createFlows(cluster: Cluster, random: Random, count: number): readonly LabFlow[] {
  // On one's own machine what is outside is the machine.
  const sources = [...listSources(cluster), ...(cluster.settings.machine === undefined ? listEntrances(cluster) : [])];
  const targets = [...hostPortTargets(cluster), ...otherTargets(cluster), ...publishedTargets(cluster)];
  const pairs = [...cluster.services.flatMap(serviceTargets), ...targets]
    .flatMap((target) => sources.map((source) => ({ ...source, ...target })))
    .filter((flow) => isSensible(cluster, flow));
  return sampleFlows(cluster, random.sample(pairs, pairs.length), count);

  function serviceTargets(service: ClusterService): readonly Target[] {
    const affinity = service.sessionAffinityTimeout !== undefined;
    const nodeIPs = cluster.nodes.flatMap(({ ips }) => ips);
    return service.ports.flatMap(({ name, port, protocol, nodePort }) => {
      const at = (ip: Ip | string, number: number, target: string): Target => ({
        to: `${protocol.toLowerCase()}://${formatEndpoint(ip as Ip, number)}`,
        target: `${target} ${protocol}`,
        affinity,
        service: { namespace: service.namespace, name: service.name, port: name },
      });
      const families = new Set(service.clusterIPs.map(ipFamily));
      const local: readonly string[] = families.has(4) ? ['127.0.0.1'] : [];
      return [
        ...service.clusterIPs.flatMap((ip) => [
          at(ip, port, 'clusterIP'),
          at(ip, port + 1, 'clusterIP, port not served'),
        ]),
        ...(nodePort === undefined
          ? []
          : [
              ...nodeIPs.map((ip) => at(ip, nodePort, 'nodePort')),
              ...local.map((ip) => at(ip, nodePort, 'nodePort on localhost')),
            ]),
        ...service.externalIPs.map((ip) => at(ip, port, 'externalIP')),
        ...service.loadBalancerIPs.map(({ ip }) => at(ip, port, 'load balancer')),
        ...(service.healthCheckNodePort === undefined
          ? []
          : nodeIPs.map((ip) => ({
              to: `tcp://${formatEndpoint(ip, service.healthCheckNodePort ?? 0)}`,
              target: 'healthCheckNodePort',
              affinity: false,
            }))),
      ];
    });
  }
}

function listSources(cluster: Cluster): readonly Source[] {
  const pods = cluster.pods.filter(({ phase, ips }) => phase === 'Running' && ips.length > 0);
  return [
    ...pods.map(({ namespace, name }) => ({
      source: `pod/${namespace}/${name}`,
      from: { pod: `${namespace}/${name}` },
    })),
    ...cluster.nodes.map(({ name }) => ({ source: `node/${name}`, from: { node: name } })),
    ...[1, 2, 3].map((): Source => ({ source: 'internet', from: { internet: true } })),
  ];
}

/** Packets from outside that enter a node, whatever its routers would do with them: from far away, and from beside the node. */
function listEntrances(cluster: Cluster): readonly Source[] {
  return cluster.nodes.flatMap(({ name, ips }, index) =>
    ips.flatMap((own) => {
      const family = ipFamily(own);
      const far = family === 4 ? `198.51.100.${100 + index}` : `2001:db8:ffff::${100 + index}`;
      const near = cidrAddress(createCidr(own, family === 4 ? 24 : 64), 200n + BigInt(index));
      return [far, ...(near === undefined ? [] : [near])].map((ip) => ({
        source: `ip/${ip}@${name}`,
        from: { ip, enters: name },
      }));
    }),
  );
}

/** CNIs whose pods are on a bridge with an address of its own. */
const BRIDGED: ReadonlySet<string> = new Set(['bridge', 'flannel']);

/** Every address of every node, as one that has not got the pod must not answer; and loopback. */
function hostPortTargets(cluster: Cluster): readonly Target[] {
  const families = new Set(cluster.nodes.flatMap(({ ips }) => ips.map(ipFamily)));
  const everywhere = cluster.nodes.flatMap((node) => [
    ...[...node.ips, ...node.externalIPs].map((ip) => ({
      ip,
      name: node.name,
      target: 'hostPort',
      internal: node.ips.includes(ip),
    })),
    ...(BRIDGED.has(cluster.settings.cni) ? node.podCIDRs : []).map((cidr) => ({
      ip: podGateway(cluster, node, cidrParts(cidr).family),
      name: node.name,
      target: "hostPort at the bridge's address",
      internal: true,
    })),
  ]);
  const loopback = [...families].map((family) => (family === 4 ? '127.0.0.1' : '::1') as Ip);
  return (
    cluster.pods
      // A pod of servicelb does not answer, it forwards: its ports are the load balancer's.
      .filter((pod) => !pod.hostNetwork && !forwards(pod))
      .flatMap((pod) => pod.containers.flatMap(({ ports }) => ports.map((port) => ({ port, pod }))))
      .flatMap(({ port: { hostPort, hostIP, protocol }, pod }) => {
        if (hostPort === undefined) return [];
        const affinity = isSticky(cluster, hostPort, protocol);
        const at = (ip: Ip, target: string): Target => ({
          to: `${protocol.toLowerCase()}://${formatEndpoint(ip, hostPort)}`,
          target: `${target} ${protocol}`,
          affinity,
        });
        const own = { pod: `${pod.namespace}/${pod.name}`, ...(hostIP === undefined ? {} : { hostIP }) };
        return [
          ...everywhere.map(({ ip, name, target, internal }) =>
            name === pod.nodeName && internal
              ? { ...at(ip, target), hostPort: own }
              : at(ip, name === pod.nodeName ? target : `${target} of another node`),
          ),
          ...loopback.map((ip) => at(ip, 'hostPort on localhost')),
        ];
      })
  );
}

/** A Service whose NodePort has the number of a hostPort is the one that answers there. */
function isSticky(cluster: Cluster, number: number, protocol: string): boolean {
  return cluster.services.some(
    ({ ports, sessionAffinityTimeout }) =>
      sessionAffinityTimeout !== undefined &&
      ports.some((port) => port.nodePort === number && port.protocol === protocol),
  );
}

/** Ports of somebody's own machine, at its loopback and at its address on the nodes' network. */
function publishedTargets(cluster: Cluster): readonly Target[] {
  return ([4, 6] as const).flatMap((family) => {
    const node = cluster.nodes[0]?.ips.find((ip) => ipFamily(ip) === family);
    const gateway = node && cidrAddress(createCidr(node, family === 4 ? 24 : 64), 1n);
    const loopback = (family === 4 ? '127.0.0.1' : '::1') as Ip;
    return publishedPorts(cluster, family).flatMap(({ protocol, port, listen }) =>
      [loopback, ...(gateway === undefined ? [] : [gateway])].map((ip) => ({
        to: `${protocol.toLowerCase()}://${formatEndpoint(ip, port)}`,
        target: `port of the machine${listen === undefined || listen === ip ? '' : ' at another address'} ${protocol}`,
        affinity: hasAffinity(cluster),
      })),
    );
  });
}

/** Which Service is behind a port of the machine is not looked up: with one that remembers its clients, any may. */
const hasAffinity = ({ services }: Cluster): boolean =>
  services.some(({ sessionAffinityTimeout }) => sessionAffinityTimeout !== undefined);

function otherTargets(cluster: Cluster): readonly Target[] {
  const tcp = (ip: Ip | string, port: number, target: string): Target => ({
    to: `tcp://${formatEndpoint(ip as Ip, port)}`,
    target,
    affinity: false,
  });
  const families = new Set(cluster.nodes.flatMap(({ ips }) => ips.map(ipFamily)));
  const four = families.has(4);
  const six = families.has(6);
  // A pod of servicelb may have it.
  const unused = (ip: string): readonly Target[] =>
    cluster.owner(ip as Ip) === undefined ? [tcp(ip, 80, 'unused pod address')] : [];
  return [
    ...cluster.pods.flatMap(({ ips, listeners }) =>
      ips.flatMap((ip) => [
        ...listeners.flatMap(({ protocol, port }) => (protocol === 'TCP' ? [tcp(ip, port, 'pod')] : [])),
        tcp(ip, 4444, 'pod, port closed'),
      ]),
    ),
    ...cluster.nodes.flatMap(({ ips, externalIPs }) => [
      ...ips.flatMap((ip) => [tcp(ip, 10250, 'node'), tcp(ip, 4444, 'node, port closed')]),
      ...externalIPs.map((ip) => tcp(ip, 10250, 'node by its ExternalIP')),
    ]),
    ...(four
      ? [
          tcp('10.96.200.200', 80, 'unallocated Service address'),
          tcp('192.0.2.250', 443, 'outside'),
          ...unused('10.244.1.250'),
        ]
      : []),
    ...(six
      ? [
          tcp('fd00:10:96::f0f1', 80, 'unallocated Service address'),
          tcp('2001:db8:9::9', 443, 'outside'),
          ...unused('fd00:10:244:1::fa'),
        ]
      : []),
  ];
}

/** The lab has no connection from the outside to itself, nor one between families. */
function isSensible(cluster: Cluster, { source, to, target }: Source & Target): boolean {
  const isLoopback = /:\/\/(127\.0\.0\.1|\[::1\])/.test(to);
  if (target.startsWith('port of the machine') && isLoopback) return source === 'internet';
  if (source === 'internet')
    return target !== 'outside' && !target.includes('on localhost') && !target.includes('bridge');
  const family = to.includes('[') ? 6 : 4;
  if (source.startsWith('ip/'))
    return (source.includes(':') ? 6 : 4) === family && target !== 'outside' && !target.includes('on localhost');
  const [kind, namespace = '', name = ''] = source.split('/');
  const ips = kind === 'pod' ? cluster.pod(namespace, name)?.ips : cluster.node(namespace)?.ips;
  return ips?.some((ip) => ipFamily(ip) === family) ?? false;
}
