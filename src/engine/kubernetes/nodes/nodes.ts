import { NAME_OF_NODE } from '../model/name-labels.ts';
import { type Cidr, cidrAddress } from '../../net/cidr.ts';
import { createIp, ipFamily, type Ip } from '../../net/ip.ts';
import { createObjectReader } from '../cluster/memo.ts';
import type { SchedulableNode } from '../matching/node-match.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore, SettingsNode } from '../cluster/plan-store.ts';
import type { ObjectRef } from '../model/object.ts';
import { recordOf, textOf } from '../model/reader.ts';
import { remembered } from '../tools/ask.ts';
import type { Groups } from '../tools/groups.ts';
import { once } from '../tools/once.ts';
import type { PodAsk } from '../matching/pod-asks.ts';
import { readNode, USUAL_MAX_PODS } from '../read/read-node.ts';
import { addFinding, assume, createReport, type Report } from '../model/report.ts';
import type { Labels, Taint } from '../model/specs.ts';

/** A node before its podCIDRs are settled; `statedCIDRs` are the object's own. */
export interface NodeDraft extends Omit<SchedulableNode, 'podCIDRs'> {
  readonly statedCIDRs: readonly Cidr[];
}

const ZONE_LABELS = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];
export const readNodeObject = createObjectReader(readNode);

/** What settings are told of a Node. */
export const settingsOfNode = remembered((object: StoredObject): SettingsNode => {
  const { internalIPs, podCIDRs, version } = readNodeObject(object, createReport());
  return { internalIPs, podCIDRs, version, providerID: textOf(recordOf(object.raw['spec'])['providerID']) };
});

/** Addresses for nodes that state none: 192.168.0.11 and on (and fd00:c0a8::11), skipping what is in use. */
function createAddressPool(inUse: () => ReadonlySet<Ip>, dual: boolean): () => readonly Ip[] {
  let next = 11;
  return () => {
    for (;;) {
      const offset = next++;
      const ip = createIp(`192.168.${(offset >> 8) & 255}.${offset & 255}`);
      if (inUse().has(ip) && offset < 0x10000) continue;
      return dual ? [ip, createIp(`fd00:c0a8::${(offset + 6).toString(16)}`)] : [ip];
    }
  };
}

/**
 * Addresses for nodes in networks of their own: one of each, in turn, skipping what is in use. The first of a network is its gateway's, and
 * the last of IPv4 nobody's; undefined: one of them has none left.
 */
function createNetworkPool(inUse: () => ReadonlySet<Ip>, networks: readonly Cidr[]): () => readonly Ip[] | undefined {
  const next = networks.map(() => 2);
  const draw = (network: Cidr, at: number): Ip | undefined => {
    for (;;) {
      const index = next[at] ?? 0;
      next[at] = index + 1;
      const ip = cidrAddress(network, index);
      if (ip === undefined || (ipFamily(ip) === 4 && cidrAddress(network, index + 1) === undefined)) return undefined;
      if (!inUse().has(ip)) return ip;
    }
  };
  return () => {
    const ips = networks.flatMap((network, at) => draw(network, at) ?? []);
    return ips.length < networks.length ? undefined : ips;
  };
}

/** What a kubelet sets on its own Node: selectors rely on it, hand-written Nodes leave it out. */
export function wellKnownLabels(name: string): Readonly<Record<string, string>> {
  return {
    [NAME_OF_NODE]: name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'beta.kubernetes.io/arch': 'amd64',
  };
}

/** A node that a configuration lists. */
export interface ListedNode {
  readonly name: string;
  readonly labels?: Labels;
  readonly taints?: readonly Taint[];
  readonly spec?: object;
}

export interface ListedNodes {
  /** The configuration. */
  readonly by: ObjectRef;
  /** Its field that states the networks. */
  readonly path: readonly string[];
  /** In which each of them has an address. */
  readonly networks: readonly Cidr[];
  readonly nodes: readonly ListedNode[];
}

/** A node of which no object is given. */
function nodeWithoutObject({ name, taints = [], spec, ...more }: ListedNode, ips: readonly Ip[]): NodeDraft {
  const labels = { ...wellKnownLabels(name), ...more.labels };
  const addresses = [...ips.map((address) => ({ type: 'InternalIP', address })), { type: 'Hostname', address: name }];
  const conditions = [{ type: 'Ready', status: 'True' }];
  return {
    name,
    object: {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels },
      spec: { ...spec },
      status: { addresses, conditions },
    },
    ips,
    externalIPs: [],
    statedCIDRs: [],
    labels,
    taints,
    unschedulable: false,
    ready: true,
  };
}

/** Pods by the node they name ("": none), in order. */
type BoundPods = Pick<Groups<PodAsk>, 'items' | 'of' | 'all'>;

/** The hostIP that pods of the node report. */
function hostIPsOn(bound: BoundPods, name: string): readonly Ip[] {
  return bound
    .of(name)
    .flatMap(({ facts }) => facts.hostIP ?? [])
    .slice(0, 1);
}

/** Node names that pods are bound to. */
const namesBound = (bound: BoundPods): readonly string[] => [...bound.all().keys()].filter((name) => name !== '');

