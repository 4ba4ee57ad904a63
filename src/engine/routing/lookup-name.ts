import type { Cluster } from '../kubernetes/cluster.ts';
import type { Assumption } from '../kubernetes/object.ts';
import { type Ip, parseIp } from '../net/ip.ts';
import { answerFromZone, type DnsRecord, isInZone } from './cluster-zone.ts';
import { resolveOutside } from './outside-names.ts';
import { answerReverse } from './reverse-zone.ts';
import { candidateNames, type ResolverConfig } from './resolver-config.ts';

/** What a resolver in a pod learned about a name. */
export interface NameLookup {
  readonly tried: readonly string[];
  /** The tried name that was answered; absent: none was. */
  readonly answeredBy?: string;
  readonly rcode: 'NOERROR' | 'NXDOMAIN';
  readonly records: readonly DnsRecord[];
  readonly addresses: readonly Ip[];
  readonly aliases: readonly string[];
  readonly assumptions: readonly Assumption[];
}

type Answer = Omit<NameLookup, 'tried' | 'answeredBy'>;

const MAX_ALIASES = 8;

/**
 * Asks for every candidate name in order until one is answered with records. `types` are asked for together, as
 * getaddrinfo does; addresses come in that order.
 */
export function lookupName(
  cluster: Cluster,
  config: ResolverConfig,
  name: string,
  types: readonly string[],
): NameLookup {
  const tried: string[] = [];
  let exists = false;
  for (const candidate of candidateNames(name, config)) {
    tried.push(candidate);
    const answers = types.map((type) => answerName(cluster, config, candidate, type));
    const records = answers.flatMap((answer) => answer.records);
    const assumptions = answers.flatMap((answer) => answer.assumptions).slice(0, 1);
    exists ||= answers.some((answer) => answer.rcode === 'NOERROR');
    if (records.length > 0) {
      return {
        tried,
        answeredBy: candidate,
        rcode: 'NOERROR',
        records,
        addresses: answers.flatMap((answer) => answer.addresses),
        aliases: [...new Set(answers.flatMap((answer) => answer.aliases))],
        assumptions,
      };
    }
  }
  return { tried, rcode: exists ? 'NOERROR' : 'NXDOMAIN', records: [], addresses: [], aliases: [], assumptions: [] };
}

/** One name, aliases followed: in the cluster's zone by its records, any other as the world outside answers it. */
function answerName(cluster: Cluster, config: ResolverConfig, question: string, type: string): Answer {
  const records: DnsRecord[] = [];
  const aliases: string[] = [];
  let name = question;
  const reverse = config.ofNode ? undefined : answerReverse(cluster, question, type);
  if (reverse !== undefined) return { ...reverse, addresses: [], aliases, assumptions: [] };
  for (let depth = 0; depth < MAX_ALIASES; depth += 1) {
    if (config.ofNode || !isInZone(cluster, name)) {
      const outside =
        type === 'A' || type === 'AAAA' ? resolveOutside(cluster, name) : { addresses: [], assumptions: [] };
      const ips = outside.addresses.filter((ip) => ip.includes(':') === (type === 'AAAA'));
      const found = ips.map((ip): DnsRecord => ({ name, type: type as 'A' | 'AAAA', data: ip }));
      const exists = outside.addresses.length > 0 || aliases.length > 0;
      const rcode = exists ? 'NOERROR' : 'NXDOMAIN';
      return { rcode, records: [...records, ...found], addresses: ips, aliases, assumptions: outside.assumptions };
    }
    const answer = answerFromZone(cluster, name, type);
    records.push(...answer.records);
    if (answer.alias === undefined || type === 'CNAME') {
      const addresses = answer.records.flatMap((record) =>
        record.type === 'CNAME' ? [] : (parseIp(record.data) ?? []),
      );
      return { rcode: answer.rcode, records, addresses, aliases, assumptions: [] };
    }
    aliases.push(answer.alias);
    name = answer.alias;
  }
  return { rcode: 'NOERROR', records, addresses: [], aliases, assumptions: [] };
}
