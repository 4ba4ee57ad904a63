import { configurationOf, sizeOf } from '../../kubernetes/nodes/cni-configuration.ts';
import type { CniSigns, StatedMtus } from '../../kubernetes/nodes/cni-facts.ts';
import type { PodPlace } from '../../kubernetes/cluster/cluster.ts';
import { recordOf, textOf } from '../../kubernetes/model/reader.ts';
import type { CniVariable } from '../../kubernetes/projection/container-texts.ts';
import { variableOf } from '../../kubernetes/read/template-containers.ts';
import { parseCidrList } from '../../kubernetes/tools/lenient-address.ts';
import type { Interface, Ipip, Vxlan } from '../../linux/namespace/namespace.ts';
import type { Mac } from '../../linux/model/place.ts';
import type { Route } from '../../linux/model/routes.ts';
import type { Match, NamedSet } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { IPIP_DRIVER } from '../../linux/walk/tunnel.ts';
import { cidrContains, cidrParts, hostCidr, type Cidr } from '../../net/cidr.ts';
import { createIp, parseIp, type Ip, type IpFamily } from '../../net/ip.ts';
import { createRule, jump } from '../rules/rule.ts';
import type { TableRules } from '../rules/proxy-rules.ts';
import { createHostAddress, createRoute, FAMILIES } from '../hosts/host.ts';
import { macFromName } from '../hosts/mac.ts';
import { podCIDROf } from '../hosts/node-addresses.ts';
import { strayAddresses } from './wiring/stray-addresses.ts';
import type { Cni, CniAsk, CniDefinition, CniInput, CniPlace } from './wiring/cni-program.ts';
import { tableRules } from './wiring/masquerade-agent.ts';
import { blackhole, remotePods } from './wiring/pod-routes.ts';
import { hostAddresses, hostVeths, routedPod, vethMacs, vethRoutes, type RoutedVeths } from './wiring/routed-veth.ts';
import { sha1Hex } from './wiring/sha1.ts';
import { vxlanMesh, type VxlanMesh } from './wiring/vxlan-mesh.ts';
import type { WiredNode } from '../hosts/wired-node.ts';

const CALICO: Origin = { program: 'calico' };
const NAME_DIGITS = 11;
/** All host ends have this one; the IPv6 gateway is its link-local address. calico cni-plugin pkg/dataplane/linux */
const HOST_MAC: Mac = 'ee:ee:ee:ee:ee:ee';
const GATEWAY: Readonly<Record<IpFamily, Ip>> = {
  4: createIp('169.254.1.1'),
  6: createIp('fe80::ecee:eeff:feee:eeee'),
};

/** How packets get to other nodes. docs.tigera.io networking/configuring/vxlan-ipip */
type CalicoMode = 'bgp' | 'ipip' | 'vxlan';

const MTU: Readonly<Record<CalicoMode, number>> = { bgp: 1500, ipip: 1480, vxlan: 1450 };

/**
 * Calico without a bridge: a veth per pod, cali and 11 digits of the SHA-1 of "namespace.pod", its host end answering ARP for
 * 169.254.1.1; the pod has its address alone. Nodes know each other's blocks by BGP (bird), over tunl0 with IP-in-IP, or by
 * vxlan.calico; a blackhole route holds the node's own block. calico felix/routetable, confd bird templates, felix/dataplane/linux.
 * Simplification: a node has one block, its podCIDR; Calico's IPAM hands out blocks of /26 as they are needed.
 */
function createCalico({ ask }: CniInput, mode: CalicoMode): Cni {
  const veths: RoutedVeths = {
    origin: { program: 'cni/calico' },
    mtu: ask.podMtu ?? MTU[mode],
    hostDevice: (pod: PodPlace) => `cali${sha1Hex(`${pod.namespace}.${pod.name}`).slice(0, NAME_DIGITS)}`,
    hostMac: () => HOST_MAC,
    gateway: (_node, family) => GATEWAY[family],
    proxyArp: true,
  };
  const mesh = mode === 'vxlan' ? calicoMesh(ask) : undefined;
  return {
    uplinkMtu: 1500,
    hostDevice: veths.hostDevice,
    podAddresses: hostAddresses,
    node: (place) => {
      const { node } = place;
      const onVeth = vethMacs(veths, place);
      return {
        interfaces: () => [...hostVeths(veths, place), ...tunnels(ask, node, mode, mesh)],
        routes: (family) => [
          ...vethRoutes(veths, place, family),
          ...ownBlock(node, family, mesh),
          ...blockRoutes({ ask, place, mode, mesh }, family),
        ],
        macOn: (device, ip) => mesh?.macOn(device, ip) ?? onVeth(device, ip),
        ...(mesh === undefined ? {} : { permanentNeighbors: () => mesh.neighbors(node) }),
        netfilter: (family) => ({ first: { nat: natOutgoing(ask, mode, family) } }),
      };
    },
    pod: (place, pod) => routedPod(veths, place, pod),
  };
}

