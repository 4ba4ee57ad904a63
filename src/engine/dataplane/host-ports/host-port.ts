import type { ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { ContainerPort } from '../../kubernetes/model/basics.ts';
import type { Chain, Match, Rule, Target } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { createCidr, hostCidr, type Cidr } from '../../net/cidr.ts';
import { createIp, ipFamily, type Ip, type Port } from '../../net/ip.ts';
import type { HostPortInput, HostPortPlace, HostPortRules } from './host-port-program.ts';
import { createIndexedChain } from '../rules/indexed-chain.ts';
import { comment, createRule, jump } from '../rules/rule.ts';
import type { TableRules } from '../rules/proxy-rules.ts';
import { sha256 } from '../rules/sha256.ts';

const DNAT = 'CNI-HOSTPORT-DNAT';
const SETMARK = 'CNI-HOSTPORT-SETMARK';
const MASQ = 'CNI-HOSTPORT-MASQ';
const PORTMAP: Origin = { program: 'cni/portmap' };
/** The bit that says "masquerade this": markMasqBit 13. */
const MARK = 0x2000;
const TO_LOCAL: Match = { type: 'addrtype', of: 'destination', is: 'LOCAL' };
const LOCALHOST = hostCidr(createIp('127.0.0.1'));
/** The xt_multiport match holds no more. */
const PORTS_PER_RULE = 15;
/** Chain names end here, "CNI-DN-" included. */
const CHAIN_NAME_LENGTH = 28;

type PortMapping = ContainerPort & { readonly hostPort: Port };

/** The ports of its node that a pod takes; empty with hostNetwork, where a hostPort is the containerPort itself. */
function portMappings(pod: ClusterPod): readonly PortMapping[] {
  if (pod.hostNetwork || pod.phase === 'Succeeded' || pod.phase === 'Failed') return [];
  return pod.containers
    .filter(({ init, reason }) => !init || reason?.is !== 'COMPLETED')
    .flatMap(({ ports }) => ports)
    .filter((port): port is PortMapping => port.hostPort !== undefined);
}

/** True when a pod has a hostPort in IPv4, for which portmap sets route_localnet. */
export function opensLocalnet(pods: readonly ClusterPod[]): boolean {
  return pods.some((pod) => pod.ips.some((ip) => ipFamily(ip) === 4) && portMappings(pod).length > 0);
}

/**
 * A node's hostPorts: packets to a local address and such a port go to the pod that has it, and those whose replies would
 * not come by here are masqueraded (from 127.0.0.1, and from the pod's own network, as the pod itself is in it). CNI portmap appends its jumps in PREROUTING and OUTPUT, so a Service wins, and
 * prepends the one in POSTROUTING. A pod's rules stay while its sandbox runs, whatever becomes of its containers.
 * containernetworking/plugins v1.7 plugins/meta/portmap/portmap_iptables.go.
 * Simplification: the container ID is made up, and chains are named by SHA-256 of it where portmap takes SHA-512.
 */
export function hostPortRules({ pods, ...place }: HostPortInput): HostPortRules {
  const mapped = pods
    .filter((pod) => portMappings(pod).length > 0)
    // Which of two pods came first is known from who could not have the port.
    .toSorted((a, b) => Number(lostPort(a)) - Number(lostPort(b)))
    .flatMap((pod) => podRules({ pod, ...place }) ?? []);
  if (mapped.length === 0) return { first: {}, last: {} };
  const chains = new Map<string, Chain>(
    [
      createIndexedChain(
        DNAT,
        mapped.flatMap(({ entries }) => entries),
      ),
      ...mapped.map(({ chain }) => chain),
      SETMARK_CHAIN,
      MASQ_CHAIN,
    ].map((chain) => [chain.name, chain]),
  );
  const toLocal = createRule([TO_LOCAL], jump(DNAT), PORTMAP);
  const requiring = createRule([comment('CNI portfwd requiring masquerade')], jump(MASQ), PORTMAP);
  const last: TableRules = {
    builtIn: { PREROUTING: [toLocal], OUTPUT: [toLocal] },
    chain: (name) => chains.get(name),
    chainNames: () => [...chains.keys()],
  };
  return {
    first: { nat: { builtIn: { POSTROUTING: [requiring] }, chain: () => undefined, chainNames: () => [] } },
    last: { nat: last },
  };
}

const SETMARK_CHAIN: Chain = {
  name: SETMARK,
  rules: [
    createRule(
      [comment('CNI portfwd masquerade mark')],
      { type: 'MARK', op: 'xset', value: MARK, mask: MARK },
      PORTMAP,
    ),
  ],
};

const MASQ_CHAIN: Chain = {
  name: MASQ,
  rules: [createRule([{ type: 'mark', value: MARK, mask: MARK }], { type: 'MASQUERADE' }, PORTMAP)],
};

const lostPort = ({ containers }: ClusterPod): boolean =>
  containers.some(({ state, reason }) => state === 'failed' && reason?.is === 'ADDRESS_IN_USE');

interface PodRules {
  /** What leads to the pod's chain. */
  readonly entries: readonly Rule[];
  readonly chain: Chain;
}

interface PodRulesInput extends HostPortPlace {
  readonly pod: ClusterPod;
}

/** undefined: the pod has no address of the family. */
function podRules({ node, pod, family, network, podAddresses }: PodRulesInput): PodRules | undefined {
  const own = podAddresses(node, pod).find(({ ip }) => ipFamily(ip) === family);
  if (own === undefined) return undefined;
  const origin: Origin = { ...PORTMAP, subject: { kind: 'Pod', namespace: pod.namespace, name: pod.name } };
  const container = hex(`${pod.namespace}/${pod.name}/${pod.sandbox}`);
  const name = `CNI-DN-${hex(network + container)}`.slice(0, CHAIN_NAME_LENGTH);
  const note = comment(`dnat name: "${network}" id: "${container}"`);
  const mappings = portMappings(pod);
  const entries = (['SCTP', 'TCP', 'UDP'] as const).flatMap((protocol) => {
    const ports = mappings.filter((mapping) => mapping.protocol === protocol).map(({ hostPort }) => hostPort);
    return chunks(ports).map((some) =>
      createRule([{ type: 'protocol', protocol }, note, { type: 'dports', ports: some }], jump(name), origin),
    );
  });
  const podNetwork = createCidr(own.ip, own.prefixLength);
  const rules = mappings.flatMap((mapping) => mappingRules(mapping, own.ip, podNetwork, origin));
  return { entries, chain: { name, rules } };
}

/** Up to three rules: mark hairpins, mark what localhost sends (IPv4), translate. None for a hostIP of the other family. */
function mappingRules(mapping: PortMapping, ip: Ip, podNetwork: Cidr, origin: Origin): readonly Rule[] {
  const { protocol, hostPort, hostIP, containerPort } = mapping;
  if (hostIP !== undefined && ipFamily(hostIP) !== ipFamily(ip)) return [];
  const at: readonly Match[] = [
    ...(hostIP === undefined || isUnspecified(hostIP)
      ? []
      : [{ type: 'destination', cidr: hostCidr(hostIP) } as const]),
    { type: 'protocol', protocol },
    { type: 'dport', from: hostPort, to: hostPort },
  ];
  const rule = (source: Cidr | undefined, target: Target): Rule =>
    createRule(source === undefined ? at : [{ type: 'source', cidr: source }, ...at], target, origin);
  return [
    rule(podNetwork, jump(SETMARK)),
    ...(ipFamily(ip) === 4 ? [rule(LOCALHOST, jump(SETMARK))] : []),
    rule(undefined, { type: 'DNAT', ip, port: containerPort }),
  ];
}

const isUnspecified = (ip: Ip): boolean => ip === '0.0.0.0' || ip === '::';

function chunks(ports: readonly Port[]): readonly (readonly Port[])[] {
  return Array.from({ length: Math.ceil(ports.length / PORTS_PER_RULE) }, (_, index) =>
    ports.slice(index * PORTS_PER_RULE, (index + 1) * PORTS_PER_RULE),
  );
}

const encoder = new TextEncoder();
const hex = (text: string): string =>
  Array.from(sha256(encoder.encode(text)), (byte) => byte.toString(16).padStart(2, '0')).join('');
