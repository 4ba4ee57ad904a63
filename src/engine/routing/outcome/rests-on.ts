import { namespaceOwner } from '../../dataplane/rules/namespace-names.ts';
import type { Cluster, ClusterNode } from '../../kubernetes/cluster/cluster.ts';
import type { Assumption, AssumptionCode, InventedAddress } from '../../kubernetes/model/assumption.ts';
import { objectKey } from '../../kubernetes/model/object.ts';
import type { NamespaceId } from '../../linux/model/place.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { type Cidr, cidrContains } from '../../net/cidr.ts';
import type { Flow } from '../../net/flow.ts';
import { type Ip, isLoopbackIp, type Port } from '../../net/ip.ts';

/**
 * What of the addresses, ranges and nodes of a walk was made up: what a packet of it carried in its header, or where it
 * passed. What it did not meet is not among it.
 */
export function restsOn(cluster: Cluster, trace: Trace): readonly Assumption[] {
  const { ips, nodePorts } = headersOf(cluster, trace);
  const nodes = nodesPassed(cluster, trace);
  return [
    ...(nodes.some((node) => node.assumed === true) ? ofCluster(cluster, 'NODES_ASSUMED') : []),
    ...(nodes.length > 0 ? ofCluster(cluster, 'CNI_ASSUMED', 'CNI_REPLACED') : []),
    ...(meetsPodRange(cluster, trace, ips) ? ofCluster(cluster, 'POD_CIDR_ASSUMED') : []),
    ...(meetsServiceRange(cluster, ips) ? ofCluster(cluster, 'SERVICE_CIDR_ASSUMED') : []),
    ...servicelbOf(cluster, trace),
    ...podsOf(cluster, trace),
    ...ips.flatMap((ip) => inventedNodeAddress(cluster, ip)),
    ...inventedOfServices(cluster, ips, nodePorts),
  ];
}

/** That addresses were asked for and given out that nobody stated: what an answer of the cluster's DNS rests on. */
export function restsOnAddresses(cluster: Cluster, ips: readonly Ip[]): readonly Assumption[] {
  const range = meetsServiceRange(cluster, ips) ? ofCluster(cluster, 'SERVICE_CIDR_ASSUMED') : [];
  return [...range, ...inventedOfServices(cluster, ips, [])];
}

const ofCluster = ({ assumptions }: Cluster, ...codes: readonly AssumptionCode[]): readonly Assumption[] =>
  assumptions.filter(({ code }) => codes.includes(code));

interface Headers {
  readonly ips: readonly Ip[];
  /** Ports of nodes that packets were for. */
  readonly nodePorts: readonly Port[];
}

function headersOf(cluster: Cluster, { flow, hops }: Trace): Headers {
  const ips = new Set<Ip>();
  const nodePorts = new Set<Port>();
  const seen = new Set<Flow>();
  const look = (header: Flow, isOnNode: boolean): void => {
    if (seen.has(header)) return;
    seen.add(header);
    const { sourceIP, destinationIP, destinationPort } = header;
    ips.add(sourceIP).add(destinationIP);
    const isNodes = isLoopbackIp(destinationIP) ? isOnNode : nodeOf(cluster, destinationIP) !== undefined;
    if (isNodes) nodePorts.add(destinationPort);
  };
  look(flow, isNode(hops[0]?.namespace ?? ''));
  for (const { namespace, steps } of hops) for (const { packet } of steps) look(packet, isNode(namespace));
  return { ips: [...ips], nodePorts: [...nodePorts] };
}

const isNode = (id: NamespaceId): boolean => namespaceOwner(id)?.kind === 'Node';
const isPod = (id: NamespaceId): boolean => namespaceOwner(id)?.kind === 'Pod';

/** The node that has an address; undefined: none, or a pod. */
function nodeOf(cluster: Cluster, ip: Ip): ClusterNode | undefined {
  const owner = cluster.owner(ip);
  return owner === undefined || 'namespace' in owner ? undefined : owner;
}

function nodesPassed(cluster: Cluster, { hops }: Trace): readonly ClusterNode[] {
  return hops.flatMap(({ namespace }) => (isNode(namespace) ? (cluster.node(namespace.slice(5)) ?? []) : []));
}

const isWithin = (cidrs: readonly Cidr[], ip: Ip): boolean => cidrs.some((cidr) => cidrContains(cidr, ip));

