import { cidrContains, cidrParts, createCidr, hostCidr, type Cidr } from '../../net/cidr.ts';
import { createIp, ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import type { ClusterOverrides, ClusterSettings } from '../cluster/cluster.ts';
import type { ProxyMode } from '../model/basics.ts';
import type { LocalDetector } from '../model/local-detector.ts';
import { detectNetwork, type NetworkDetector } from './network-detector.ts';
import { parseCidrList } from '../tools/lenient-address.ts';
import {
  isSince,
  type KubernetesVersion,
  newestVersion,
  parseKubernetesVersion,
  USUAL_VERSION,
} from '../tools/kubernetes-version.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { SettingsKind, SettingsStore } from '../cluster/plan-store.ts';
import {
  createCursor,
  type Cursor,
  field,
  fieldAt,
  type FieldIssue,
  isAbsent,
  noteIssue,
  readBoolean,
  readCidr,
  readInteger,
  readIp,
  readList,
  readOneOf,
  readString,
  readText,
  unusable,
} from '../model/reader.ts';
import { addIssues, assume, type Report } from '../model/report.ts';

/** Ranges kubeadm and kind use when nobody says otherwise. */
const POD_CIDRS: Readonly<Record<IpFamily, Cidr>> = {
  4: createCidr(createIp('10.244.0.0'), 16),
  6: createCidr(createIp('fd00:10:244::'), 56),
};
const SERVICE_CIDRS: Readonly<Record<IpFamily, Cidr>> = {
  4: createCidr(createIp('10.96.0.0'), 12),
  6: createCidr(createIp('fd00:10:96::'), 112),
};

/** Where nodes are that state no address (see nodes.ts). */
const NODES_NETWORK: Readonly<Record<IpFamily, Cidr>> = {
  4: createCidr(createIp('192.168.0.0'), 16),
  6: createCidr(createIp('fd00:c0a8::'), 56),
};

/** What other objects show about the ranges, for when no configuration states them. */
export interface AddressesSeen {
  readonly nodeIPs: readonly Ip[];
  readonly nodePodCIDRs: readonly Cidr[];
  readonly podIPs: () => readonly Ip[];
  readonly podFamilies: readonly IpFamily[];
  readonly clusterIPs: readonly Ip[];
  readonly serviceFamilies: readonly IpFamily[];
  /** Of the kubelets. */
  readonly versions: readonly KubernetesVersion[];
}

interface SettingsInput {
  readonly store: SettingsStore;
  readonly overrides: ClusterOverrides;
  readonly seen: AddressesSeen;
  readonly detector: NetworkDetector | undefined;
  readonly report: Report;
}

function lastOf(
  input: SettingsInput,
  kind: SettingsKind,
): { readonly object: StoredObject | undefined; readonly cursor: Cursor } {
  const object = input.store.ofKind(kind).at(-1);
  return { object, cursor: createCursor(object?.raw, []) };
}

function readCidrs(cursor: Cursor): readonly Cidr[] {
  const text = readText(cursor);
  if (text === undefined) return [];
  const found = parseCidrList(text);
  if (found.length < text.split(',').length) unusable(cursor, 'CIDR_LIST');
  return found;
}

/** The default range of each family, the primary one first. */
function familiesOf(seen: AddressesSeen, other: readonly IpFamily[]): readonly IpFamily[] {
  const nodes = new Set(seen.nodeIPs.map(ipFamily));
  const primary: IpFamily = nodes.size === 1 && nodes.has(6) ? 6 : 4;
  return [primary, ...new Set(other.filter((family) => family !== primary))];
}

/** The least part of an address that those of one network share. */
const VPC_RANGE: Readonly<Record<IpFamily, number>> = { 4: 16, 6: 56 };

/** One network that holds all of them, at least as large as a /16 (IPv4) or /56; undefined when they lie too far apart. */
function commonNetwork(cidrs: readonly Cidr[]): Cidr | undefined {
  const [first] = cidrs;
  if (first === undefined) return undefined;
  const { network, family, prefixLength } = cidrParts(first);
  const [widest, smallest] = family === 4 ? [8, 16] : [32, 56];
  for (let length = Math.min(prefixLength, smallest); length >= widest; length--) {
    const candidate = createCidr(network, length);
    if (cidrs.every((cidr) => cidrContains(candidate, cidrParts(cidr).network))) return candidate;
  }
  return undefined;
}

function podCIDRsFrom(input: SettingsInput, stated: readonly Cidr[]): readonly Cidr[] {
  if (stated.length > 0) return stated;
  const { seen, report } = input;
  const families = familiesOf(seen, [...seen.podFamilies, ...seen.nodePodCIDRs.map((c) => cidrParts(c).family)]);
  const cidrs = families.map((family) => {
    const own = seen.nodePodCIDRs.filter((cidr) => cidrParts(cidr).family === family);
    const fallback = POD_CIDRS[family];
    if (own.every((cidr) => cidrContains(fallback, cidrParts(cidr).network))) return fallback;
    return commonNetwork(own) ?? fallback;
  });
  assume(report, { code: 'POD_CIDR_ASSUMED', detail: { cidrs, from: 'DEFAULT' } });
  return cidrs;
}

/**
 * The cloud's network that the nodes are in: pods have addresses of it too. At least a /16, or a /56. Where they have nothing
 * in common, it has several ranges (docs.aws.amazon.com VPC vpc-cidr-blocks).
 */
function vpcCIDRsFrom({ seen, report }: SettingsInput): readonly Cidr[] {
  const cidrs = familiesOf(seen, seen.nodeIPs.map(ipFamily)).flatMap((family): readonly Cidr[] => {
    const own = [...seen.nodeIPs, ...seen.podIPs()].filter((ip) => ipFamily(ip) === family);
    if (own.length === 0) return [NODES_NETWORK[family]];
    const common = commonNetwork(own.map(hostCidr));
    return common === undefined ? [...new Set(own.map((ip) => createCidr(ip, VPC_RANGE[family])))] : [common];
  });
  assume(report, { code: 'POD_CIDR_ASSUMED', detail: { cidrs, from: 'NODES' } });
  return cidrs;
}

function serviceCIDRsFrom(input: SettingsInput, stated: readonly Cidr[]): readonly Cidr[] {
  if (stated.length > 0) return stated;
  const { seen, report } = input;
  const cidrs = familiesOf(seen, [...seen.serviceFamilies, ...seen.clusterIPs.map(ipFamily), ...seen.podFamilies]).map(
    (family) => {
      const own = seen.clusterIPs.filter((ip) => ipFamily(ip) === family);
      const fallback = SERVICE_CIDRS[family];
      const [first] = own;
      if (first === undefined || own.some((ip) => cidrContains(fallback, ip))) return fallback;
      return createCidr(first, family === 4 ? 16 : 112);
    },
  );
  assume(report, { code: 'SERVICE_CIDR_ASSUMED', detail: { cidrs } });
  return cidrs;
}

function readDetector(proxy: Cursor, given: boolean, podCIDRs: readonly Cidr[]): LocalDetector {
  const modes = ['ClusterCIDR', 'NodeCIDR', 'BridgeInterface', 'InterfaceNamePrefix'] as const;
  const mode = readOneOf(field(proxy, 'detectLocalMode'), modes) ?? 'ClusterCIDR';
  const detectLocal = field(proxy, 'detectLocal');
  if (mode === 'NodeCIDR') return { mode };
  if (mode === 'BridgeInterface') {
    const bridge = readText(field(detectLocal, 'bridgeInterface'));
    return bridge === undefined ? { mode: 'none' } : { mode, bridge };
  }
  if (mode === 'InterfaceNamePrefix') {
    const prefix = readText(field(detectLocal, 'interfaceNamePrefix'));
    return prefix === undefined ? { mode: 'none' } : { mode, prefix };
  }
  const clusterCIDR = field(proxy, 'clusterCIDR');
  // Left out altogether (kubeadm fills it in) is not the same as an explicit "".
  if (!given || isAbsent(clusterCIDR)) return { mode, cidrs: podCIDRs };
  const cidrs = readCidrs(clusterCIDR);
  return cidrs.length === 0 ? { mode: 'none' } : { mode, cidrs };
}

function readProxyMode(proxy: Cursor): ProxyMode | undefined {
  const cursor = field(proxy, 'mode');
  const mode = readString(cursor);
  if (mode === undefined || mode === '') return undefined;
  if (mode === 'iptables' || mode === 'nftables' || mode === 'ipvs' || mode === 'ebpf') return mode;
  noteIssue(cursor, 'warning', { code: 'FIELD_UNUSABLE', detail: { is: 'PROXY_MODE', mode } });
  return undefined;
}

type NodePortAddress = ClusterSettings['nodePortAddresses'][number];

/** Words that stand for networks, since 1.37. // kube-proxy v1.37 util/nodeport_addresses.go */
const NETWORK_WORDS: Readonly<Record<string, readonly Cidr[]>> = {
  localhost: [createCidr(createIp('127.0.0.0'), 8), createCidr(createIp('::1'), 128)],
  all: [createCidr(createIp('0.0.0.0'), 0), createCidr(createIp('::'), 0)],
};

function readNodePortAddresses(cursor: Cursor, version: KubernetesVersion): readonly NodePortAddress[] {
  const words = isSince(version, '1.37') ? NETWORK_WORDS : {};
  return readList(cursor, (item): readonly NodePortAddress[] | undefined => {
    if (item.value === 'primary') return ['primary'];
    const networks = typeof item.value === 'string' && Object.hasOwn(words, item.value) ? words[item.value] : undefined;
    const cidr = networks === undefined ? readCidr(item) : undefined;
    return networks ?? (cidr === undefined ? undefined : [cidr]);
  }).flat();
}

/** The newest kubelet's: kube-proxy comes with the control plane, which is upgraded first. */
function readVersion(kubelets: readonly KubernetesVersion[], kubeadm: Cursor): KubernetesVersion | undefined {
  return newestVersion(kubelets) ?? parseKubernetesVersion(readString(field(kubeadm, 'kubernetesVersion')) ?? '');
}

/** kube-proxy v1.35 apis/config/v1alpha1/defaults.go */
const USUAL_BIT = 14;
const LAST_BIT = 31;

function readMark(cursor: Cursor): number {
  const bit = readInteger(cursor, 0, LAST_BIT);
  return (1 << (bit ?? USUAL_BIT)) >>> 0;
}

/** 0 stands for the kubelet's own. // pkg/kubelet/apis/config/v1beta1/defaults.go SetDefaults_KubeletConfiguration */
function readMaxPods(cursor: Cursor): Pick<ClusterSettings, 'maxPods'> {
  const maxPods = readInteger(cursor, 0, MOST_PODS);
  return maxPods === undefined || maxPods === 0 ? {} : { maxPods };
}

const MOST_PODS = 2_147_483_647;

/** Cluster-wide settings, and the cluster DNS addresses when the kubelet names them (else empty: the add-on fills them). */
export function buildSettings(input: SettingsInput): ClusterSettings {
  const { overrides, report } = input;
  const issuesOf: { readonly object: StoredObject | undefined; readonly issues: FieldIssue[] }[] = [];
  const open = (kind: SettingsKind): { given: boolean; cursor: Cursor } => {
    const { object, cursor } = lastOf(input, kind);
    issuesOf.push({ object, issues: cursor.issues });
    return { given: object !== undefined, cursor };
  };
  const proxy = open('KubeProxyConfiguration');
  const kubeadm = open('ClusterConfiguration').cursor;
  const networking = field(kubeadm, 'networking');
  const kubelet = open('KubeletConfiguration').cursor;
  const clusterCIDRs = readCidrs(field(proxy.cursor, 'clusterCIDR'));
  const podSubnet = readCidrs(field(networking, 'podSubnet'));
  const serviceSubnet = readCidrs(field(networking, 'serviceSubnet'));
  const network = detectNetwork(input.detector, input.store, overrides);
  const { cni, cloud } = network;
  if (network.assumption !== undefined) assume(report, network.assumption);
  const stated =
    [overrides.podCIDRs ?? [], podSubnet, clusterCIDRs, network.podCIDRs].find((list) => list.length > 0) ?? [];
  const podCIDRs =
    network.fromSubnet === true && overrides.podCIDRs === undefined ? vpcCIDRsFrom(input) : podCIDRsFrom(input, stated);
  const domain =
    readText(field(networking, 'dnsDomain')) ?? readText(field(kubelet, 'clusterDomain')) ?? 'cluster.local';
  const proxyMode = overrides.proxyMode ?? readProxyMode(proxy.cursor) ?? network.proxyMode ?? 'iptables';
  const section = proxyMode === 'nftables' ? 'nftables' : 'iptables';
  const version = overrides.kubernetesVersion ?? readVersion(input.seen.versions, kubeadm);
  const settings: ClusterSettings = {
    podCIDRs,
    serviceCIDRs: serviceCIDRsFrom(
      input,
      overrides.serviceCIDRs ??
        network.givenServiceCIDRs ??
        (serviceSubnet.length > 0 ? serviceSubnet : (network.serviceCIDRs ?? [])),
    ),
    clusterDomain: domain.split('.').filter(Boolean).join('.').toLowerCase() || 'cluster.local',
    clusterDNS: readList(field(kubelet, 'clusterDNS'), readIp),
    ...readMaxPods(field(kubelet, 'maxPods')),
    kubernetesVersion: version ?? USUAL_VERSION,
    ...(version === undefined ? { versionAssumed: true } : {}),
    proxyMode,
    cni,
    ...(cloud === undefined ? {} : { cloud }),
    ...(input.overrides.cloud && { firewall: input.overrides.cloud }),
    ...(network.machine && { machine: network.machine }),
    ...network.mtus,
    ...(network.fromSubnet === true ? { podsInSubnets: true } : {}),
    ...(network.ignoresPolicies ? { policiesIgnored: true } : {}),
    ...(network.policyLanguage && { policyLanguage: network.policyLanguage }),
    ...(network.policySwitch === undefined ? {} : { policySwitch: network.policySwitch }),
    localDetector:
      network.noLocalDetection === true && !proxy.given
        ? { mode: 'none' }
        : readDetector(proxy.cursor, proxy.given, podCIDRs),
    masqueradeAll: readBoolean(fieldAt(proxy.cursor, section, 'masqueradeAll')) ?? false,
    masqueradeMark: readMark(fieldAt(proxy.cursor, section, 'masqueradeBit')),
    localhostNodePorts: readBoolean(fieldAt(proxy.cursor, 'iptables', 'localhostNodePorts')) ?? true,
    ...(readBoolean(fieldAt(proxy.cursor, 'conntrack', 'tcpBeLiberal')) === true ? { tcpBeLiberal: true } : {}),
    nodePortAddresses: readNodePortAddresses(field(proxy.cursor, 'nodePortAddresses'), version ?? USUAL_VERSION),
  };
  for (const { object, issues } of issuesOf) if (object !== undefined) addIssues(report, object.ref, issues);
  return settings;
}
