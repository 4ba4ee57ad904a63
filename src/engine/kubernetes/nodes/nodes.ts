import type { Cidr } from '../../net/cidr.ts';
import { createIp, ipFamily, type Ip } from '../../net/ip.ts';
import { createObjectReader } from '../model/memo.ts';
import type { SchedulableNode } from '../matching/node-match.ts';
import type { PlanStore } from '../model/plan-store.ts';
import type { PodAsk } from '../matching/pod-asks.ts';
import { readNode } from '../read/read-node.ts';
import { addFinding, assume, type Report } from '../model/report.ts';

/** A node before its podCIDRs are settled; `statedCIDRs` are the object's own. */
export interface NodeDraft extends Omit<SchedulableNode, 'podCIDRs'> {
  readonly statedCIDRs: readonly Cidr[];
}

const ZONE_LABELS = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];
export const readNodeObject = createObjectReader(readNode);

/** Addresses for nodes that state none: 192.168.0.11 and on (and fd00:c0a8::11), skipping what is in use. */
function createAddressPool(inUse: ReadonlySet<Ip>, dual: boolean): () => readonly Ip[] {
  let next = 11;
  return () => {
    for (;;) {
      const offset = next++;
      const ip = createIp(`192.168.${(offset >> 8) & 255}.${offset & 255}`);
      if (inUse.has(ip) && offset < 0x10000) continue;
      return dual ? [ip, createIp(`fd00:c0a8::${(offset + 6).toString(16)}`)] : [ip];
    }
  };
}

/** What a kubelet sets on its own Node: selectors rely on it, hand-written Nodes leave it out. */
function wellKnownLabels(name: string): Readonly<Record<string, string>> {
  return {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'beta.kubernetes.io/arch': 'amd64',
  };
}

function assumedNode(name: string, ips: readonly Ip[]): NodeDraft {
  const labels = wellKnownLabels(name);
  const addresses = [...ips.map((address) => ({ type: 'InternalIP', address })), { type: 'Hostname', address: name }];
  const conditions = [{ type: 'Ready', status: 'True' }];
  return {
    name,
    object: { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, spec: {}, status: { addresses, conditions } },
    ips,
    externalIPs: [],
    statedCIDRs: [],
    labels,
    taints: [],
    unschedulable: false,
    ready: true,
    assumed: true,
  };
}

/** Node names that pods are bound to, in order of appearance, with the hostIP the pods report. */
function boundNodes(pods: readonly PodAsk[]): ReadonlyMap<string, readonly Ip[]> {
  const names = new Map<string, readonly Ip[]>();
  for (const { facts } of pods) {
    const { nodeName } = facts;
    if (nodeName === undefined) continue;
    const known = names.get(nodeName);
    if (known === undefined) names.set(nodeName, facts.hostIP === undefined ? [] : [facts.hostIP]);
    else if (known.length === 0 && facts.hostIP !== undefined) names.set(nodeName, [facts.hostIP]);
  }
  return names;
}

export interface NodesInput {
  readonly store: PlanStore;
  readonly pods: readonly PodAsk[];
  /** Both address families are in use. */
  readonly dual: boolean;
  readonly report: Report;
}

/** Given nodes in input order, then those that only pods name; without any, three that are made up. */
export function buildNodes({ store, pods, dual, report }: NodesInput): readonly NodeDraft[] {
  const given = store.ofKind('Node').map((object) => ({ object, spec: readNodeObject(object, report) }));
  const bound = boundNodes(pods);
  const inUse = new Set([...given.flatMap(({ spec }) => spec.internalIPs), ...[...bound.values()].flat()]);
  const nextAddress = createAddressPool(inUse, dual);
  const nodes: NodeDraft[] = given.map(({ object, spec }) => {
    const { name } = object.ref;
    const known = spec.internalIPs.length > 0 ? spec.internalIPs : bound.get(name);
    const ips = known !== undefined && known.length > 0 ? known : nextAddress();
    const zone = ZONE_LABELS.map((label) => object.labels[label]).find((value) => value !== undefined);
    return {
      name,
      object: object.raw,
      ips,
      externalIPs: spec.externalIPs,
      statedCIDRs: spec.podCIDRs,
      labels: { ...wellKnownLabels(name), ...object.labels },
      taints: spec.taints,
      unschedulable: spec.unschedulable,
      ready: spec.ready,
      ...(ips === known ? {} : { addressAssumed: true as const }),
      ...(zone === undefined || zone === '' ? {} : { zone }),
    };
  });
  const names = new Set(nodes.map((node) => node.name));
  const missing = [...bound.keys()].filter((name) => !names.has(name));
  const made = names.size + missing.length === 0 ? ['node-1', 'node-2', 'node-3'] : missing;
  for (const name of made) {
    const ips = bound.get(name) ?? [];
    nodes.push(assumedNode(name, ips.length > 0 ? ips : nextAddress()));
  }
  if (made.length > 0) assume(report, { code: 'NODES_ASSUMED', detail: { nodes: made, named: missing.length > 0 } });
  noteSharedAddresses(nodes, report);
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
