import type { PodPlace } from '../../kubernetes/cluster/cluster.ts';
import { entryOf } from '../../kubernetes/model/reader.ts';
import { ENABLE_POLICY } from '../../kubernetes/projection/container-texts.ts';
import { argumentsOf, containersOf, variableOf } from '../../kubernetes/read/template-containers.ts';
import type { Ethernet } from '../../linux/model/devices.ts';
import type { Mac } from '../../linux/model/place.ts';
import type { Route, RoutingRule } from '../../linux/model/routes.ts';
import type { Match, Rule } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { ANY_IPV4, cidrAddress, cidrParts, hostCidr, type Cidr } from '../../net/cidr.ts';
import { createIp, ipFamily, IP_BITS, type Ip, type IpFamily } from '../../net/ip.ts';
import { comment, createRule, jump } from '../rules/rule.ts';
import type { NodeRules } from '../rules/proxy-rules.ts';
import { nodeNamespace } from '../rules/namespace-names.ts';
import { once } from '../rules/once.ts';
import { createEthernet, createRoute } from '../hosts/host.ts';
import { macFromName } from '../hosts/mac.ts';
import { primaryIP } from '../hosts/node-addresses.ts';
import { NODE_SEGMENT, type NodeSegment } from '../hosts/node-segment.ts';
import { isPlugged } from './wiring/bridge.ts';
import type { Cni, CniAsk, CniDefinition, CniInput } from './wiring/cni-program.ts';
import { NOT_TO_LOCAL, tableRules } from './wiring/masquerade-agent.ts';
import {
  hostAddresses,
  hostVeths,
  podOrigin,
  routedPod,
  vethMacs,
  vethRoutes,
  type RoutedVeths,
} from './wiring/routed-veth.ts';
import { sha1Hex } from './wiring/sha1.ts';
import { addressesByInterface } from './wiring/subnet-fabric.ts';
import { INSTANCE_TYPE, type WiredNode } from '../hosts/wired-node.ts';

const AWS: Origin = { program: 'aws-vpc-cni' };
/** Jumbo frames inside a VPC. docs.aws.amazon.com AWSEC2 network_mtu */
const MTU = 9001;
/** The bit of packets that came in by the primary interface (AWS_VPC_K8S_CNI_CONNMARK). */
const MARK = 0x80;
const TO_POD = 512;
const TO_PRIMARY = 1024;
const FROM_POD = 1536;
const GATEWAY: Readonly<Record<IpFamily, Ip>> = { 4: createIp('169.254.1.1'), 6: createIp('fe80::1') };

/** Network interfaces of an instance and IPv4 addresses of each, by the size in its type's name. */
const ENI_LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  nano: [2, 2],
  micro: [2, 2],
  small: [3, 4],
  medium: [3, 6],
  large: [3, 10],
  xlarge: [4, 15],
  '2xlarge': [4, 15],
  '4xlarge': [8, 30],
  '8xlarge': [8, 30],
  '12xlarge': [8, 30],
};
const ENI_LIMIT_LARGE = [15, 50] as const;

/**
 * How many network interfaces an EC2 instance has, and how many pods each serves: its first address is its own. Absent type:
 * m5.large. docs.aws.amazon.com AWSEC2 AvailableIpPerENI.
 * Simplification: the limits are those of the m5 family (t3.large has two addresses more per interface).
 */
function eniLimits(instanceType = 'm5.large'): { readonly enis: number; readonly podsPerEni: number } {
  const size = instanceType.split('.').at(-1) ?? '';
  const [enis, addresses] = entryOf(ENI_LIMITS, size) ?? ENI_LIMIT_LARGE;
  const more = /^t3a?\.large$/.test(instanceType) ? 2 : 0;
  return { enis, podsPerEni: addresses + more - 1 };
}

/** A further network interface of an instance, eth1 and on, and the pods whose addresses are its secondary ones. */
interface Eni {
  readonly name: string;
  readonly table: number;
  readonly mac: Mac;
  readonly ip: Ip | undefined;
  readonly pods: readonly PodPlace[];
}

/**
 * The Amazon VPC CNI: pods have secondary addresses of their node's network interfaces (ENIs), a veth eni… each with a /32
 * route, 169.254.1.1 as gateway with its MAC written into the pod. What is for a pod looks into table main (rule 512), what comes
 * from a pod of a further interface into that interface's table (rule 1536), unless its connection came in by eth0 (connmark,
 * rule 1024). Traffic that leaves the VPC gets the primary address, unless AWS_VPC_K8S_CNI_EXTERNALSNAT is true.
 * aws/amazon-vpc-cni-k8s v1.20 pkg/networkutils/network.go, cmd/routed-eni-cni-plugin/driver/driver.go.
 * Simplification: interfaces are filled one after the other, none is held warm; no prefix delegation, no trunk interfaces.
 */