/** Those that are none of the nodes', in order of appearance. */
function missingNames(bound: BoundPods, names: ReadonlySet<string>): readonly string[] {
  const missing = namesBound(bound).filter((name) => !names.has(name));
  if (missing.length < 2) return missing;
  const places = new Map(missing.map((name) => [name, bound.items.indexOf(bound.of(name)[0] as PodAsk)]));
  return missing.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

export interface NodesInput {
  readonly store: PlanStore;
  readonly bound: BoundPods;
  /** Those that a configuration lists, where no objects of them are given. */
  readonly listed: ListedNodes | undefined;
  /** Both address families are in use. */
  readonly dual: boolean;
  /** How many pods a node takes that does not say so; absent: as many as is usual. */
  readonly maxPods: number | undefined;
  readonly report: Report;
}

/** As its object says: with the addresses that it states, which may be none. */
const statedNode = remembered((object: StoredObject): NodeDraft => {
  const { name } = object.ref;
  const { internalIPs, externalIPs, podCIDRs, taints, unschedulable, ready, maxPods, cpu } = readNodeObject(
    object,
    createReport(),
  );
  const zone = ZONE_LABELS.map((label) => object.labels[label]).find((value) => value !== undefined);
  return {
    name,
    object: object.raw,
    ips: internalIPs,
    externalIPs,
    statedCIDRs: podCIDRs,
    labels: { ...wellKnownLabels(name), ...object.labels },
    taints,
    unschedulable,
    ready,
    maxPods: maxPods ?? USUAL_MAX_PODS,
    ...(zone === undefined || zone === '' ? {} : { zone }),
    ...(cpu === undefined ? {} : { cpu }),
  };
});

/** A node with its podCIDRs; of one that states them it is the identical value each time. */
export function withRanges(draft: NodeDraft, podCIDRs: readonly Cidr[]): SchedulableNode {
  return podCIDRs === draft.statedCIDRs ? ranged(draft) : { ...ranged(draft), podCIDRs };
}

const ranged = remembered(
  ({ statedCIDRs, ...node }: NodeDraft): SchedulableNode => ({ ...node, podCIDRs: statedCIDRs }),
);

/** Given nodes in input order, those that are listed, then those that only pods name; without any, three that are made up. */
export function buildNodes({ store, bound, listed, dual, maxPods, report }: NodesInput): readonly NodeDraft[] {
  const given = store.ofKind('Node').map((object) => ({ object, spec: readNodeObject(object, report) }));
  const inUse = once(
    () =>
      new Set([
        ...given.flatMap(({ spec }) => spec.internalIPs),
        ...namesBound(bound).flatMap((name) => hostIPsOn(bound, name)),
      ]),
  );
  const nextAddress = createAddressPool(inUse, dual);
  const told = maxPods === undefined ? {} : { maxPods };
  const nodes: NodeDraft[] = given.map(({ object, spec }) => {
    const stated = statedNode(object);
    const draft = spec.maxPods === undefined && maxPods !== undefined ? { ...stated, ...told } : stated;
    if (spec.internalIPs.length > 0) return draft;
    const known = hostIPsOn(bound, object.ref.name);
    return known.length > 0 ? { ...draft, ips: known } : { ...draft, ips: nextAddress(), addressAssumed: true };
  });
  if (listed !== undefined) {
    const drafts = buildListed(listed, { bound, inUse, nextAddress, report });
    nodes.push(...drafts.map((draft) => ({ ...draft, ...told })));
  }
  const names = new Set(nodes.map((node) => node.name));
  const missing = missingNames(bound, names);
  const made = names.size + missing.length === 0 ? ['node-1', 'node-2', 'node-3'] : missing;
  for (const name of made) {
    const ips = hostIPsOn(bound, name);
    nodes.push({ ...nodeWithoutObject({ name }, ips.length > 0 ? ips : nextAddress()), assumed: true });
  }
  if (made.length > 0) assume(report, { code: 'NODES_ASSUMED', detail: { nodes: made, named: missing.length > 0 } });
  noteSharedAddresses(nodes, report);
  return nodes;
}

interface Addresses extends Pick<NodesInput, 'bound' | 'report'> {
  readonly inUse: () => ReadonlySet<Ip>;
  readonly nextAddress: () => readonly Ip[];
}

const listedNode = (node: ListedNode, ips: readonly Ip[]): NodeDraft => ({
  ...nodeWithoutObject(node, ips),
  maxPods: USUAL_MAX_PODS,
});

/** With the address that pods on them report, else with one of their networks. */
function buildListed(listed: ListedNodes, { bound, inUse, nextAddress, report }: Addresses): readonly NodeDraft[] {
  const nextOfNetworks = createNetworkPool(inUse, listed.networks);
  const without: string[] = [];
  const nodes = listed.nodes.map((node): NodeDraft => {
    const known = hostIPsOn(bound, node.name);
    if (known.length > 0) return listedNode(node, known);
    const ips = nextOfNetworks();
    if (ips === undefined) without.push(node.name);
    return { ...listedNode(node, ips ?? nextAddress()), addressAssumed: true };
  });
  const [first] = without;
  if (first !== undefined) {
    const detail = { networks: listed.networks, node: first, others: without.length - 1 };
    addFinding(report, {
      severity: 'error',
      code: 'NODE_NETWORK_EXHAUSTED',
      detail,
      object: listed.by,
      path: listed.path,
    });
  }
  return nodes;
}

function noteSharedAddresses(nodes: readonly NodeDraft[], report: Report): void {
  const owners = new Map<Ip, string>();
  for (const node of nodes) {
    for (const ip of node.ips) {
      const other = owners.get(ip);
      if (other !== undefined && other !== node.name) {
        addFinding(report, {
          severity: 'error',
          code: 'DUPLICATE_ADDRESS',
          detail: { is: 'OF_NODE', ip, family: ipFamily(ip), node: other },
          object: { kind: 'Node', name: node.name },
        });
      } else owners.set(ip, node.name);
    }
  }
}