/** IP-in-IP carries IPv4 only: IPv6 blocks are routed without a tunnel. */
function tunnelDevice(mode: CalicoMode, family: IpFamily): string | undefined {
  if (mode === 'vxlan') return family === 4 ? 'vxlan.calico' : 'vxlan-v6.calico';
  return mode === 'ipip' && family === 4 ? 'tunl0' : undefined;
}

/** The first address of the node's block, which IPAM gives to the tunnel. */
function tunnelAddress(node: WiredNode, family: IpFamily): Ip | undefined {
  const cidr = podCIDROf(node, family);
  return cidr === undefined ? undefined : createIp(cidrParts(cidr).network);
}

/** VXLAN takes 50 bytes (IPv6: 70). felix/dataplane/linux/vxlan_mgr.go: VNI 4096, port 4789. */
function calicoMesh(ask: CniAsk): VxlanMesh {
  return vxlanMesh(ask, {
    origin: CALICO,
    name: (family) => tunnelDevice('vxlan', family) ?? '',
    vni: 4096,
    port: 4789,
    mtu: (family) => ask.tunnelMtu ?? (family === 4 ? 1450 : 1430),
    address: tunnelAddress,
    mac: (node, family) => macFromName(`vxlan.calico.${family} ${node.name}`),
  });
}

function tunnels(ask: CniAsk, node: WiredNode, mode: CalicoMode, mesh: VxlanMesh | undefined): readonly Interface[] {
  if (mesh !== undefined) return FAMILIES.flatMap((family): readonly Vxlan[] => mesh.device(node, family));
  const ip = tunnelAddress(node, 4);
  if (mode !== 'ipip' || ip === undefined) return [];
  const device: Ipip = {
    kind: 'ipip',
    name: 'tunl0',
    mac: '00:00:00:00:00:00',
    mtu: ask.tunnelMtu ?? MTU.ipip,
    addresses: [createHostAddress(ip)],
    driver: IPIP_DRIVER,
    origin: CALICO,
  };
  return [device];
}

/** The number of `proto` that felix writes its own routes with has no name; bird's are called so. */
const protocolOf = (mesh: VxlanMesh | undefined): string => (mesh === undefined ? 'bird' : '80');

function ownBlock(node: WiredNode, family: IpFamily, mesh: VxlanMesh | undefined): readonly Route[] {
  const cidr = podCIDROf(node, family);
  return cidr === undefined ? [] : [blackhole(cidr, CALICO, protocolOf(mesh))];
}

interface Blocks {
  readonly ask: CniAsk;
  readonly place: CniPlace;
  readonly mode: CalicoMode;
  readonly mesh: VxlanMesh | undefined;
}

function blockRoutes({ ask, place, mode, mesh }: Blocks, family: IpFamily): readonly Route[] {
  return remotePods(ask, place.node, family, CALICO).flatMap(({ destination, node, nodeIP, origin }) => {
    const protocol = protocolOf(mesh);
    const tunnel = tunnelDevice(mode, family);
    const via = mesh === undefined ? nodeIP : tunnelAddress(node, family);
    if (via === undefined) return [];
    const route = { ...createRoute({ destination, device: tunnel ?? 'eth0', via, origin }), protocol };
    if (tunnel === undefined) return [route];
    return [{ ...route, nexthops: route.nexthops.map((hop) => ({ ...hop, onlink: true })) }];
  });
}

/**
 * natOutgoing: what a pool's address sends to an address of no pool is masqueraded; what the host sends by a tunnel from another
 * address than the tunnel's, too. calico felix/rules/nat.go, felix/rules/static.go StaticNATPostroutingChains.
 * Simplification: felix' comments (hashes of the rules) are left out.
 */
function natOutgoing(ask: CniAsk, mode: CalicoMode, family: IpFamily): TableRules {
  const pools = [
    ...ask.podCIDRs.filter((cidr) => cidrParts(cidr).family === family),
    ...strayAddresses(ask).map(({ ip }) => hostCidr(ip)),
  ].filter((cidr) => cidrParts(cidr).family === family);
  const [masq, all] = [`cali${family}0masq-ipam-pools`, `cali${family}0all-ipam-pools`];
  const sets = new Map([
    [masq, addressSet(pools, 'source')],
    [all, addressSet(pools, 'destination')],
  ]);
  const outgoing = createRule(
    [
      { type: 'set', set: masq, fields: ['sourceIP'] },
      { type: 'set', set: all, fields: ['destinationIP'], negate: true },
    ],
    { type: 'MASQUERADE', randomFully: true },
    CALICO,
  );
  const device = tunnelDevice(mode, family);
  const foreign: readonly Match[] = [
    { type: 'outInterface', name: device ?? '' },
    { type: 'addrtype', of: 'source', is: 'LOCAL', limit: 'out', negate: true },
    { type: 'addrtype', of: 'source', is: 'LOCAL' },
  ];
  const byTunnel = device === undefined ? [] : [createRule(foreign, { type: 'MASQUERADE', randomFully: true }, CALICO)];
  const rules = tableRules({ POSTROUTING: [createRule([], jump('cali-POSTROUTING'), CALICO)] }, [
    {
      name: 'cali-POSTROUTING',
      rules: [
        createRule([], jump('cali-fip-snat'), CALICO),
        createRule([], jump('cali-nat-outgoing'), CALICO),
        ...byTunnel,
      ],
    },
    { name: 'cali-fip-snat', rules: [] },
    { name: 'cali-nat-outgoing', rules: [outgoing] },
  ]);
  return { ...rules, set: (name) => sets.get(name) };
}

