import type {
  Cluster,
  ClusterNode,
  ClusterPod,
  ClusterService,
  ClusterSettings,
  ServiceEndpoint,
  ServicePort,
} from '../../../src/engine/kubernetes/cluster/cluster.ts';
import { targetsAmong } from '../../../src/engine/kubernetes/services/endpoints.ts';
import { listPods, listServices } from '../../../src/engine/kubernetes/build/change-facts.ts';
import { indexCluster } from '../../../src/engine/kubernetes/build/index-cluster.ts';
import { parseCidr, type Cidr } from '../../../src/engine/net/cidr.ts';
import { createIp, ipFamily } from '../../../src/engine/net/ip.ts';

export const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text.trim());
  if (parsed === undefined) throw new Error(`not a CIDR: ${text}`);
  return parsed;
};

const SETTINGS: ClusterSettings = {
  podCIDRs: [cidr('10.244.0.0/16')],
  serviceCIDRs: [cidr('10.96.0.0/16')],
  clusterDomain: 'cluster.local',
  clusterDNS: [],
  kubernetesVersion: '1.35',
  proxyMode: 'iptables',
  cni: 'bridge',
  localDetector: { mode: 'ClusterCIDR', cidrs: [cidr('10.244.0.0/16')] },
  masqueradeAll: false,
  masqueradeMark: 0x4000,
  localhostNodePorts: true,
  nodePortAddresses: [],
};

export function node(name: string, ips: readonly string[], more: Partial<ClusterNode> = {}): ClusterNode {
  return {
    name,
    object: { apiVersion: 'v1', kind: 'Node', metadata: { name } },
    ips: ips.map(createIp),
    externalIPs: [],
    podCIDRs: [],
    labels: {},
    ready: true,
    ...more,
  };
}

export function pod(
  name: string,
  nodeName: string,
  ips: readonly string[],
  more: Partial<ClusterPod> = {},
): ClusterPod {
  const [namespace = 'default', own = name] = name.includes('/') ? name.split('/') : ['default', name];
  return {
    namespace,
    name: own,
    object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: own, namespace } },
    workload: { kind: 'Pod', namespace, name: own },
    nodeName,
    labels: {},
    ips: ips.map(createIp),
    hostNetwork: false,
    containers: [{ name: 'app', image: 'app', ports: [], init: false, state: 'running' }],
    listeners: [],
    listensEverywhere: false,
    sandbox: 0,
    phase: 'Running',
    ready: true,
    terminating: false,
    ...more,
  };
}

export interface EndpointInput extends Partial<Omit<ServiceEndpoint, 'ip' | 'ports'>> {
  readonly ip: string;
  /** By Service port name. */
  readonly ports: Readonly<Record<string, number>>;
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
}

export interface ServiceInput extends Partial<Omit<ClusterService, 'endpoints' | 'ports' | 'clusterIPs'>> {
  readonly clusterIPs: readonly string[];
  readonly ports: readonly (Partial<ServicePort> & { readonly port: number })[];
  readonly endpoints?: readonly EndpointInput[];
}

/** "default/web" with what is given; everything else as the API server defaults it. */
export function service(name: string, input: ServiceInput): ClusterService {
  const [namespace = 'default', own = name] = name.includes('/') ? name.split('/') : ['default', name];
  const { clusterIPs, ports, endpoints = [], ...more } = input;
  const list: readonly ServiceEndpoint[] = endpoints.map(({ protocol = 'TCP', ...endpoint }) => ({
    ready: true,
    serving: true,
    terminating: false,
    forZones: [],
    forNodes: [],
    ...endpoint,
    ip: createIp(endpoint.ip),
    ports: Object.entries(endpoint.ports).map(([portName, port]) => ({ name: portName, port, protocol })),
  }));
  return {
    namespace,
    name: own,
    object: { apiVersion: 'v1', kind: 'Service', metadata: { name: own, namespace } },
    type: 'ClusterIP',
    clusterIPs: clusterIPs.map(createIp),
    headless: false,
    ipFamilies: [4],
    ports: ports.map((port) => ({ name: '', protocol: 'TCP', targetPort: port.port, ...port })),
    externalIPs: [],
    loadBalancerIPs: [],
    loadBalancerSourceRanges: [],
    internalTrafficPolicy: 'Cluster',
    externalTrafficPolicy: 'Cluster',
    publishNotReadyAddresses: false,
    endpoints: (family) => list.filter(({ ip }) => ipFamily(ip) === family),
    // Of the endpoints it has when asked: tests make Services of others.
    targets(family, port) {
      return targetsAmong(this.endpoints(family), port);
    },
    mayHint: true,
    hasOtherProxy: false,
    ...more,
  };
}

export interface ClusterParts {
  readonly settings?: Partial<ClusterSettings>;
  readonly nodes: readonly ClusterNode[];
  readonly pods?: readonly ClusterPod[];
  readonly services?: readonly ClusterService[];
}

export function cluster({ settings = {}, nodes, pods = [], services = [] }: ClusterParts): Cluster {
  return indexCluster({
    settings: { ...SETTINGS, ...settings },
    nodes,
    pods: listPods(pods),
    services: listServices(services),
    ingresses: [],
    store: { ofKind: () => [], refsOf: () => [], few: () => [], notRead: [], all: new Map() },
    namespaces: () => new Map(),
    workloads: () => [],
    serviceAddresses: () => ({
      given: new Set(
        services.flatMap(({ clusterIPs, loadBalancerIPs }) => [...clusterIPs, ...loadBalancerIPs.map(({ ip }) => ip)]),
      ),
      ips: new Map(),
      nodePorts: new Map(),
    }),
    gateways: () => [],
    entries: () => [],
    gatewayAddresses: () => undefined,
    keptAddresses: () => new Set(),
    findings: () => [],
    assumptions: [],
  });
}
