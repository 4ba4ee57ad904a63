import { cidrParts, cidrsOverlap, cidrSubnet, createCidr, type Cidr } from '../../net/cidr.ts';
import { ipFamily, type Ip, type IpFamily } from '../../net/ip.ts';
import type { NodeDraft } from './nodes.ts';
import type { PodAsk } from '../matching/pod-asks.ts';
import { addFinding, type Report } from '../model/report.ts';

/** kube-controller-manager --node-cidr-mask-size-ipv4, -ipv6 */
const NODE_MASK: Readonly<Record<IpFamily, number>> = { 4: 24, 6: 64 };

export interface NodeCidrsInput {
  readonly nodes: readonly NodeDraft[];
  readonly pods: readonly PodAsk[];
  /** The cluster's pod networks, one per family in use. */
  readonly podCIDRs: readonly Cidr[];
  readonly report: Report;
}

/**
 * Each node's podCIDRs by name: its own; else the network its pods' given addresses lie in, if no other node's do; else a
 * free part of the pod network. // kube-controller-manager nodeipam RangeAllocator
 */
export function assignNodeCIDRs(input: NodeCidrsInput): ReadonlyMap<string, readonly Cidr[]> {
  const stated = new Map(input.nodes.map((node) => [node.name, node.statedCIDRs]));
  // A node that states its podCIDRs has no others.
  const open = input.nodes.filter((node) => node.statedCIDRs.length === 0);
  if (open.length === 0) return stated;
  const taken: Cidr[] = input.nodes.flatMap((node) => node.statedCIDRs);
  const families = [...new Set(input.podCIDRs.map((cidr) => cidrParts(cidr).family))];
  const result = new Map(open.map((node): [string, Cidr[]] => [node.name, []]));
  for (const family of families) {
    const seen = networksSeen(input.pods, family);
    for (const node of open) {
      const own = seen.get(node.name);
      if (own === undefined || taken.some((cidr) => cidrsOverlap(cidr, own))) continue;
      taken.push(own);
      result.get(node.name)?.push(own);
    }
    const pool = input.podCIDRs.find((cidr) => cidrParts(cidr).family === family);
    if (pool === undefined) continue;
    const next = createCutter(pool, input.nodes, taken);
    for (const node of open) {
      const cidrs = result.get(node.name);
      if (cidrs === undefined || cidrs.some((cidr) => cidrParts(cidr).family === family)) continue;
      const cut = next();
      if (cut !== undefined) cidrs.push(cut);
      else {
        addFinding(input.report, {
          severity: 'error',
          code: 'POD_CIDR_EXHAUSTED',
          detail: { range: pool },
          object: { kind: 'Node', name: node.name },
        });
      }
    }
  }
  return new Map([...stated, ...result]);
}

/** The network of each node's given pod addresses, when it is one network and no other node's pods are in it. */
function networksSeen(pods: readonly PodAsk[], family: IpFamily): ReadonlyMap<string, Cidr> {
  const byNode = new Map<string, Set<Cidr>>();
  const byNetwork = new Map<Cidr, Set<string>>();
  for (const { facts } of pods) {
    const { nodeName } = facts;
    const ip = facts.podIPs.find((candidate: Ip) => ipFamily(candidate) === family);
    if (nodeName === undefined || facts.hostNetwork || ip === undefined) continue;
    const network = createCidr(ip, NODE_MASK[family]);
    byNode.set(nodeName, (byNode.get(nodeName) ?? new Set()).add(network));
    byNetwork.set(network, (byNetwork.get(network) ?? new Set()).add(nodeName));
  }
  const found = new Map<string, Cidr>();
  for (const [node, networks] of byNode) {
    const [network] = networks;
    if (network !== undefined && networks.size === 1 && byNetwork.get(network)?.size === 1) found.set(node, network);
  }
  return found;
}

/** Hands out free subnets. The first one is the control plane's: when no node is one, it is left to the one not shown. */
function createCutter(pool: Cidr, nodes: readonly NodeDraft[], taken: Cidr[]): () => Cidr | undefined {
  const { family, prefixLength } = cidrParts(pool);
  const bits = Math.ceil(Math.log2(nodes.length + 1));
  const mask =
    prefixLength < NODE_MASK[family] ? NODE_MASK[family] : Math.min(prefixLength + bits, family === 4 ? 29 : 125);
  if (mask < prefixLength) return () => undefined;
  const shown = nodes.some((node) =>
    Object.keys(node.labels).some((label) => /^node-role.*(control-plane|master)$/.test(label)),
  );
  const count = 2 ** Math.min(mask - prefixLength, 20);
  const first = shown || count === 1 ? 0 : 1;
  const same = new Set(taken);
  // Only networks of another size have to be compared one by one: there are few.
  const odd = taken.filter((cidr) => cidrParts(cidr).prefixLength !== mask);
  let tried = 0;
  return () => {
    while (tried < count) {
      const cut = cidrSubnet(pool, mask, (first + tried++) % count);
      if (cut === undefined || same.has(cut) || odd.some((cidr) => cidrsOverlap(cidr, cut))) continue;
      taken.push(cut);
      same.add(cut);
      return cut;
    }
    return undefined;
  };
}