/** An ipset of networks (hash:net) that rules hold an address against. */
export function addressSet(cidrs: readonly Cidr[], of: 'source' | 'destination' = 'destination'): NamedSet {
  return {
    elements: () => cidrs.map((cidr) => [{ type: of, cidr }]),
    has: (key) => {
      const ip = parseIp(key);
      return ip !== undefined && cidrs.some((cidr) => cidrContains(cidr, ip));
    },
  };
}

/** Its IP pools, those of the operator's Installation included. docs.tigera.io reference/resources/ippool, installation/api */
function poolsOf({ objects }: CniSigns): readonly Readonly<Record<string, unknown>>[] {
  const specs = (kind: string) =>
    objects.filter(({ raw }) => raw.kind === kind).map(({ raw }) => recordOf(raw['spec']));
  const installed = specs('Installation').flatMap(({ calicoNetwork }) => recordOf(calicoNetwork)['ipPools'] ?? []);
  return [...specs('IPPool'), ...installed.map(recordOf)];
}

/** A variable of the DaemonSet, by which it makes the first pool. docs.tigera.io reference/configure-calico-node */
const variable = ({ daemonSet }: CniSigns, name: CniVariable): string => variableOf(daemonSet.raw, name) ?? '';

/** True when a pool, or the one to be made, wraps all packets in this. */
function wraps(signs: CniSigns, mode: 'vxlan' | 'ipip'): boolean {
  const made = variable(signs, mode === 'vxlan' ? 'CALICO_IPV4POOL_VXLAN' : 'CALICO_IPV4POOL_IPIP');
  return (
    made === 'Always' ||
    poolsOf(signs).some((pool) => pool[`${mode}Mode`] === 'Always' || pool['encapsulation'] === mode.toUpperCase())
  );
}

function poolRange(signs: CniSigns): readonly Cidr[] {
  const texts = [...poolsOf(signs).map(({ cidr }) => textOf(cidr) ?? ''), variable(signs, 'CALICO_IPV4POOL_CIDR')];
  return texts.flatMap(parseCidrList).slice(0, 1);
}

/**
 * What the manifest's ConfigMap, or the operator's Installation, states for pods; Felix has another for each tunnel, of which a variable
 * goes before a FelixConfiguration. Of those that nobody states the pods' is that of the tunnel, and the tunnel's that of the pods.
 * docs.tigera.io networking/configuring/mtu, reference/felix/configuration; felix v3.30 dataplane/linux/int_dataplane.go determinePodMTU
 */
function statedMtus(signs: CniSigns, mode: CalicoMode): StatedMtus {
  const specs = (kind: string) =>
    signs.objects.filter(({ raw }) => raw.kind === kind).map(({ raw }) => recordOf(raw['spec']));
  const installed = specs('Installation').map(({ calicoNetwork }) => recordOf(calicoNetwork)['mtu']);
  const felix = [
    variable(signs, mode === 'ipip' ? 'FELIX_IPINIPMTU' : 'FELIX_VXLANMTU'),
    ...specs('FelixConfiguration').map((spec) => spec[mode === 'ipip' ? 'ipipMTU' : 'vxlanMTU']),
  ];
  const stated = [configurationOf(signs, 'calico')['veth_mtu'], ...installed].map(sizeOf).find(Boolean);
  const tunnel = mode === 'bgp' ? undefined : (felix.map(sizeOf).find(Boolean) ?? stated);
  const podMtu = stated ?? tunnel;
  return { ...(podMtu === undefined ? {} : { podMtu }), ...(tunnel === undefined ? {} : { tunnelMtu: tunnel }) };
}

export const CALICO_CNI: CniDefinition = {
  policyLanguage: 'calico',
  mtus: (signs) => statedMtus(signs, 'bgp'),
  program: (input) => createCalico(input, 'bgp'),
  aliases: ['calico-bgp'],
  daemonSets: ['calico-node'],
  podCIDRs: poolRange,
  // Beside flannel (Canal), and on EKS, GKE and AKS. docs.tigera.io getting-started/kubernetes/managed-public-cloud
  mayOnlyEnforce: true,
};

export const CALICO_IPIP_CNI: CniDefinition = {
  policyLanguage: 'calico',
  mtus: (signs) => statedMtus(signs, 'ipip'),
  program: (input) => createCalico(input, 'ipip'),
  daemonSets: ['calico-node'],
  fits: (signs) => wraps(signs, 'ipip'),
  podCIDRs: poolRange,
};

export const CALICO_VXLAN_CNI: CniDefinition = {
  policyLanguage: 'calico',
  mtus: (signs) => statedMtus(signs, 'vxlan'),
  program: (input) => createCalico(input, 'vxlan'),
  daemonSets: ['calico-node'],
  fits: (signs) => wraps(signs, 'vxlan'),
  podCIDRs: poolRange,
};
