import type { PolicySet } from '../../kubernetes/network-policy/policy-set.ts';
import type { Party, PolicyContext } from '../../kubernetes/network-policy/select.ts';
import { createDirectionReach, setOf } from './direction-reach.ts';
import { classify } from './party-classes.ts';
import { createPeerTable, pickParties } from './peer-table.ts';
import { unite } from './port-set.ts';
import { createPortSets, type PortSets } from './port-sets.ts';

/** What parties may use of each other, as numbers of port sets. */
export interface PartyPairs {
  readonly sets: PortSets;
  /** Parties that no policy tells apart have the same number. */
  readonly classOf: (party: number) => number;
  /** What any of the sources may use to any of the destinations. Neither is empty. */
  readonly from: (sources: readonly number[]) => (destinations: readonly number[]) => number;
}

const UNKNOWN = -1;

/** Allowed by the source's egress and the destination's ingress; computed once for two classes of parties. */
export function createPartyPairs(policies: PolicySet, parties: readonly Party[], context: PolicyContext): PartyPairs {
  const sets = createPortSets();
  const whole = createPeerTable(parties, context);
  const { classOf, speakers } = classify(policies.all, parties, whole);
  const scope = {
    policies: policies.all,
    parties: speakers.flatMap((index) => parties[index] ?? []),
    table: pickParties(whole, speakers),
    sets,
  };
  const egress = createDirectionReach(scope, 'egress');
  const ingress = createDirectionReach(scope, 'ingress');
  const count = speakers.length;
  const known = new Int32Array(count * count).fill(UNKNOWN);
  const row = (one: number): ((other: number) => number) => {
    const source = classOf[one] ?? 0;
    const start = source * count;
    return (other) => {
      const destination = classOf[other] ?? 0;
      const found = known[start + destination] ?? UNKNOWN;
      if (found !== UNKNOWN) return found;
      const number = sets.common(setOf(egress(source), destination), setOf(ingress(destination), source));
      known[start + destination] = number;
      return number;
    };
  };
  return {
    sets,
    classOf: (party) => classOf[party] ?? 0,
    from: (sources) => {
      const rows = sources.map(row);
      const [only = row(0)] = rows;
      const single = rows.length === 1;
      return (destinations) => {
        if (single && destinations.length === 1) return only(destinations[0] ?? 0);
        const found = new Set(rows.flatMap((each) => destinations.map(each)));
        return sets.number([...found].map(sets.set).reduce(unite));
      };
    },
  };
}
