import type { TransportProtocol } from '../../kubernetes/model/basics.ts';
import { ALL_PORTS, type PortSet, rangesOf } from './port-set.ts';
import type { Connections } from './reach.ts';

/** The form a set of ports has for others. */
export function toConnections(set: PortSet): Connections {
  if (set.length === ALL_PORTS.length && set.every((border, index) => border === ALL_PORTS[index]))
    return 'All Connections';
  return Object.fromEntries(rangesOf(set)) as Partial<
    Record<TransportProtocol, readonly (readonly [number, number])[]>
  >;
}

/** "All Connections", "TCP 80,443-445,UDP 53", or "No Connections". */
export function formatConnections(connections: Connections): string {
  if (connections === 'All Connections') return connections;
  const parts = Object.entries(connections).map(([protocol, ranges]) => {
    const list = ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`));
    return `${protocol} ${list.join(',')}`;
  });
  return parts.length === 0 ? 'No Connections' : parts.join(',');
}
