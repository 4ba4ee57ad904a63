import { AWS_LOAD_BALANCER, AZURE_NO_FLOATING_IP } from '../../kubernetes/fields/service-annotations.ts';
import type { CloudName } from '../../kubernetes/model/basics.ts';
import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { frontIPs } from '../../kubernetes/services/front-ips.ts';
import type { Match, Rule } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { type Cidr, cidrContains, cidrParts, hostCidr } from '../../net/cidr.ts';
import { isPrivateIp, PRIVATE_RANGES } from '../../net/private-ranges.ts';
import { ipFamily, type IpFamily } from '../../net/ip.ts';
import { EMPTY_RULESET } from '../../linux/namespace/namespace.ts';
import { createIptablesRuleset } from '../rules/iptables-tables.ts';
import { createRule } from '../rules/rule.ts';
import { lossRules } from '../rules/loss-rules.ts';
import { type CloudFirewall, CLOUD_FIREWALL, INTERNET_GATEWAY } from './firewall-program.ts';

const FIREWALL: Origin = { program: CLOUD_FIREWALL };
const GATEWAY: Origin = { program: INTERNET_GATEWAY };
const FROM_OUTSIDE: readonly Match[] = [
  { type: 'inInterface', name: 'eth1' },
  { type: 'ctstate', states: ['NEW'] },
];

/**
 * What clouds let in to the nodes of a cluster when nobody has said more: connections from the internet to nodes' public addresses
 * are dropped. What load balancers pass on comes another way. Answers to what a node has begun pass.
 * // docs.aws.amazon.com eks sec-group-reqs: the cluster's group takes packets of its own members
 * // cloud.google.com/firewall/docs/firewalls: implied deny of ingress; the default network lets ICMP, SSH and RDP in
 * // learn.microsoft.com virtual-network network-security-groups-overview: DenyAllInBound
 */
export const CLOUD_FIREWALL_PROGRAM: CloudFirewall = {
  rules: (cluster, family) => {
    const { firewall } = cluster.settings;
    if (firewall === undefined) return [];
    const open = OPENED[firewall](cluster, family).map((matches) =>
      createRule([...FROM_OUTSIDE, ...matches], { type: 'ACCEPT' }, FIREWALL),
    );
    return [...open, createRule(FROM_OUTSIDE, { type: 'DROP' }, FIREWALL)];
  },
  edge: edgeRules,
  losing: (clientIPs, lost, family) => {
    const own = clientIPs.filter((ip) => ipFamily(ip) === family && !isPrivateIp(ip));
    // Packets pass no table that is not there.
    return own.length === 0 ? EMPTY_RULESET : createIptablesRuleset(family, [{ filter: lossRules(own, lost, family) }]);
  },
  unrouted: ({ nodes, settings, services }, family) => {
    if (settings.firewall === undefined) return [];
    // An IPv6 address of a node is a public one; an IPv4 address is the network's own, whatever its range.
    const inner = nodes.flatMap(({ ips, externalIPs }) =>
      ips.filter((ip) => ipFamily(ip) === 4 && family === 4 && !externalIPs.includes(ip)),
    );
    const balanced = services.flatMap(({ loadBalancerIPs }) => loadBalancerIPs.map(({ ip }) => ip)).filter(isPrivateIp);
    const hosts = [...inner, ...balanced].filter((ip) => ipFamily(ip) === family).map(hostCidr);
    return [...PRIVATE_RANGES[family], ...new Set(hosts)];
  },
};

/**
 * A machine with a public address is in a subnet whose way out is the internet gateway, which translates that address alone: what pods
 * of it send with their own is dropped. Machines without one are taken to be behind a NAT gateway, which translates whatever is private.
 * // docs.aws.amazon.com vpc VPC_Internet_Gateway; aws/amazon-vpc-cni-k8s README, AWS_VPC_K8S_CNI_EXTERNALSNAT
 * // cloud.google.com/vpc/docs/vpc, "Internet access requirements"; an external address is that of the interface's primary one
 */
