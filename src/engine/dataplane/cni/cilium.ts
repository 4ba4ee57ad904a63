import { configurationOf, sizeOf } from '../../kubernetes/nodes/cni-configuration.ts';
import type { CniSigns, StatedMtus } from '../../kubernetes/nodes/cni-facts.ts';
import type { PodPlace } from '../../kubernetes/cluster/cluster.ts';
import { textOf } from '../../kubernetes/model/reader.ts';
import { parseCidrList } from '../../kubernetes/tools/lenient-address.ts';
import type { BpfDecision, BpfRedirect } from '../../linux/model/bpf.ts';
import { redirect } from '../../linux/walk/bpf-forward.ts';
import type { Dummy } from '../../linux/model/devices.ts';
import type { Interface, Vxlan } from '../../linux/namespace/namespace.ts';
import type { Mac } from '../../linux/model/place.ts';
import type { Route } from '../../linux/model/routes.ts';
import type { Match, Rule } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { VXLAN_DRIVER } from '../../linux/walk/tunnel.ts';
import { cidrContains, cidrParts, hostCidr, type Cidr } from '../../net/cidr.ts';
import { ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import { comment, createRule, jump } from '../rules/rule.ts';
import type { TableRules } from '../rules/proxy-rules.ts';
import { once } from '../rules/once.ts';
import { createHostAddress, createRoute, FAMILIES } from '../hosts/host.ts';
import { macFromName } from '../hosts/mac.ts';
import { podCIDROf, podGateway } from '../hosts/node-addresses.ts';
import { isPlugged } from './wiring/bridge.ts';
import type { CniFabric } from '../hosts/fabric.ts';
import type { Cni, CniAsk, CniDefinition, CniInput, CniPlace } from './wiring/cni-program.ts';
import { addressSet } from './calico.ts';
import { tableRules } from './wiring/masquerade-agent.ts';
import { gkeAgent, GKE_MTU } from './ptp.ts';
import { rangesByNode } from './wiring/range-fabric.ts';
import { remotePods } from './wiring/pod-routes.ts';
import { hostAddresses, hostVeths, podOrigin, routedPod, vethMacs, type RoutedVeths } from './wiring/routed-veth.ts';
import { sha1Hex } from './wiring/sha1.ts';
import type { WiredNode } from '../hosts/wired-node.ts';

const CILIUM: Origin = { program: 'cilium' };
const HOST_DEVICE = 'cilium_host';
const TUNNEL_DEVICE = 'cilium_vxlan';
/** VXLAN takes 50 bytes. Cilium pkg/mtu. */
const TUNNEL_BYTES = 50;

/** What distinguishes Cilium's installations. */
interface CiliumShape {
  /** routing-mode: tunnel (VXLAN) or native. */
  readonly tunnel: boolean;
  readonly mtu: number;
  /** Of the host end of a pod's veth: "lxc", or "gke" in GKE. */
  readonly prefix: string;
  /** Native routing by the cloud's own network; absent: by routes to the other nodes (autoDirectNodeRoutes). */
  readonly fabric?: CniFabric;
  readonly uplinkPrefixLength?: number;
  /** Absent: Cilium's own masquerade. */
  readonly masquerade?: (family: IpFamily) => TableRules;
}

/**
 * Cilium: a veth per pod whose eBPF program knows every pod (ipcache, endpoint map). It hands packets to the veth of a pod of
 * this node, or to the tunnel for one of another, past the host's IP stack; only what leaves for elsewhere goes through the
 * stack, and what the host itself sends to pods comes to the program by cilium_host. Cilium v1.18 bpf/bpf_lxc.c, bpf_overlay.c,
 * bpf_host.c; docs.cilium.io network/ebpf/lifeofapacket, concepts/routing.
 * Simplification: packets that come in by eth0 pass the stack up to cilium_host (bpf.hostLegacyRouting), as they do beside kube-proxy.
 * Simplification: beside kube-proxy all packets pass the stack up to cilium_host, where Cilium would translate clusterIPs itself.
 * Simplification: cilium_host is a dummy device, not one end of a veth pair with cilium_net; the VNI carries no identity.
 */
function createCilium({ ask }: CniInput, shape: CiliumShape): Cni {
  const { podMtu: mtu = shape.mtu } = ask;
  const veths: RoutedVeths = {
    origin: { program: 'cni/cilium' },
    mtu,
    hostDevice: (pod) => `${shape.prefix}${sha1Hex(`${pod.namespace}/${pod.name}/${pod.sandbox}`).slice(0, 12)}`,
    hostMac: (pod) => macFromName(`lxc ${pod.namespace}/${pod.name}/${pod.sandbox}`),
    gateway: (node, family) => podGateway(ask, node, family),
    permanentGateway: true,
    ...(shape.tunnel ? { routeMtu: mtu - TUNNEL_BYTES } : {}),
  };
  return {
    uplinkMtu: shape.mtu,
    hostDevice: veths.hostDevice,
    podAddresses: hostAddresses,
    node: (place) => ({
      interfaces: () => [...hostVeths(veths, place), ...ciliumDevices(ask, place.node, shape)],
      ...(shape.uplinkPrefixLength === undefined ? {} : { uplinkPrefixLength: shape.uplinkPrefixLength }),
      routes: (family) => ciliumRoutes(ask, place, shape, family),
      // What is sent into cilium_host never reaches a wire: any neighbour will do.
      macOn: (device, ip) => (device === HOST_DEVICE ? hostMac(place.node) : vethMacs(veths, place)(device, ip)),
      netfilter: (family) => ({
        last: { nat: shape.masquerade?.(family) ?? ciliumMasquerade(ask, place.node, shape, family) },
      }),
      ...(isAlone(ask) ? { judgesInBpf: true as const } : {}),
      redirect: { decide: createRedirect(ask, place, veths, shape), run: redirect },
    }),
    pod: (place, pod) => routedPod(veths, place, pod),
    ...(shape.fabric === undefined ? {} : { fabric: shape.fabric }),
  };
}

/** Without kube-proxy. */
const isAlone = ({ proxyMode }: CniAsk): boolean => proxyMode === 'ebpf';

/** cilium_host's addresses. */
const hostIPs = (ask: CniAsk, node: WiredNode): readonly Ip[] =>
  FAMILIES.filter((family) => podCIDROf(node, family) !== undefined).map((family) => podGateway(ask, node, family));

const nodeOf = (ask: CniAsk, pod: PodPlace): WiredNode | undefined =>
  isPlugged(pod) ? ask.node(pod.nodeName ?? '') : undefined;

const hostMac = (node: WiredNode): Mac => macFromName(`cilium_host ${node.name}`);

function ciliumDevices(ask: CniAsk, node: WiredNode, { tunnel, mtu }: CiliumShape): readonly Interface[] {
  const host: Dummy = {
    kind: 'dummy',
    name: HOST_DEVICE,
    mac: hostMac(node),
    mtu,
    addresses: hostIPs(ask, node).map(createHostAddress),
    origin: CILIUM,
  };
  const local = node.ips[0];
  if (!tunnel || local === undefined) return [host];
  const device: Vxlan = {
    kind: 'vxlan',
    name: TUNNEL_DEVICE,
    mac: macFromName(`cilium_vxlan ${node.name}`),
    mtu,
    addresses: [],
    vni: 2,
    port: 8472,
    local,
    // `external`: the program says for each packet where it goes.
    fdb: () => undefined,
    fdbEntries: () => [],
    driver: VXLAN_DRIVER,
    origin: CILIUM,
  };
  return [host, device];
}

/** Own pods by cilium_host; others' too when there is a tunnel, else by their nodes, or by whatever the cloud's network does. */
function ciliumRoutes(ask: CniAsk, { node, pods }: CniPlace, shape: CiliumShape, family: IpFamily): readonly Route[] {
  const own = podCIDROf(node, family);
  const gateway = podGateway(ask, node, family);
  const byHost = (destination: Cidr, mtu?: number): Route => ({
    ...createRoute({ destination, device: HOST_DEVICE, via: gateway, source: gateway, origin: CILIUM }),
    ...(mtu === undefined ? {} : { mtu }),
  });
  const isStray = (ip: Ip): boolean => ipFamily(ip) === family && (own === undefined || !cidrContains(own, ip));
  const strays = pods.flatMap((pod) => pod.ips.filter(isStray)).map(hostCidr);
  const local =
    own === undefined ? strays.map((cidr) => byHost(cidr)) : [byHost(own), ...strays.map((cidr) => byHost(cidr))];
  const others = remotePods(ask, node, family, CILIUM);
  if (shape.tunnel)
    return [...local, ...others.map(({ destination }) => byHost(destination, shape.mtu - TUNNEL_BYTES))];
  if (shape.fabric !== undefined) return local;
  return [
    ...local,
    ...others.map(({ destination, nodeIP, origin }) =>
      createRoute({ destination, device: 'eth0', via: nodeIP, origin }),
    ),
  ];
}

/** Where the programs send a packet; undefined: on through the host's stack. */
function createRedirect(
  ask: CniAsk,
  { node, pods }: CniPlace,
  veths: RoutedVeths,
  { tunnel, prefix }: CiliumShape,
): BpfRedirect {
  const alone = isAlone(ask);
  const local = new Map(pods.flatMap((pod) => pod.ips.map((ip) => [ip, pod] as const)));
  // What nodes send to pods comes from their cilium_host.
  const hosts = once(() => new Map(ask.nodes.flatMap((one) => hostIPs(ask, one).map((ip) => [ip, one] as const))));
  const decide = (ip: Ip): BpfDecision | undefined => {
    const pod = local.get(ip);
    if (pod !== undefined) return { to: 'endpoint', device: veths.hostDevice(pod), origin: podOrigin(CILIUM, pod) };
    if (!tunnel) return undefined;
    const owner = ask.owner(ip);
    const other = owner === undefined ? hosts().get(ip) : 'podCIDRs' in owner ? undefined : nodeOf(ask, owner);
    // Outer packets go between the nodes' primary addresses, whatever is inside.
    const remote = other?.name === node.name ? undefined : other?.ips[0];
    if (remote === undefined || other === undefined) return undefined;
    const origin = { ...CILIUM, subject: { kind: 'Node', name: other.name } };
    return { to: 'tunnel', device: TUNNEL_DEVICE, remote, origin };
  };
  return ({ device, direction, header }) => {
    const fromPod = alone && direction === 'ingress' && device.startsWith(prefix);
    const fromTunnel = alone && direction === 'ingress' && device === TUNNEL_DEVICE;
    const fromHost = direction === 'egress' && device === HOST_DEVICE;
    if (!fromPod && !fromTunnel && !fromHost) return undefined;
    const decision = decide(header.destinationIP);
    return fromTunnel && decision?.to === 'tunnel' ? undefined : decision;
  };
}

/**
 * Traffic of the node's pods to addresses of no pod gets the node's; with native routing the nodes are spared too.
 * Cilium v1.18 pkg/datapath/iptables/iptables.go installMasqueradeRules (bpf.masquerade is off by default).
 */
function ciliumMasquerade(ask: CniAsk, node: WiredNode, { tunnel }: CiliumShape, family: IpFamily): TableRules {
  const own = podCIDROf(node, family);
  const spare = ask.podCIDRs.find((cidr) => cidrParts(cidr).family === family);
  if (own === undefined || spare === undefined) return tableRules({}, []);
  const nodes = ask.nodes
    .flatMap((one) => one.ips)
    .filter((ip) => ipFamily(ip) === family)
    .map(hostCidr);
  const setName = `cilium_node_set_v${family}`;
  const rule = (matches: readonly Match[], text: string, target: Rule['target']): Rule =>
    createRule([...matches, comment(text)], target, CILIUM);
  const notNodes = rule(
    [{ type: 'set', set: setName, fields: ['destinationIP'] }],
    'exclude traffic to cluster nodes from masquerade',
    { type: 'ACCEPT' },
  );
  const masquerade = rule(
    [
      { type: 'source', cidr: own },
      { type: 'destination', cidr: spare, negate: true },
      { type: 'outInterface', name: 'cilium_+', negate: true },
    ],
    'cilium masquerade non-cluster',
    { type: 'MASQUERADE' },
  );
  const chain = { name: 'CILIUM_POST_nat', rules: tunnel ? [masquerade] : [notNodes, masquerade] };
  const feeder = rule([], 'cilium-feeder: CILIUM_POST_nat', jump(chain.name));
  const set = addressSet(nodes);
  return { ...tableRules({ POSTROUTING: [feeder] }, [chain]), set: (name) => (name === setName ? set : undefined) };
}

/** docs.cilium.io network/concepts/ipam/cluster-pool: cluster-pool-ipv4-cidr. */
const poolRange = (signs: CniSigns): readonly Cidr[] =>
  parseCidrList(textOf(configurationOf(signs, 'cilium')['cluster-pool-ipv4-cidr']) ?? '');

/** docs.cilium.io cmdref/cilium-agent: --mtu, of the nodes' network, from which the tunnel's header is taken. */
function statedMtus(signs: CniSigns): StatedMtus {
  const podMtu = sizeOf(configurationOf(signs, 'cilium')['mtu']);
  return podMtu === undefined ? {} : { podMtu };
}

/** docs.cilium.io network/concepts/routing: routing-mode, tunnel is the default; before 1.14 tunnel: disabled. */
function routesNatively(signs: CniSigns): boolean {
  const config = configurationOf(signs, 'cilium');
  return config['routing-mode'] === 'native' || config['tunnel'] === 'disabled';
}

/** It takes the place of kube-proxy. docs.cilium.io network/kubernetes/kubeproxy-free: kubeProxyReplacement. */
export const CILIUM_CNI: CniDefinition = {
  mtus: statedMtus,
  program: (input) => createCilium(input, { tunnel: true, mtu: 1500, prefix: 'lxc' }),
  aliases: ['cilium-vxlan'],
  daemonSets: ['cilium'],
  podCIDRs: poolRange,
  proxyMode: 'ebpf',
  policyLanguage: 'cilium',
};

export const CILIUM_NATIVE_CNI: CniDefinition = {
  mtus: statedMtus,
  program: (input) => createCilium(input, { tunnel: false, mtu: 1500, prefix: 'lxc' }),
  daemonSets: ['cilium'],
  fits: routesNatively,
  podCIDRs: poolRange,
  proxyMode: 'ebpf',
  policyLanguage: 'cilium',
};

/** Cilium in the place of ptp and kube-proxy. cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2 */
export const GKE_DATAPLANE_V2_CNI: CniDefinition = {
  program: (input) =>
    createCilium(input, {
      tunnel: false,
      mtu: GKE_MTU,
      prefix: 'gke',
      uplinkPrefixLength: 32,
      fabric: rangesByNode(input),
      masquerade: gkeAgent,
    }),
  aliases: ['dataplane-v2'],
  daemonSets: ['anetd'],
  proxyMode: 'ebpf',
  policyLanguage: 'cilium',
};
