import type { Mac } from '../../linux/model/place.ts';
import type { Route } from '../../linux/model/routes.ts';
import type { Vxlan } from '../../linux/namespace/namespace.ts';
import type { Chain, Match, Rule } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { configurationOf, sizeOf } from '../../kubernetes/nodes/cni-configuration.ts';
import type { CniSigns, StatedMtus } from '../../kubernetes/nodes/cni-facts.ts';
import { textOf } from '../../kubernetes/model/reader.ts';
import { parseCidrList } from '../../kubernetes/tools/lenient-address.ts';
import { cidrParts, createCidr, hostCidr, type Cidr } from '../../net/cidr.ts';
import { createIp, ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import { comment, createRule, jump } from '../rules/rule.ts';
import type { NodeRules } from '../rules/proxy-rules.ts';
import { createRoute, FAMILIES } from '../hosts/host.ts';
import { macFromName } from '../hosts/mac.ts';
import { podCIDROf } from '../hosts/node-addresses.ts';
import { createBridge } from './wiring/bridge.ts';
import { strayAddresses } from './wiring/stray-addresses.ts';
import type { Cni, CniAsk, CniDefinition, CniInput } from './wiring/cni-program.ts';
import { tableRules } from './wiring/masquerade-agent.ts';
import { remotePods } from './wiring/pod-routes.ts';
import { vxlanMesh, type VxlanMesh } from './wiring/vxlan-mesh.ts';
import type { WiredNode } from '../hosts/wired-node.ts';

/** What flannel takes kube-proxy's mark to be, whatever masqueradeBit says. flannel pkg/trafficmngr/iptables/iptables.go */
const KUBE_PROXY_MARK = 0x4000;

const BRIDGE = 'cni0';
const FLANNEL: Origin = { program: 'flanneld' };
const UPLINK_MTU = 1500;
const MULTICAST: Cidr = createCidr(createIp('224.0.0.0'), 4);
const POSTROUTING_CHAIN = 'FLANNEL-POSTRTG';
const FORWARD_CHAIN = 'FLANNEL-FWD';

/** VXLAN takes 50 bytes of an IPv4 packet, 70 of an IPv6 one. flannel Documentation/backends.md, pkg/backend/vxlan. */
const OVERHEAD: Readonly<Record<IpFamily, number>> = { 4: 50, 6: 70 };

/**
 * flannel with the VXLAN backend: the bridge plugin's cni0 on each node, and a VXLAN device flannel.1 that carries what goes to
 * other nodes' pods. For each of them flanneld writes a route by its flannel.1 address (onlink), that address' neighbour entry
 * and the forwarding entry of its MAC. It enforces no NetworkPolicies. flannel v0.27 pkg/backend/vxlan/vxlan_network.go.
 */
function createFlannel(input: CniInput): Cni {
  const { ask } = input;
  const usual = UPLINK_MTU - (ask.nodes.some(({ ips }) => ips[0] !== undefined && ipFamily(ips[0]) === 6) ? 70 : 50);
  const bridge = createBridge(input, { name: BRIDGE, mtu: ask.podMtu ?? usual, origin: { program: 'cni/flannel' } });
  const mesh = vxlanMesh(ask, {
    origin: FLANNEL,
    name: (family) => (family === 4 ? 'flannel.1' : 'flannel-v6.1'),
    vni: 1,
    port: 8472,
    mtu: (family) => ask.tunnelMtu ?? UPLINK_MTU - OVERHEAD[family],
    address: tunnelAddress,
    mac: tunnelMac,
  });
  return {
    ...bridge,
    node: (place) => {
      const { node } = place;
      const own = bridge.node(place);
      return {
        ...own,
        interfaces: () => [
          ...own.interfaces(),
          ...FAMILIES.flatMap((family): readonly Vxlan[] => mesh.device(node, family)),
        ],
        routes: (family) => [...tunnelRoutes(ask, node, mesh, family), ...strayRoutes(ask, node, family)],
        macOn: (device, ip) => own.macOn(device, ip) ?? mesh.macOn(device, ip),
        permanentNeighbors: () => mesh.neighbors(node),
        netfilter: (family) => ({ last: flannelRules(ask, node, family) }),
      };
    },
  };
}

/** The network address of the node's podCIDR, which no pod has. */
function tunnelAddress(node: WiredNode, family: IpFamily): Ip | undefined {
  const cidr = podCIDROf(node, family);
  return cidr === undefined ? undefined : createIp(cidrParts(cidr).network);
}

const tunnelMac = (node: WiredNode, family: IpFamily): Mac => macFromName(`flannel.${family} ${node.name}`);

function tunnelRoutes(ask: CniAsk, node: WiredNode, mesh: VxlanMesh, family: IpFamily) {
  return remotePods(ask, node, family, FLANNEL).flatMap(({ destination, node: other, origin }) => {
    const via = tunnelAddress(other, family);
    if (via === undefined) return [];
    const route = createRoute({ destination, device: mesh.name(family), via, origin });
    return [{ ...route, nexthops: route.nexthops.map((hop) => ({ ...hop, onlink: true })) }];
  });
}

/** What leads to the node's own pods whose given addresses lie outside its podCIDR. */
function strayRoutes(ask: CniAsk, node: WiredNode, family: IpFamily): readonly Route[] {
  return strayAddresses(ask)
    .filter(({ ip, pod }) => pod.nodeName === node.name && ipFamily(ip) === family)
    .map(({ ip }) => createRoute({ destination: hostCidr(ip), device: BRIDGE, origin: FLANNEL }));
}

/** flannel v0.27 pkg/trafficmngr/iptables/iptables.go masqRules, forwardRules. */
function flannelRules(ask: CniAsk, node: WiredNode, family: IpFamily): Partial<NodeRules> {
  const network = ask.podCIDRs.find((cidr) => cidrParts(cidr).family === family);
  const own = podCIDROf(node, family);
  if (network === undefined || own === undefined) return {};
  const masq = comment('flanneld masq');
  const rule = (matches: readonly Match[], target: 'RETURN' | 'MASQUERADE'): Rule =>
    createRule(
      [...matches, masq],
      target === 'RETURN' ? { type: target } : { type: target, randomFully: true },
      FLANNEL,
    );
  const from = (cidr: Cidr, negate = false): Match => ({ type: 'source', cidr, ...(negate ? { negate } : {}) });
  const to = (cidr: Cidr, negate = false): Match => ({ type: 'destination', cidr, ...(negate ? { negate } : {}) });
  const everywhere = family === 4 ? [to(MULTICAST, true)] : [to(createCidr(createIp('ff00::'), 8), true)];
  const chain: Chain = {
    name: POSTROUTING_CHAIN,
    rules: [
      rule([{ type: 'mark', value: KUBE_PROXY_MARK, mask: KUBE_PROXY_MARK }], 'RETURN'),
      rule([from(own), to(network)], 'RETURN'),
      rule([from(network), to(own)], 'RETURN'),
      rule([from(network, true), to(own)], 'RETURN'),
      rule([from(network), ...everywhere], 'MASQUERADE'),
      rule([from(network, true), to(network)], 'MASQUERADE'),
    ],
  };
  const forward = comment('flanneld forward');
  const accept = (match: Match): Rule => createRule([match, forward], { type: 'ACCEPT' }, FLANNEL);
  return {
    nat: tableRules({ POSTROUTING: [createRule([masq], jump(POSTROUTING_CHAIN), FLANNEL)] }, [chain]),
    filter: tableRules({ FORWARD: [createRule([forward], jump(FORWARD_CHAIN), FLANNEL)] }, [
      { name: FORWARD_CHAIN, rules: [accept(from(network)), accept(to(network))] },
    ]),
  };
}

/**
 * What its backend is told, without what it needs itself; beside Calico (Canal) pods have the size that this one states.
 * // flannel Documentation/backends.md: VXLAN, MTU; docs.tigera.io networking/configuring/mtu: veth_mtu
 */
function statedMtus(signs: CniSigns): StatedMtus {
  const stated = /"MTU"\s*:\s*(\d{1,5})/.exec(textOf(configurationOf(signs, 'flannel')['net-conf.json']) ?? '')?.[1];
  const outer = sizeOf(stated);
  const tunnelMtu = outer === undefined ? undefined : outer - OVERHEAD[4];
  const podMtu = sizeOf(configurationOf(signs, 'canal')['veth_mtu']) ?? tunnelMtu;
  return { ...(podMtu === undefined ? {} : { podMtu }), ...(tunnelMtu === undefined ? {} : { tunnelMtu }) };
}

export const FLANNEL_CNI: CniDefinition = {
  mtus: statedMtus,
  program: createFlannel,
  aliases: ['canal'],
  daemonSets: ['kube-flannel-ds', 'kube-flannel', 'canal', 'rke2-canal'],
  ignoresPolicies: true,
  // Calico's Felix runs in the same pods. docs.tigera.io getting-started/kubernetes/flannel
  enforces: (name) => /(^|-)canal$/.test(name),
  policyLanguage: 'calico',
  // flannel Documentation/configuration.md: Network.
  podCIDRs: (signs) => {
    const text = textOf(configurationOf(signs, 'flannel')['net-conf.json']) ?? '';
    return parseCidrList(/"Network"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? '');
  },
};
