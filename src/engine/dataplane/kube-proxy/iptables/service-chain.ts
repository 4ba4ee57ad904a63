import type { Chain, Rule } from '../../../linux/netfilter.ts';
import type { PacketHeader } from '../../../linux/packet.ts';
import { once } from '../../once.ts';

export interface ServiceChainInput {
  readonly name: string;
  /** How many rules each Service port has in the chain. */
  readonly counts: readonly number[];
  /** The rules of a Service port, as many as it counts. */
  readonly rulesOf: (index: number) => readonly Rule[];
  /** Rules after those of all Services. */
  readonly tail: readonly Rule[];
  /** The Service ports, ascending, whose rules a packet may match. */
  readonly claimants: (packet: PacketHeader) => readonly number[];
}

/**
 * A chain that lists all Services. Where each rule stands is known from the counts; a rule is made when a packet comes that
 * may match it, or when somebody reads the chain.
 */
export function createServiceChain({ name, counts, rulesOf, tail, claimants }: ServiceChainInput): Chain {
  const starts = startsOf(counts);
  const services = starts[counts.length] ?? 0;
  const count = services + tail.length;
  const tailIndices = tail.map((_rule, at) => services + at);
  const rules = once(() => [...counts.flatMap((_count, index) => rulesOf(index)), ...tail]);
  return {
    name,
    get rules() {
      return rules();
    },
    lazy: {
      count,
      rule: (position) => {
        if (position >= services) return tail[position - services];
        const index = portAt(starts, position);
        return rulesOf(index)[position - (starts[index] ?? 0)];
      },
    },
    candidates: (packet) => {
      const found: number[] = [];
      for (const index of claimants(packet)) {
        for (let at = starts[index] ?? 0; at < (starts[index + 1] ?? 0); at += 1) found.push(at);
      }
      return found.length === 0 ? tailIndices : [...found, ...tailIndices];
    },
  };
}

/** Position of the first rule of each Service port, and of the first after them all. */
function startsOf(counts: readonly number[]): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  let next = 0;
  for (const [index, count] of counts.entries()) {
    next += count;
    starts[index + 1] = next;
  }
  return starts;
}

/** The Service port that the rule at a position belongs to. */
function portAt(starts: Uint32Array, position: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
