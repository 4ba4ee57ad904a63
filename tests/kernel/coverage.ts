/** What a kernel can show of Services, policies and CNIs as we model them, and must therefore appear in a long run, in each mode. */
const OF_EVERY_MODE: readonly string[] = [
  'internalTrafficPolicy Cluster: ACCEPTED',
  'internalTrafficPolicy Cluster: REJECTED',
  'internalTrafficPolicy Local: ACCEPTED',
  'internalTrafficPolicy Local: DROPPED',
  'externalTrafficPolicy Cluster from outside: ACCEPTED',
  'externalTrafficPolicy Cluster from inside: ACCEPTED',
  'externalTrafficPolicy Local from outside: ACCEPTED',
  'externalTrafficPolicy Local from outside: DROPPED',
  'externalTrafficPolicy Local from inside: ACCEPTED',
  'healthCheckNodePort: ACCEPTED',
  'sessionAffinity ClientIP: ACCEPTED',
  'sessionAffinity ClientIP: forgotten after its timeout',
  'sessionAffinity ClientIP: not forgotten within its timeout',
  'equal shares of 3 endpoints and more',
  'loadBalancerSourceRanges: ACCEPTED',
  'loadBalancerSourceRanges: DROPPED',
  'externalIP TCP: ACCEPTED',
  'load balancer ipMode VIP: ACCEPTED',
  'load balancer ipMode Proxy: ACCEPTED',
  'allocateLoadBalancerNodePorts false: ACCEPTED',
  'terminating endpoint that serves, as the last resort',
  'trafficDistribution PreferClose',
  'trafficDistribution PreferSameZone',
  'trafficDistribution PreferSameNode',
  'zone hints of a given EndpointSlice',
  'publishNotReadyAddresses: a pod that is not ready',
  'headless Service',
  'ExternalName Service',
  'named targetPort that differs per pod',
  'several ports: ACCEPTED',
  'clusterIP UDP: ACCEPTED',
  'clusterIP SCTP: ACCEPTED',
  'nodePort SCTP: ACCEPTED',
  'dual stack: the second family',
  'Service without selector: ACCEPTED',
  'hairpin',
  'masqueradeAll: masqueraded',
  'address seen: pod to pod: its own',
  'address seen: pod to clusterIP: its own',
  "address seen: pod to clusterIP: a node's",
  "address seen: node to clusterIP: a node's",
  "address seen: outside to clusterIP: a node's",
  "address seen: outside to externalTrafficPolicy Cluster: a node's",
  'address seen: outside to externalTrafficPolicy Local: its own',
  "address seen: pod to externalTrafficPolicy Cluster: a node's",
  'address seen: pod to externalTrafficPolicy Local: its own',
  'detectLocalMode ClusterCIDR',
  'detectLocalMode NodeCIDR',
  'detectLocalMode BridgeInterface',
  'detectLocalMode InterfaceNamePrefix',
  'detectLocalMode none',
  'nodePort TCP: ACCEPTED',
  'nodePortAddresses primary: ACCEPTED',
  'nodePortAddresses networks: ACCEPTED',
  'nodePortAddresses networks: REFUSED',
  'hostNetwork pod as endpoint',
  'hostPort TCP: ACCEPTED',
  'hostPort UDP: ACCEPTED',
  'hostPort SCTP: ACCEPTED',
  'NetworkPolicy: denied by egress rules',
  'NetworkPolicy: denied by ingress rules',
  'NetworkPolicy: allowed by a rule',
  'NetworkPolicies that the CNI does not enforce',
  'except of an ipBlock decides',
  'endPort decides',
  'a named port that is another one elsewhere decides',
  "a pod's own node reaches it in spite of its policies",
  'policyTypes by default',
  'matchExpressions',
  'peer by podSelector',
  'peer by namespaceSelector',
  'peer by both selectors',
  'peer by ipBlock',
  'ipBlock with except',
  'policy port by name',
  'policy port by number',
  'policy port with endPort',
  'policy port of a protocol',
  'CNI bridge',
  'CNI flannel',
  'CNI calico',
  'CNI calico-vxlan',
  'CNI kindnet',
  'CNI gke',
  'CNI aws-vpc',
  'instances whose pods share several network interfaces',
  'CNI azure',
  'CNI azure-overlay',
  'packet that enters a node for clusterIP TCP: ACCEPTED',
  'packet that enters a node for externalIP TCP: ACCEPTED',
  'packet that enters a node for load balancer TCP: ACCEPTED',
  'packet that enters a node for pod: ACCEPTED',
  'packet that enters a node for hostPort TCP: ACCEPTED',
  'packet that enters a node for node by its ExternalIP: ACCEPTED',
  'load balancer by servicelb: ACCEPTED',
  'load balancer by metallb L2: ACCEPTED',
  'load balancer by metallb BGP: ACCEPTED',
  'load balancer by cilium L2: ACCEPTED',
  "load balancer with an address of the nodes' subnet",
  'port of the machine TCP: ACCEPTED',
  'port of the machine TCP: REFUSED',
  "on one's own machine by kind",
  'Kubernetes 1.31.14',
  'Kubernetes 1.32.13',
  'Kubernetes 1.33.9',
  'Kubernetes 1.34.6',
  'Kubernetes 1.35.4',
  'Kubernetes 1.36.3',
  'Kubernetes 1.37.2',
];

const OF_MODE: Readonly<Record<string, readonly string[]>> = {
  iptables: [
    'clusterIP, port not served TCP: NO_ROUTE',
    'nodePort on localhost TCP: ACCEPTED',
    'nodePortAddresses loopback: ACCEPTED',
    'what follows an answer that went past a node: DROPPED',
  ],
  nftables: [
    'clusterIP, port not served TCP: REJECTED',
    'unallocated Service address: DROPPED',
    'nodePort on localhost TCP: REFUSED',
  ],
};

/** In how many scenarios of each mode a feature appeared. */
export interface Coverage {
  readonly add: (mode: string, features: ReadonlySet<string>) => void;
  /** A line per feature, sorted. */
  readonly lines: () => readonly string[];
  /** "iptables: hairpin": what can be shown and was not. */
  readonly uncovered: () => readonly string[];
}

export function createCoverage(modes: readonly string[]): Coverage {
  const counts = new Map<string, Map<string, number>>(modes.map((mode) => [mode, new Map()]));
  const count = (mode: string, feature: string): number => counts.get(mode)?.get(feature) ?? 0;
  return {
    add: (mode, features) => {
      for (const feature of features) counts.get(mode)?.set(feature, count(mode, feature) + 1);
    },
    lines: () => {
      const features = new Set([...counts.values()].flatMap((found) => [...found.keys()]));
      return [...features]
        .sort()
        .map((feature) => `${modes.map((mode) => String(count(mode, feature)).padStart(8)).join(' ')}  ${feature}`);
    },
    uncovered: () =>
      modes.flatMap((mode) =>
        [...OF_EVERY_MODE, ...(OF_MODE[mode] ?? [])]
          .filter((feature) => count(mode, feature) === 0)
          .map((feature) => `${mode}: ${feature}`),
      ),
  };
}