function edgeRules({ nodes }: Cluster, family: IpFamily): readonly Rule[] {
  const open = nodes.filter(({ externalIPs }) => externalIPs.some((ip) => ipFamily(ip) === 4));
  if (family === 6 || open.length === 0) return [];
  const ranges = new Set(open.flatMap(({ podSubnets, podCIDRs }) => podSubnets ?? podCIDRs).filter(isPrivateRange));
  const own = nodes.flatMap(({ ips }) => ips).filter((ip) => [...ranges].some((cidr) => cidrContains(cidr, ip)));
  const sent = (cidr: Cidr): readonly Match[] => [
    { type: 'source', cidr },
    { type: 'outInterface', name: 'eth1' },
    { type: 'ctstate', states: ['NEW'] },
  ];
  return [
    ...own.map((ip) => createRule(sent(hostCidr(ip)), { type: 'ACCEPT' }, GATEWAY)),
    ...[...ranges].map((cidr) => createRule(sent(cidr), { type: 'DROP' }, GATEWAY)),
  ];
}

const isPrivateRange = (cidr: Cidr): boolean => cidrParts(cidr).family === 4 && isPrivateIp(cidrParts(cidr).network);

type Opened = readonly (readonly Match[])[];

const OPENED: Readonly<Record<CloudName, (cluster: Cluster, family: IpFamily) => Opened>> = {
  eks: (cluster, family) =>
    balancedIn(cluster)
      .filter(isClassicNlb)
      .flatMap((service) => nodePortsOf(service, family)),
  gke: (_, family) => [
    [{ type: 'protocol', protocol: 'ICMP' }],
    ...(family === 6 ? [] : [22, 3389].map((port) => ofPort('TCP', port))),
  ],
  aks: (cluster, family) =>
    balancedIn(cluster)
      .filter(hasNoFloatingIp)
      .flatMap((service) => nodePortsOf(service, family)),
};

/**
 * Of the network load balancers that the cloud provider itself makes the clients' addresses arrive, so it opens the node ports to
 * them all. // cloud-provider-aws pkg/providers/v1/aws_loadbalancer.go updateInstanceSecurityGroupsForNLB
 */
const isClassicNlb = (service: ClusterService): boolean => annotationsOf(service)[`${AWS_LOAD_BALANCER}type`] === 'nlb';

/** The rule is for the node port on the nodes. // cloud-provider-azure pkg/provider/azure_loadbalancer.go reconcileSecurityGroup */
const hasNoFloatingIp = (service: ClusterService): boolean => annotationsOf(service)[AZURE_NO_FLOATING_IP] === 'true';

/** Those that a load balancer in front of the nodes has an address for. */
function balancedIn(cluster: Cluster): readonly ClusterService[] {
  const inFront = frontIPs(cluster);
  return cluster.services.filter((service) => inFront(service).length > 0);
}

const annotationsOf = ({ object }: ClusterService): Readonly<Record<string, unknown>> =>
  object.metadata.annotations ?? {};

function nodePortsOf({ ports, loadBalancerSourceRanges }: ClusterService, family: IpFamily): Opened {
  const sources: readonly Cidr[] = loadBalancerSourceRanges.filter((cidr) => cidrParts(cidr).family === family);
  if (loadBalancerSourceRanges.length > 0 && sources.length === 0) return [];
  const from: Opened = sources.length === 0 ? [[]] : sources.map((cidr) => [{ type: 'source', cidr }]);
  return ports.flatMap(({ protocol, nodePort }) =>
    nodePort === undefined ? [] : from.map((source) => [...source, ...ofPort(protocol, nodePort)]),
  );
}

const ofPort = (protocol: 'TCP' | 'UDP' | 'SCTP', port: number): readonly Match[] => [
  { type: 'protocol', protocol },
  { type: 'dport', from: port, to: port },
];