function createAwsVpc(input: CniInput): Cni {
  const { ask, segment } = input;
  const veths: RoutedVeths = {
    origin: { program: 'cni/aws-cni' },
    mtu: MTU,
    hostDevice: (pod) => `eni${sha1Hex(`${pod.namespace}.${pod.name}`).slice(0, 11)}`,
    hostMac: (pod) => macFromName(`${pod.namespace}/${pod.name}/${pod.sandbox}`),
    gateway: (_node, family) => GATEWAY[family],
    permanentGateway: true,
  };
  const enis = once(() => planEnis(ask));
  const enisOf = (node: WiredNode): readonly Eni[] => enis().get(node.name) ?? [];
  const stations = once(
    () =>
      new Map(
        [...enis()].flatMap(([node, list]) =>
          list.map(({ mac, name }) => [mac, { namespace: nodeNamespace(node), interface: name }] as const),
        ),
      ),
  );
  const eniMac = (node: WiredNode, pod: PodPlace): Mac =>
    enisOf(node).find(({ pods }) => pods.includes(pod))?.mac ?? segment.nodeMac(node);
  return {
    uplinkMtu: MTU,
    hostDevice: veths.hostDevice,
    podAddresses: hostAddresses,
    node: (place) => ({
      interfaces: () => [...enisOf(place.node).map(eniDevice), ...hostVeths(veths, place)],
      ...subnetLength(place.node),
      routes: (family) => [
        ...vethRoutes(veths, place, family),
        ...enisOf(place.node).flatMap(eniRoutes(segment, family)),
      ],
      rules: (family) => routingRules(place.pods, enisOf(place.node), family),
      macOn: vethMacs(veths, place),
      netfilter: (family) => ({ last: awsRules(ask, place.node, family) }),
    }),
    pod: (place, pod) => routedPod(veths, place, pod),
    fabric: addressesByInterface(input, eniMac, (mac) => stations().get(mac)),
  };
}

/** eth0 has the prefix of its subnet, where the pods of other nodes are on the link. */
export function subnetLength({ podSubnets }: WiredNode): { readonly uplinkPrefixLength?: number } {
  const subnet = podSubnets?.find((cidr) => cidrParts(cidr).family === 4);
  return subnet === undefined ? {} : { uplinkPrefixLength: cidrParts(subnet).prefixLength };
}

function planEnis(ask: CniAsk): ReadonlyMap<string, readonly Eni[]> {
  const taken = new Set<Ip>();
  return new Map(
    ask.nodes.map((node) => {
      const { podsPerEni } = eniLimits(node.instanceType);
      const pods = ask.placesOn(node.name).filter(isPlugged);
      const count = Math.ceil(pods.length / podsPerEni);
      const list = Array.from({ length: Math.max(count - 1, 0) }, (_, index): Eni => {
        const number = index + 1;
        return {
          name: `eth${number}`,
          table: number + 1,
          mac: macFromName(`eni ${number} ${node.name}`),
          ip: freeAddress(ask, node, taken),
          pods: pods.slice(number * podsPerEni, (number + 1) * podsPerEni),
        };
      });
      return [node.name, list] as const;
    }),
  );
}

/** The interface's own address: the last one of the subnet that nobody has. */
function freeAddress(ask: CniAsk, { podSubnets }: WiredNode, taken: Set<Ip>): Ip | undefined {
  const subnet = podSubnets?.find((cidr) => cidrParts(cidr).family === 4);
  if (subnet === undefined) return undefined;
  const size = 1n << BigInt(IP_BITS[4] - cidrParts(subnet).prefixLength);
  for (let index = size - 2n; index > 3n; index -= 1n) {
    const ip = cidrAddress(subnet, index);
    if (ip === undefined || taken.has(ip) || ask.owner(ip) !== undefined) continue;
    taken.add(ip);
    return ip;
  }
  return undefined;
}

function eniDevice({ name, mac, ip }: Eni): Ethernet {
  const addresses = ip === undefined ? [] : [{ ip, prefixLength: 20, noPrefixRoute: true as const }];
  return createEthernet({ name, segment: NODE_SEGMENT, mac, mtu: MTU, addresses, origin: AWS });
}

function eniRoutes(segment: NodeSegment, family: IpFamily) {
  return ({ name, table }: Eni): readonly Route[] => {
    const gateway = family === 4 ? segment.routerIP(4) : undefined;
    if (gateway === undefined) return [];
    return [
      { ...createRoute({ destination: ANY_IPV4, device: name, via: gateway, origin: AWS }), table },
      { ...createRoute({ destination: hostCidr(gateway), device: name, origin: AWS }), table },
    ];
  };
}