/** A node that forwards a pod's packets judges them by the range: whether they are local, and whether to masquerade. */
function meetsPodRange(cluster: Cluster, { hops }: Trace, ips: readonly Ip[]): boolean {
  const isForwarded = hops.some(({ namespace }) => isPod(namespace)) && hops.some(({ namespace }) => isNode(namespace));
  const { podCIDRs } = cluster.settings;
  return isForwarded || ips.some((ip) => isWithin(podCIDRs, ip) && nodeOf(cluster, ip) === undefined);
}

function meetsServiceRange(cluster: Cluster, ips: readonly Ip[]): boolean {
  const { serviceCIDRs } = cluster.settings;
  return ips.some((ip) => isWithin(serviceCIDRs, ip) && !cluster.serviceAddresses().given.has(ip));
}

/** That servicelb has given a Service the address of a node at which it was called. */
function servicelbOf(cluster: Cluster, { flow }: Trace): readonly Assumption[] {
  return ofCluster(cluster, 'SERVICELB_ASSUMED').filter(() =>
    cluster.services.some(
      ({ balancing, loadBalancerIPs, ports }) =>
        balancing?.by === 'servicelb' &&
        loadBalancerIPs.some(({ ip }) => ip === flow.destinationIP) &&
        ports.some(({ port }) => port === flow.destinationPort),
    ),
  );
}

/** That pods it meets are made of an object whose controller is known by its operator, or by the template alone. */
function podsOf(cluster: Cluster, { hops }: Trace): readonly Assumption[] {
  const followed = new Set(
    hops.flatMap(({ namespace }) => {
      const owner = namespaceOwner(namespace);
      const follows = owner?.kind === 'Pod' ? cluster.pod(owner.namespace, owner.name)?.follows : undefined;
      return follows === undefined ? [] : [objectKey(follows)];
    }),
  );
  return cluster.assumptions.filter(
    (each) => each.code === 'PODS_ASSUMED' && followed.has(objectKey(each.detail.object)),
  );
}

function inventedNodeAddress(cluster: Cluster, ip: Ip): readonly Assumption[] {
  const node = nodeOf(cluster, ip);
  if (node?.addressAssumed !== true) return [];
  return [{ code: 'NODE_ADDRESS_ASSUMED', detail: { node: node.name, ip } }];
}

function inventedOfServices(cluster: Cluster, ips: readonly Ip[], ports: readonly Port[]): readonly Assumption[] {
  const invented = cluster.serviceAddresses();
  const found = (what: Ip | Port, of: InventedAddress | undefined): readonly Assumption[] => {
    if (of === undefined) return [];
    return [...(of.assumed === undefined ? [] : ofCluster(cluster, of.assumed)), ...describe(cluster, of, what)];
  };
  return [
    ...ips.flatMap((ip) => inventedOfIngress(cluster, ip)),
    ...ips.flatMap((ip) => found(ip, invented.ips.get(ip))),
    ...ports.flatMap((port) => found(port, invented.nodePorts.get(port))),
  ];
}

/** Of a cloud's load balancer that serves an Ingress. */
function inventedOfIngress({ ingresses }: Cluster, taken: Ip): readonly Assumption[] {
  return ingresses
    .filter(({ cloud, addresses }) => cloud?.addressAssumed === true && addresses.includes(taken))
    .slice(0, 1)
    .map(({ namespace, name }) => ({
      code: 'LOAD_BALANCER_ADDRESS_ASSUMED',
      detail: { service: { namespace, name }, taken, ofIngress: true },
    }));
}

function describe({ settings }: Cluster, of: InventedAddress, taken: Ip | Port): readonly Assumption[] {
  const { field, namespace, name, pool, assumed } = of;
  const detail = { service: { namespace, name }, taken };
  const servedBy = () => {
    if (pool !== undefined) return { pool };
    // Of a Service that is assumed itself, that is said already.
    return settings.cloud === undefined && assumed === undefined ? ({ unserved: true } as const) : {};
  };
  switch (field) {
    case 'clusterIP':
      return [{ code: 'CLUSTER_IP_ASSUMED', detail }];
    case 'nodePort':
      return [{ code: 'NODE_PORT_ASSUMED', detail }];
    case 'loadBalancer':
      return [{ code: 'LOAD_BALANCER_ADDRESS_ASSUMED', detail: { ...detail, ...servedBy() } }];
    case 'service':
      return of.told ?? [];
  }
}
