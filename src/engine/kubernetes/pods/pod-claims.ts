import type { Ip } from '../../net/ip.ts';
import type { PodAsk } from '../matching/pod-asks.ts';
import { addFinding, createReport, type Report } from '../model/report.ts';

/** The addresses that pods say they have. Two pods with the same one: the first keeps it. */
export interface PodClaims<P = PodAsk> {
  readonly pods: readonly P[];
  readonly holders: Holders<P>;
  /** What is left of their addresses to pods of which some are others'. */
  readonly believed: ReadonlyMap<P, readonly Ip[]>;
  /** That more than one pod has. */
  readonly contested: ReadonlySet<Ip>;
  readonly report: Report;
}

/** Who has an address: as the table says, but for what changed since (undefined: nobody any more). */
export interface Holders<P> {
  readonly table: ReadonlyMap<Ip, P>;
  readonly changes: ReadonlyMap<Ip, P | undefined>;
}

export function holderAmong<P>({ table, changes }: Holders<P>, ip: Ip): P | undefined {
  return changes.has(ip) ? changes.get(ip) : table.get(ip);
}

export function allHolders<P>({ table, changes }: Holders<P>): ReadonlyMap<Ip, P> {
  if (changes.size === 0) return table;
  const all = new Map(table);
  for (const [ip, pod] of changes) {
    if (pod === undefined) all.delete(ip);
    else all.set(ip, pod);
  }
  return all;
}

/** The addresses a pod claims: of its own network namespace, while it runs. */
export function claimsOf({ facts: { hostNetwork, phase, podIPs } }: PodAsk): readonly Ip[] {
  return hostNetwork || phase === 'Succeeded' || phase === 'Failed' ? NONE : podIPs;
}

const NONE: readonly Ip[] = [];

/** Given addresses are kept before any is handed out. */
export function claimAddresses<P extends PodAsk>(pods: readonly P[]): PodClaims<P> {
  const holders = new Map<Ip, P>();
  const believed = new Map<P, readonly Ip[]>();
  const contested = new Set<Ip>();
  const report = createReport();
  for (const pod of pods) {
    for (const ip of claimsOf(pod)) {
      const holder = holders.get(ip);
      if (holder === undefined) {
        holders.set(ip, pod);
        continue;
      }
      contested.add(ip);
      believed.set(
        pod,
        (believed.get(pod) ?? pod.facts.podIPs).filter((other) => other !== ip),
      );
      const detail = { is: 'OF_POD', ip, pod: { namespace: holder.namespace, name: holder.name } } as const;
      const path = ['status', 'podIP'];
      addFinding(report, { severity: 'warning', code: 'DUPLICATE_ADDRESS', detail, object: pod.source.object, path });
    }
  }
  return { pods, holders: { table: holders, changes: new Map() }, believed, contested, report };
}