function routingRules(pods: readonly PodPlace[], enis: readonly Eni[], family: IpFamily): readonly RoutingRule[] {
  const each = (list: readonly PodPlace[], make: (cidr: Cidr, origin: Origin) => RoutingRule): readonly RoutingRule[] =>
    list.flatMap((pod) =>
      pod.ips.filter((ip) => ipFamily(ip) === family).map((ip) => make(hostCidr(ip), podOrigin(AWS, pod))),
    );
  if (family === 6) return [];
  return [
    ...each(pods, (to, origin) => ({ priority: TO_POD, to, table: 'main', origin })),
    { priority: TO_PRIMARY, fwmark: { value: MARK, mask: MARK }, table: 'main', origin: AWS },
    ...enis.flatMap(({ table, pods: own }) =>
      each(own, (from, origin) => ({ priority: FROM_POD, from, table, origin })),
    ),
  ];
}

/** True when the aws-node DaemonSet says that somebody else translates what leaves the VPC. */
function hasExternalSnat(ask: CniAsk): boolean {
  const daemon = ask.daemonSets.find(({ ref }) => ref.name === 'aws-node');
  return /^true$/i.test(variableOf(daemon?.raw, 'AWS_VPC_K8S_CNI_EXTERNALSNAT') ?? '');
}

/** pkg/networkutils/network.go buildIptablesSNATRules, buildIptablesConnmarkRules. None for IPv6. */
function awsRules(ask: CniAsk, node: WiredNode, family: IpFamily): Partial<NodeRules> {
  const primary = primaryIP(node, family);
  if (family === 6 || primary === undefined) return {};
  const externalSnat = hasExternalSnat(ask);
  const vpc = ask.podCIDRs.filter((cidr) => cidrParts(cidr).family === family);
  const rule = (text: string, matches: readonly Match[], target: Rule['target']): Rule =>
    createRule([comment(text), ...matches], target, AWS);
  const inVpc = (text: string) => vpc.map((cidr) => rule(text, [{ type: 'destination', cidr }], { type: 'RETURN' }));
  const restore = { type: 'CONNMARK', op: 'restore', value: 0, mask: MARK } as const;
  const set = { type: 'CONNMARK', op: 'set', value: MARK, mask: MARK } as const;
  const byEth0: readonly Match[] = [
    { type: 'inInterface', name: 'eth0' },
    { type: 'addrtype', of: 'destination', is: 'LOCAL', limit: 'in' },
  ];
  const fromPod: Match = { type: 'inInterface', name: 'eni+' };
  const mangle = tableRules(
    { PREROUTING: [rule('AWS, primary ENI', byEth0, set), rule('AWS, primary ENI', [fromPod], restore)] },
    [],
  );
  if (externalSnat) return { mangle };
  const snat = createRule(
    [{ type: 'outInterface', name: 'vlan+', negate: true }, comment('AWS, SNAT'), NOT_TO_LOCAL],
    { type: 'SNAT', ip: primary, randomFully: true },
    AWS,
  );
  const nat = tableRules(
    {
      PREROUTING: [
        rule('AWS, outbound connections', [fromPod], jump('AWS-CONNMARK-CHAIN-0')),
        rule('AWS, CONNMARK', [], restore),
      ],
      POSTROUTING: [rule('AWS SNAT CHAIN', [], jump('AWS-SNAT-CHAIN-0'))],
    },
    [
      {
        name: 'AWS-CONNMARK-CHAIN-0',
        rules: [...inVpc('AWS CONNMARK CHAIN, VPC CIDR'), rule('AWS, CONNMARK', [], set)],
      },
      { name: 'AWS-SNAT-CHAIN-0', rules: [...inVpc('AWS SNAT CHAIN'), snat] },
    ],
  );
  return { mangle, nat };
}

/**
 * Every address of its interfaces but their own. EKS starts kube-proxy without clusterCIDR. NetworkPolicies are off by default
 * (aws.github.io/amazon-vpc-cni-k8s/docs/network-policy-faq.html).
 */
export const AWS_VPC_CNI: CniDefinition = {
  program: createAwsVpc,
  aliases: ['aws', 'aws-cni', 'aws-vpc-cni'],
  daemonSets: ['aws-node'],
  usualOf: 'eks',
  subnetAddresses: ({ labels }) => {
    const { enis, podsPerEni } = eniLimits(labels[INSTANCE_TYPE]);
    return enis * podsPerEni;
  },
  ignoresPolicies: true,
  policySwitch: 'enableNetworkPolicy',
  enforces: (_name, daemonSet) =>
    containersOf(daemonSet?.raw).some((container) => argumentsOf(container).some((each) => ENABLE_POLICY.test(each))),
  noLocalDetection: true,
};
