import type { ClusterNode } from '../../../kubernetes/cluster/cluster.ts';
import type { NamedSet } from '../../../linux/model/netfilter.ts';
import { cidrContains, parseCidr } from '../../../net/cidr.ts';
import { parseIp, type Ip, type IpFamily } from '../../../net/ip.ts';
import { once } from '../../rules/once.ts';
import { primaryIP } from '../../hosts/node-addresses.ts';
import { serviceKey, type ServiceIndex } from '../ports/service-index.ts';
import type { ProxyServicePort } from '../ports/service-port.ts';

/** What kube-proxy's ipsets are for, as their rules' comments say. kube-proxy v1.33 ipvs/ipset.go. */
export const SET_COMMENTS = {
  'LOOP-BACK': 'Kubernetes endpoints dst ip:port, source ip for solving hairpin purpose',
  'CLUSTER-IP': 'Kubernetes service cluster ip + port for masquerade purpose',
  'EXTERNAL-IP': 'Kubernetes service external ip + port for masquerade and filter purpose',
  'EXTERNAL-IP-LOCAL': 'Kubernetes service external ip + port with externalTrafficPolicy=local',
  'LOAD-BALANCER': 'Kubernetes service lb portal',
  'LOAD-BALANCER-LOCAL': 'Kubernetes service load balancer ip + port with externalTrafficPolicy=local',
  'LOAD-BALANCER-FW': 'Kubernetes service load balancer ip + port for load balancer with sourceRange',
  'LOAD-BALANCER-SOURCE-IP': 'Kubernetes service load balancer ip + port + source IP for packet filter purpose',
  'LOAD-BALANCER-SOURCE-CIDR': 'Kubernetes service load balancer ip + port + source cidr for packet filter purpose',
  'NODE-PORT-TCP': 'Kubernetes nodeport TCP port for masquerade purpose',
  'NODE-PORT-LOCAL-TCP': 'Kubernetes nodeport TCP port with externalTrafficPolicy=local',
  'NODE-PORT-UDP': 'Kubernetes nodeport UDP port for masquerade purpose',
  'NODE-PORT-LOCAL-UDP': 'Kubernetes nodeport UDP port with externalTrafficPolicy=local',
  'NODE-PORT-SCTP-HASH': "Kubernetes nodeport SCTP port for masquerade purpose with type 'hash ip:port'",
  'NODE-PORT-LOCAL-SCTP-HASH':
    "Kubernetes nodeport SCTP port with externalTrafficPolicy=local with type 'hash ip:port'",
  'HEALTH-CHECK-NODE-PORT': 'Kubernetes health check node port',
  'IPVS-IPS': 'Addresses on the ipvs interface',
} as const;

export type SetName = keyof typeof SET_COMMENTS;
export type IpSets = (name: SetName) => ReadonlySet<string>;

/** "KUBE-CLUSTER-IP"; "KUBE-6-CLUSTER-IP" for IPv6. */
export const fullSetName = (name: SetName, family: IpFamily): string => `KUBE-${family === 6 ? '6-' : ''}${name}`;

