import { remembered } from '../../kubernetes/tools/ask.ts';
import { cidrParts } from '../../net/cidr.ts';
import { IP_BITS } from '../../net/ip.ts';
import type { Chain, Rule } from '../../linux/model/netfilter.ts';
import type { PacketHeader } from '../../linux/model/packet.ts';

/** Shorter chains are as fast without an index. */
const WORTH_AN_INDEX = 8;

interface Selector {
  source?: string;
  destination?: string;
  dport?: number;
  protocol?: string;
}

/**
 * A chain that finds its rules by source or destination address, destination port and protocol. A rule that asks for
 * exactly one of such values is filed under them; every other rule is a candidate for every packet.
 */
export function createIndexedChain(name: string, rules: readonly Rule[]): Chain {
  if (rules.length < WORTH_AN_INDEX) return { name, rules };
  let index: RuleIndex | undefined;
  return {
    name,
    rules,
    candidates: (packet) => {
      index ??= buildIndex(rules);
      return lookup(index, packet);
    },
  };
}

interface RuleIndex {
  readonly always: readonly number[];
  readonly filed: ReadonlyMap<string, readonly number[]>;
}

function buildIndex(rules: readonly Rule[]): RuleIndex {
  const always: number[] = [];
  const filed = new Map<string, number[]>();
  rules.forEach((rule, position) => {
    const key = fileOf(rule);
    const list = key === undefined ? always : filed.get(key);
    if (list !== undefined) list.push(position);
    else if (key !== undefined) filed.set(key, [position]);
  });
  return { always, filed };
}

/** Remembered per rule: rules outlive the chains they are put in. */
const fileOf = remembered((rule: Rule) => keyOf(selectorOf(rule)));

function selectorOf(rule: Rule): Selector {
  const selector: Selector = {};
  for (const match of rule.matches) {
    if ('negate' in match && match.negate === true) continue;
    if (match.type === 'protocol') selector.protocol = match.protocol;
    else if (match.type === 'dport' && match.from === match.to) selector.dport = match.from;
    else if (match.type === 'source' || match.type === 'destination') {
      const { family, network, prefixLength } = cidrParts(match.cidr);
      if (prefixLength === IP_BITS[family]) selector[match.type] = network;
    }
  }
  return selector;
}

/** One of three kinds of key; undefined: cannot be filed. */
function keyOf({ source, destination, dport, protocol }: Selector): string | undefined {
  const service = dport === undefined || protocol === undefined ? undefined : `${protocol} ${dport}`;
  if (service !== undefined) return destination === undefined ? service : `${service} ${destination}`;
  return source === undefined ? undefined : `from ${source}`;
}

function lookup({ always, filed }: RuleIndex, packet: PacketHeader): readonly number[] {
  const service = `${packet.protocol} ${packet.destinationPort}`;
  const lists = [
    always,
    filed.get(`${service} ${packet.destinationIP}`),
    filed.get(service),
    filed.get(`from ${packet.sourceIP}`),
  ];
  const found = lists.filter((list) => list !== undefined && list.length > 0) as readonly (readonly number[])[];
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only;
  return found.flat().sort((a, b) => a - b);
}
