import { type Cidr, cidrContains, cidrParts, cidrsOverlap } from '../../net/cidr.ts';
import { createIp, ipFamily, type Ip } from '../../net/ip.ts';
import type { ClusterSettings } from '../cluster/cluster.ts';
import type { Allocations } from '../cluster/allocation.ts';
import { objectKey } from '../model/object.ts';
import type { NodeDraft } from '../nodes/nodes.ts';
import { isSameAsk } from '../tools/ask.ts';

/** Nodes have the addresses and ranges they had, as if they stated them; those that came since have others. */
export function keepNodes(
  allocated: Allocations,
  drafts: readonly NodeDraft[],
  settings: ClusterSettings,
): readonly NodeDraft[] {
  const given = drafts.map(({ name }) => allocated[objectKey({ kind: 'Node', name })] ?? {});
  if (given.every(({ ips, podCIDRs }) => ips === undefined && podCIDRs === undefined)) return drafts;
  const ranges = drafts.flatMap(({ statedCIDRs }) => statedCIDRs);
  const taken = new Set(drafts.flatMap(({ ips, ...draft }) => (isPlaced(draft) ? [] : ips)));
  const kept = drafts.map((draft, at) => {
    const { podCIDRs = [], ips = [] } = given[at] ?? {};
    const range = draft.statedCIDRs.length === 0 && areFree(podCIDRs, ranges, settings) ? podCIDRs : undefined;
    const own = isPlaced(draft) && areAlike(ips, draft.ips) && !ips.some((ip) => taken.has(ip)) ? ips : undefined;
    ranges.push(...(range ?? []));
    for (const ip of own ?? []) taken.add(ip);
    return { draft, range, own };
  });
  return kept.map(({ draft, range, own }) => {
    const isMoved = isPlaced(draft) && own === undefined;
    const ips = isMoved ? others(draft.ips, taken) : (own ?? draft.ips);
    if (range === undefined && ips === draft.ips) return draft;
    return { ...draft, ips, statedCIDRs: range ?? draft.statedCIDRs };
  });
}

/** Nobody states where it is. */
const isPlaced = ({ addressAssumed, assumed }: Pick<NodeDraft, 'addressAssumed' | 'assumed'>): boolean =>
  addressAssumed === true || assumed === true;

/** Of each family that pods have, in its network, and no other node's. */
function areFree(podCIDRs: readonly Cidr[], ranges: readonly Cidr[], settings: ClusterSettings): boolean {
  const familiesOf = (list: readonly Cidr[]): readonly number[] =>
    [...new Set(list.map((cidr) => cidrParts(cidr).family))].toSorted((a, b) => a - b);
  return (
    settings.podsInSubnets !== true &&
    podCIDRs.length > 0 &&
    isSameAsk(familiesOf(podCIDRs), familiesOf(settings.podCIDRs)) &&
    podCIDRs.every(
      (cidr) =>
        settings.podCIDRs.some((all) => cidrsOverlap(all, cidr) && cidrContains(all, cidrParts(cidr).network)) &&
        !ranges.some((other) => cidrsOverlap(other, cidr)),
    )
  );
}

const areAlike = (ips: readonly Ip[], others: readonly Ip[]): boolean =>
  isSameAsk(ips.map(ipFamily), others.map(ipFamily));

/** The next that nobody has. */
function others(ips: readonly Ip[], taken: Set<Ip>): readonly Ip[] {
  return ips.map((ip) => {
    let next = ip;
    while (taken.has(next)) next = following(next);
    taken.add(next);
    return next;
  });
}

const following = (ip: Ip): Ip =>
  createIp(
    ip.replace(/[0-9a-f]+$/, (last) =>
      ipFamily(ip) === 4 ? `${Number(last) + 1}` : (Number.parseInt(last, 16) + 1).toString(16),
    ),
  );
