import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { groupBy } from '../../kubernetes/tools/group-by.ts';
import { decide, type Decision } from '../../kubernetes/network-policy/decide.ts';
import { createPolicySet, policiesOf, type PolicySet } from '../../kubernetes/network-policy/policy-set.ts';
import type { Party, PolicyContext } from '../../kubernetes/network-policy/select.ts';
import { ipFamily } from '../../net/ip.ts';
import { entryPoints } from './entry-points.ts';
import { externalRanges } from './external-ranges.ts';
import { toConnections } from './format-reach.ts';
import { createPartyPairs, type PartyPairs } from './party-pairs.ts';
import { NO_PORTS } from './port-set.ts';
import { NONE } from './port-sets.ts';
import type { Connections, Reachability, ReachLine, ReachOptions, ReachPeer, ReachTransport } from './reach.ts';
import { type Speaker, speakerKey, workloadSpeakers } from './speakers.ts';

/** Who serves Ingresses is not known, so only what policies say of everybody holds for it. */
const CONTROLLER: Speaker = {
  pod: { namespace: '{ingress-controller}', labels: {}, hostNetwork: false, containers: [] },
};

/** A peer with the parties that speak for it, by their number. */
interface Member {
  readonly peer: ReachPeer;
  readonly parties: readonly number[];
}

/** Everybody who can be one end of a line. */
interface Members {
  readonly parties: readonly Party[];
  readonly sources: readonly Member[];
  readonly destinations: readonly Member[];
  /** By workload label: the ports that entry points lead to. */
  readonly opened: ReturnType<typeof entryPoints>;
}

/**
 * Who can connect to whom. Pods that no policy tells apart are looked at once, and so are peers that the same rules of a pod's
 * policies match. Nothing is computed for a pair before somebody asks for it.
 * Simplification: in `reach` the first address of a pod counts, and outside are IPv4 addresses (IPv6 where no pod has an IPv4 address).
 */
export function computeReach(cluster: Cluster, { ipBlocks = 'outside' }: ReachOptions = {}): Reachability {
  // Under a CNI that ignores them, there are none.
  const policies = cluster.settings.policiesIgnored === true ? createPolicySet({}) : policiesOf(cluster);
  const { parties, sources, destinations, opened } = listMembers(cluster, policies, ipBlocks === 'addresses');
  const pairs = createPartyPairs(policies, parties, cluster);
  const { sets, from } = pairs;
  const pairsOf: PairsOf = (source) => {
    const allowed = from(source.parties);
    if (source.peer.kind === 'ingress-controller') {
      return ({ peer, parties: own }) =>
        peer.kind === 'workload' ? sets.common(allowed(own), sets.number(opened.get(peer.label) ?? NO_PORTS)) : NONE;
    }
    const outside = source.peer.kind !== 'workload';
    return (destination) =>
      source === destination || (outside && destination.peer.kind !== 'workload') ? NONE : allowed(destination.parties);
  };
  const shown: Connections[] = [];
  const show = (number: number): Connections => (shown[number] ??= toConnections(sets.set(number)));
  const named = (members: readonly Member[]): ReadonlyMap<string, Member> =>
    new Map(members.map((member) => [member.peer.label, member]));
  const [bySource, byDestination] = [named(sources), named(destinations)];
  return {
    sources: sources.map(({ peer }) => peer),
    destinations: destinations.map(({ peer }) => peer),
    connections: (src, dst) => {
      const [source, destination] = [bySource.get(src), byDestination.get(dst)];
      return source === undefined || destination === undefined ? {} : show(pairsOf(source)(destination));
    },
    decide: (src, dst, transport) =>
      decideFor({ policies, parties, context: cluster }, bySource.get(src), byDestination.get(dst), transport),
    lines: () => listLines({ sources, destinations, pairs, pairsOf, show }),
  };
}

/** For one source, by destination: the number of the set of ports. */
type PairsOf = (source: Member) => (destination: Member) => number;

function listMembers(cluster: Cluster, policies: PolicySet, byAddress: boolean): Members {
  const parties: Party[] = [];
  const numbers = new Map<string, number>();
  const add = (speaker: Speaker): number => {
    const key = speakerKey(speaker);
    const number = numbers.get(key) ?? parties.push(speaker) - 1;
    numbers.set(key, number);
    return number;
  };
  const listed = workloadSpeakers(cluster, byAddress);
  const workloads = listed.map(({ speakers, ...peer }): Member => {
    return { peer: { kind: 'workload', ...peer }, parties: [...new Set(speakers.map(add))] };
  });
  const family =
    cluster.pods.length > 0 && cluster.pods.every(({ ips }) => ips.every((ip) => ipFamily(ip) === 6)) ? 6 : 4;
  const external = (direction: 'ingress' | 'egress'): readonly Member[] =>
    externalRanges(policies.all, direction, family).map(({ first, last }) => ({
      peer: { kind: 'external', label: `${first}-${last}[External]`, first, last },
      parties: [parties.push({ ip: first }) - 1],
    }));
  const opened = entryPoints(cluster, listed);
  const controller: Member = {
    peer: { kind: 'ingress-controller', label: '{ingress-controller}' },
    parties: [add(CONTROLLER)],
  };
  return {
    parties,
    opened,
    sources: [...workloads, ...external('ingress'), ...(opened.size > 0 ? [controller] : [])],
    destinations: [...workloads, ...external('egress')],
  };
}

interface Deciding {
  readonly policies: PolicySet;
  readonly parties: readonly Party[];
  readonly context: PolicyContext;
}

function decideFor(
  { policies, parties, context }: Deciding,
  source: Member | undefined,
  destination: Member | undefined,
  { protocol, port }: ReachTransport,
): Decision | undefined {
  const [from, to] = [parties[source?.parties[0] ?? -1], parties[destination?.parties[0] ?? -1]];
  if (from === undefined || to === undefined) return undefined;
  return decide(policies, { source: from, destination: to, protocol, port }, context);
}

interface Listing extends Pick<Members, 'sources' | 'destinations'> {
  readonly pairs: PartyPairs;
  readonly pairsOf: PairsOf;
  readonly show: (number: number) => Connections;
}

/** Destinations that no policy tells apart are refused together. */
function listLines({ sources, destinations, pairs, pairsOf, show }: Listing): readonly ReachLine[] {
  const groups = groupBy(destinations, ({ parties }) => parties.map(pairs.classOf).join());
  const lines: { readonly line: ReachLine; readonly text: string }[] = [];
  for (const source of sources) {
    const allowed = pairs.from(source.parties);
    const pair = pairsOf(source);
    for (const group of groups.values()) {
      if (allowed(group[0]?.parties ?? []) === NONE) continue;
      for (const destination of group) {
        const number = pair(destination);
        if (number === NONE) continue;
        const [src, dst] = [source.peer.label, destination.peer.label];
        lines.push({ line: { src, dst, connections: show(number) }, text: `${src} => ${dst}` });
      }
    }
  }
  return lines.sort((a, b) => (a.text < b.text ? -1 : 1)).map(({ line }) => line);
}