/** The members of each set on a node, keyed as rules look them up. */
export function createIpSets(services: ServiceIndex, node: ClusterNode, { family, nodeIPs }: SetScope): IpSets {
  const nodeIP = primaryIP(node, family);
  const make: Readonly<Record<SetName, () => readonly string[]>> = {
    'LOOP-BACK': () =>
      services.ports.flatMap((port) =>
        port
          .endpoints()
          .filter(({ nodeName }) => nodeName === node.name)
          .map(({ target }) => `${serviceKey(port.protocol, target.ip, target.port)},${target.ip}`),
      ),
    'CLUSTER-IP': () => services.ports.map((port) => serviceKey(port.protocol, port.clusterIP, port.port)),
    'EXTERNAL-IP': () => services.ports.filter(isCluster).flatMap((port) => keys(port, port.externalIPs)),
    'EXTERNAL-IP-LOCAL': () => services.ports.filter(isLocal).flatMap((port) => keys(port, port.externalIPs)),
    'LOAD-BALANCER': () => services.ports.flatMap((port) => keys(port, port.loadBalancerVIPs)),
    'LOAD-BALANCER-LOCAL': () => services.ports.filter(isLocal).flatMap((port) => keys(port, port.loadBalancerVIPs)),
    'LOAD-BALANCER-FW': () => services.ports.filter(isFenced).flatMap((port) => keys(port, port.loadBalancerVIPs)),
    'LOAD-BALANCER-SOURCE-IP': () =>
      services.ports
        .filter((port) => nodeIP !== undefined && port.sourceRanges.some((range) => cidrContains(range, nodeIP)))
        .flatMap((port) => port.loadBalancerVIPs.map((ip) => `${serviceKey(port.protocol, ip, port.port)},${ip}`)),
    'LOAD-BALANCER-SOURCE-CIDR': () =>
      services.ports
        .filter(isFenced)
        .flatMap((port) =>
          keys(port, port.loadBalancerVIPs).flatMap((key) => port.sourceRanges.map((range) => `${key},${range}`)),
        ),
    'NODE-PORT-TCP': () => nodePorts(services, 'TCP', false),
    'NODE-PORT-LOCAL-TCP': () => nodePorts(services, 'TCP', true),
    'NODE-PORT-UDP': () => nodePorts(services, 'UDP', false),
    'NODE-PORT-LOCAL-UDP': () => nodePorts(services, 'UDP', true),
    'NODE-PORT-SCTP-HASH': () => nodePorts(services, 'SCTP', false).flatMap((port) => nodeKeys(nodeIPs, port)),
    'NODE-PORT-LOCAL-SCTP-HASH': () => nodePorts(services, 'SCTP', true).flatMap((port) => nodeKeys(nodeIPs, port)),
    'HEALTH-CHECK-NODE-PORT': () =>
      services.ports.flatMap(({ healthCheckNodePort: port }) => (port === 0 ? [] : [String(port)])),
    'IPVS-IPS': () => services.addresses(),
  };
  const sets = new Map((Object.keys(make) as SetName[]).map((name) => [name, once(() => new Set(make[name]()))]));
  return (name) => sets.get(name)?.() ?? new Set();
}

interface SetScope {
  readonly family: IpFamily;
  /** Where NodePorts answer. */
  readonly nodeIPs: readonly Ip[];
}

const isLocal = (port: ProxyServicePort): boolean => port.externalPolicyLocal;
const isCluster = (port: ProxyServicePort): boolean => !port.externalPolicyLocal;
const isFenced = (port: ProxyServicePort): boolean => port.sourceRanges.length > 0;

function keys(port: ProxyServicePort, ips: readonly Ip[]): readonly string[] {
  return ips.map((ip) => serviceKey(port.protocol, ip, port.port));
}

/** Of all Service ports, or of those alone whose external traffic stays on its node. */
function nodePorts({ ports }: ServiceIndex, protocol: ProxyServicePort['protocol'], local: boolean): readonly string[] {
  return ports.flatMap((port) =>
    port.nodePort !== 0 && port.protocol === protocol && (!local || port.externalPolicyLocal)
      ? [String(port.nodePort)]
      : [],
  );
}

const nodeKeys = (ips: readonly Ip[], port: string): readonly string[] => ips.map((ip) => `${ip},SCTP,${port}`);

/** A set as rules ask it; in hash:ip,port,net the last part of a member is a network. */
export function namedSet(members: ReadonlySet<string>, networks: boolean): NamedSet {
  if (!networks) return { has: (key) => members.has(key) };
  const ranges = once(() => [...members].map(splitLast));
  return {
    has: (key) => {
      const [service, last] = splitLast(key);
      const client = parseIp(last);
      return ranges().some(([own, range]) => {
        const cidr = parseCidr(range);
        return own === service && client !== undefined && cidr !== undefined && cidrContains(cidr, client);
      });
    },
  };
}

function splitLast(key: string): readonly [string, string] {
  const at = key.lastIndexOf(',');
  return [key.slice(0, at), key.slice(at + 1)];
}
