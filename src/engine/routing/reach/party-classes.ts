import type { Policy } from '../../kubernetes/network-policy/policy.ts';
import type { Party } from '../../kubernetes/network-policy/select.ts';
import { namesOf } from './direction-reach.ts';
import type { PeerTable, Row } from './peer-table.ts';
import { numberColumns } from './states.ts';

/** Parties that no policy tells apart. */
export interface PartyClasses {
  /** By party. */
  readonly classOf: Int32Array;
  /** By class: one of its parties. */
  readonly speakers: readonly number[];
}

/** Two parties are of one class when the same policies select them, the same rules match them, and they name the same ports. */
export function classify(policies: readonly Policy[], parties: readonly Party[], table: PeerTable): PartyClasses {
  const rows = new Set<Row>();
  for (const policy of policies) {
    rows.add(table.subject(policy));
    for (const rule of [...(policy.ingress ?? []), ...(policy.egress ?? [])]) {
      rows.add(table.peers(rule));
      if (rule.own !== undefined) rows.add(table.own(rule));
    }
  }
  // A node's own network is not restricted, whatever selects everybody.
  const start = namesOf(parties).map(
    (names, index) => names * 2 + (parties[index]?.pod?.hostNetwork === false ? 1 : 0),
  );
  const numbers = numberColumns([...rows], Int32Array.from(start));
  const classes = new Map<number, number>();
  const speakers: number[] = [];
  const classOf = numbers.map((number, index) => {
    let found = classes.get(number);
    if (found === undefined) classes.set(number, (found = speakers.push(index) - 1));
    return found;
  });
  return { classOf, speakers };
}
