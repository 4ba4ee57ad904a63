import type { Chain, Rule } from '../../../linux/model/netfilter.ts';
import type { PacketHeader } from '../../../linux/model/packet.ts';
import { once } from '../../rules/once.ts';

export interface ServiceChainInput {
  readonly name: string;
  /** Position of the first rule of each Service port, and of the first after them all. */
  readonly starts: Uint32Array;
  /** The rules of a Service port, as many as it has positions. */
  readonly rulesOf: (index: number) => readonly Rule[];
  /** Rules after those of all Services. */
  readonly tail: readonly Rule[];
  /** The Service ports, ascending, whose rules a packet may match. */
  readonly claimants: (packet: PacketHeader) => readonly number[];
}

/**
 * A chain that lists all Services. Where each rule stands is known beforehand; a rule is made when a packet comes that
 * may match it, or when somebody reads the chain.
 */
export function createServiceChain({ name, starts, rulesOf, tail, claimants }: ServiceChainInput): Chain {
  const ports = starts.length - 1;
  const services = starts[ports] ?? 0;
  const count = services + tail.length;
  const tailIndices = tail.map((_rule, at) => services + at);
  const rules = once(() => [...Array.from({ length: ports }, (_, index) => rulesOf(index)).flat(), ...tail]);
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
