import { formatEndpoint, type Ip, type Port } from './ip.ts';

/** Protocols a request can use, and IPIP (IP in IP), which only tunnels do. ICMP and ICMPv6 are told apart by the address family. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP' | 'ICMP' | 'IPIP';

/** The five-tuple. Ports are 0 for ICMP and IPIP. */
export interface Flow {
  readonly protocol: Protocol;
  readonly sourceIP: Ip;
  readonly sourcePort: Port;
  readonly destinationIP: Ip;
  readonly destinationPort: Port;
}

/** A Flow as a Map key. */
export type FlowKey = string & { readonly __brand: 'FlowKey' };

export function flowKey(flow: Flow): FlowKey {
  return `${flow.protocol}|${flow.sourceIP}|${flow.sourcePort}|${flow.destinationIP}|${flow.destinationPort}` as FlowKey;
}

/** The same connection seen from the other end. */
export function reverseFlow(flow: Flow): Flow {
  return {
    protocol: flow.protocol,
    sourceIP: flow.destinationIP,
    sourcePort: flow.destinationPort,
    destinationIP: flow.sourceIP,
    destinationPort: flow.sourcePort,
  };
}

export function sameFlow(a: Flow, b: Flow): boolean {
  return flowKey(a) === flowKey(b);
}

/** "TCP 10.0.0.1:40000 → 10.0.0.2:80" */
export function formatFlow(flow: Flow): string {
  const from = formatEndpoint(flow.sourceIP, flow.sourcePort);
  return `${flow.protocol} ${from} → ${formatEndpoint(flow.destinationIP, flow.destinationPort)}`;
}
