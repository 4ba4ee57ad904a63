import { cidrContains, cidrParts, type Cidr } from '../../net/cidr.ts';
import { ipBits, ipFamily } from '../../net/ip.ts';
import type { Cluster, ClusterNode } from '../cluster/cluster.ts';
import type { FindingDetails } from '../model/finding.ts';
import { addFinding, type Report } from '../model/report.ts';
import { statedPodCIDRs, statedServiceCIDRs } from './stated-ranges.ts';

type Note = (node: ClusterNode, detail: FindingDetails['RANGES_OVERLAP'], path: readonly string[]) => void;

const overlap = (a: Cidr, b: Cidr): boolean =>
  cidrContains(a, cidrParts(b).network) || cidrContains(b, cidrParts(a).network);

/**
 * Ranges of pods, Services and nodes that overlap: what is in two of them goes to one only. Told at the first node concerned.
 * // kubernetes.io/docs/concepts/cluster-administration/networking: "non-overlapping IP addresses"
 */
export function findOverlaps(cluster: Cluster, report: Report): void {
  const { nodes } = cluster;
  const note: Note = (node, detail, path) =>
    addFinding(report, {
      severity: 'warning',
      code: 'RANGES_OVERLAP',
      detail,
      object: { kind: 'Node', name: node.name },
      path,
    });
  const ranges = [
    ...statedPodCIDRs(cluster).map((cidr) => ({ cidr, of: 'PODS' as const })),
    ...statedServiceCIDRs(cluster).map((cidr) => ({ cidr, of: 'SERVICES' as const })),
  ];
  for (const { cidr, of } of ranges) {
    const within = nodes.filter(({ ips }) => ips.some((ip) => cidrContains(cidr, ip)));
    const [first] = within;
    if (first === undefined) continue;
    const ip = first.ips.find((own) => cidrContains(cidr, own));
    if (ip === undefined) continue;
    const detail = { is: 'NODES_IN_RANGE', range: cidr, of, ip, others: within.length - 1 } as const;
    note(first, detail, ['status', 'addresses']);
  }
  const parts = nodes.flatMap((node) => node.podCIDRs.map((cidr) => ({ node, cidr })));
  for (const { cidr } of ranges.filter(({ of }) => of === 'SERVICES')) {
    const part = parts.find((each) => overlap(each.cidr, cidr));
    const range = part === undefined ? statedPodCIDRs(cluster).find((each) => overlap(each, cidr)) : undefined;
    if (range !== undefined) noteRanges(cluster, report, { is: 'POD_RANGE_AND_SERVICES', pods: range, services: cidr });
    if (part === undefined) continue;
    note(part.node, { is: 'PODS_AND_SERVICES', podCIDR: part.cidr, services: cidr }, ['spec', 'podCIDRs']);
  }
  if (cluster.settings.podsInSubnets !== true) noteNodesWithin(parts, nodes, note);
  for (const [a, b] of overlappingNeighbours(parts)) {
    note(b.node, { is: 'POD_CIDRS', podCIDR: b.cidr, other: a.cidr, node: a.node.name }, ['spec', 'podCIDRs']);
  }
}

/** Told at the configuration that states one of them, else at the first node. */
function noteRanges(cluster: Cluster, report: Report, detail: FindingDetails['RANGES_OVERLAP']): void {
  const [configuration] = ['ClusterConfiguration', 'Cluster', 'KubeProxyConfiguration'].flatMap((kind) =>
    cluster.ofKind(kind),
  );
  const [node] = cluster.nodes;
  const at = configuration?.ref ?? (node && { kind: 'Node', name: node.name });
  if (at === undefined) return;
  const path = at.kind.startsWith('Cluster') ? ['networking'] : at.kind === 'Node' ? ['spec'] : ['clusterCIDR'];
  addFinding(report, { severity: 'warning', code: 'RANGES_OVERLAP', detail, object: at, path });
}

/** Ranges of pods that hold the address of a node. The addresses are sorted, so that not every range meets every one. */
function noteNodesWithin(parts: readonly Part[], nodes: readonly ClusterNode[], note: Note): void {
  const addresses = nodes
    .flatMap(({ name, ips }) => ips.map((ip) => ({ name, ip, family: ipFamily(ip), bits: ipBits(ip) })))
    .toSorted((a, b) => a.family - b.family || Number(a.bits > b.bits) - Number(a.bits < b.bits));
  for (const { node, cidr } of parts) {
    const { family, network } = cidrParts(cidr);
    const start = ipBits(network);
    const isBefore = (each: (typeof addresses)[number]): boolean =>
      each.family < family || (each.family === family && each.bits < start);
    let [low, high] = [0, addresses.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const each = addresses[middle];
      if (each !== undefined && isBefore(each)) low = middle + 1;
      else high = middle;
    }
    const found = addresses[low];
    if (found === undefined || found.family !== family || !cidrContains(cidr, found.ip)) continue;
    const whose = found.name === node.name ? {} : { node: found.name };
    note(node, { is: 'NODE_IN_POD_CIDR', podCIDR: cidr, ip: found.ip, ...whose }, ['spec', 'podCIDR']);
  }
}

interface Part {
  readonly node: ClusterNode;
  readonly cidr: Cidr;
}

/** Pairs of different nodes, each with the widest that begins before it: sorted, so that not everybody meets everybody. */
function overlappingNeighbours(parts: readonly Part[]): readonly (readonly [Part, Part])[] {
  const sorted = parts
    .map((part) => ({ part, ...cidrParts(part.cidr) }))
    .map((each) => ({ ...each, start: ipBits(each.network) }))
    .toSorted(
      (a, b) =>
        a.family - b.family || Number(a.start > b.start) - Number(a.start < b.start) || a.prefixLength - b.prefixLength,
    );
  const pairs: (readonly [Part, Part])[] = [];
  let before: (typeof sorted)[number] | undefined;
  for (const each of sorted) {
    const inside = before !== undefined && before.family === each.family && overlap(before.part.cidr, each.part.cidr);
    if (before !== undefined && inside && before.part.node !== each.part.node) pairs.push([before.part, each.part]);
    if (!inside) before = each;
  }
  return pairs;
}
