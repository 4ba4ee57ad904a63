import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { Assumption } from '../../kubernetes/model/assumption.ts';
import { ipFamily } from '../../net/ip.ts';
import { answerFromZone, isInZone } from './cluster-zone.ts';
import { type DnsAnswer, type DnsRecord, NO_DATA, NOT_FOUND } from './dns-record.ts';
import { resolveOutside } from './outside-names.ts';
import type { answerReverse } from './reverse-zone.ts';

/** An answer as a resolver gets it, with what it rests on. */
export interface ServerAnswer extends DnsAnswer {
  readonly assumptions: readonly Assumption[];
  /** The line of its settings by which the server answers so; absent: any server would. */
  readonly told?: string;
}

export type ReverseZone = typeof answerReverse;

/** A name server: a fully qualified name and a type in, its answer out. */
export type NameServer = (name: string, type: string) => ServerAnswer;

/** CoreDNS plugin/backend_lookup.go: more than seven aliases in a row are not followed. */
const MAX_ALIASES = 8;

const own = (answer: DnsAnswer): ServerAnswer => ({ ...answer, assumptions: [] });

/**
 * The DNS of the world outside, as every resolver out there answers. A name that the input does not tell of is taken to
 * exist, but not one that a resolver made with its search list (`searched`): that is only tried. `zone`: one that the server is asked
 * for by itself, and knows.
 */
export function outsideServer(cluster: Cluster, searched: readonly string[], zone?: string): NameServer {
  return (name, type) => {
    const { addresses, assumptions } = resolveOutside(cluster, name, zone);
    const isMadeUp = assumptions.length > 0 && searched.includes(name);
    if (isMadeUp) return { ...NOT_FOUND, assumptions: [searchedOutside(name)] };
    if (addresses.length === 0) return own(NOT_FOUND);
    const family = type === 'A' ? 4 : type === 'AAAA' ? 6 : undefined;
    const records = addresses
      .filter((ip) => ipFamily(ip) === family)
      .map((ip): DnsRecord => ({ name, type: type as 'A' | 'AAAA', data: ip }));
    return { rcode: 'NOERROR', records, assumptions: records.length > 0 ? assumptions : [] };
  };
}

/** A domain with a wildcard record answers for whatever stands before it, and a resolver takes the first answer. */
function searchedOutside(name: string): Assumption {
  return { code: 'SEARCH_DOMAIN_ASSUMED', detail: { name: name.replace(/\.$/, '') } };
}

/**
 * The cluster DNS: authority for its zone and for reverse names it knows (`reverseOf`; absent: nobody asks for the name of an
 * address, as no request does); any other name it asks `outside`.
 * Simplification: the Corefile is kubeadm's, nothing is cached, no autopath.
 */
export function clusterServer(cluster: Cluster, outside: NameServer, reverseOf?: ReverseZone): NameServer {
  const follow = (name: string, type: string, before: readonly string[]): ServerAnswer => {
    const answer = answerFromZone(cluster, name, type);
    const [alias] = answer.records;
    if (alias?.type !== 'CNAME' || type === 'CNAME') return own(answer);
    const seen = [...before, name.toLowerCase()];
    const isLoop = seen.includes(alias.data.toLowerCase()) || seen.length > MAX_ALIASES;
    if ((type !== 'A' && type !== 'AAAA') || isLoop) return own(NO_DATA);
    const inside = isInZone(cluster, alias.data);
    const target = inside ? follow(alias.data, type, seen) : outside(alias.data, type);
    // An alias is told only with what it leads to; outside, with whatever came back.
    const told = inside ? target.records.length > 0 : target.rcode !== 'SERVFAIL';
    return { ...target, rcode: 'NOERROR', records: told ? [alias, ...target.records] : [] };
  };
  return (name, type) => {
    const reverse = reverseOf?.(cluster, name, type);
    if (reverse !== undefined) return own(reverse);
    return isInZone(cluster, name) ? follow(name, type, []) : outside(name, type);
  };
}
