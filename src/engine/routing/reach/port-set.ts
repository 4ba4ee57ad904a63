import type { TransportProtocol } from '../../kubernetes/model/basics.ts';
import type { PortRange } from '../../kubernetes/network-policy/select.ts';

/**
 * Ports of all three protocols as one sorted list of borders: [from, to, from, to, …], inclusive, never touching. A port
 * stands at its number plus its protocol's offset. Equal sets are equal lists.
 */
export type PortSet = readonly number[];

const PROTOCOLS: readonly TransportProtocol[] = ['SCTP', 'TCP', 'UDP'];
const MAX_PORT = 65_535;
const SPAN = 65_536;
const offsetOf = (protocol: TransportProtocol): number => PROTOCOLS.indexOf(protocol) * SPAN;

export const NO_PORTS: PortSet = [];
export const ALL_PORTS: PortSet = PROTOCOLS.flatMap((protocol) => [
  offsetOf(protocol) + 1,
  offsetOf(protocol) + MAX_PORT,
]);

export function portSet(ranges: readonly PortRange[]): PortSet {
  let found = NO_PORTS;
  for (const { protocol, from, to } of ranges)
    found = unite(found, [offsetOf(protocol) + from, offsetOf(protocol) + to]);
  return found;
}

export function unite(a: PortSet, b: PortSet): PortSet {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const united: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const takeA = j >= b.length || (i < a.length && at(a, i) <= at(b, j));
    const [from, to] = takeA ? [at(a, i), at(a, i + 1)] : [at(b, j), at(b, j + 1)];
    if (takeA) i += 2;
    else j += 2;
    const last = united.length - 1;
    if (last > 0 && from <= at(united, last) + 1) united[last] = Math.max(at(united, last), to);
    else united.push(from, to);
  }
  return united;
}

export function intersect(a: PortSet, b: PortSet): PortSet {
  const common: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const from = Math.max(at(a, i), at(b, j));
    const to = Math.min(at(a, i + 1), at(b, j + 1));
    if (from <= to) common.push(from, to);
    if (at(a, i + 1) < at(b, j + 1)) i += 2;
    else j += 2;
  }
  return common;
}

export function subtract(a: PortSet, b: PortSet): PortSet {
  return b.length === 0 ? a : intersect(a, complement(b));
}

function complement(set: PortSet): PortSet {
  const rest: number[] = [];
  let next = 0;
  for (let i = 0; i < set.length; i += 2) {
    if (at(set, i) > next) rest.push(next, at(set, i) - 1);
    next = at(set, i + 1) + 1;
  }
  rest.push(next, PROTOCOLS.length * SPAN);
  return rest;
}

const at = (set: readonly number[], index: number): number => set[index] ?? 0;

/** Ranges by protocol, in alphabetical order of the protocols that have any. */
export function rangesOf(set: PortSet): ReadonlyMap<TransportProtocol, readonly (readonly [number, number])[]> {
  const ranges = new Map<TransportProtocol, (readonly [number, number])[]>();
  for (const protocol of PROTOCOLS) {
    const offset = offsetOf(protocol);
    const own: (readonly [number, number])[] = [];
    for (let i = 0; i < set.length; i += 2) {
      const from = at(set, i) - offset;
      if (from >= 1 && from <= MAX_PORT) own.push([from, at(set, i + 1) - offset]);
    }
    if (own.length > 0) ranges.set(protocol, own);
  }
  return ranges;
}
