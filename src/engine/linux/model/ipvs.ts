import type { FlowKey, Protocol } from '../../net/flow.ts';
import type { Ip, Port } from '../../net/ip.ts';
import type { Origin } from './origin.ts';

/** A destination of a virtual server. */
export interface RealServer {
  readonly ip: Ip;
  readonly port: Port;
  /** Its share; 0: no new connections. */
  readonly weight: number;
}

/** An address and port whose connections are spread over real servers, which are reached by NAT ("masq"). */
export interface VirtualServer {
  readonly protocol: Protocol;
  readonly ip: Ip;
  readonly port: Port;
  readonly scheduler: 'rr';
  /** Seconds for which a client keeps its real server; absent: no persistence. */
  readonly persistence?: number;
  readonly realServers: readonly RealServer[];
  readonly origin: Origin;
}

export interface IpvsConnection {
  readonly server: VirtualServer;
  readonly realServer: RealServer;
}

/** What IPVS remembers of one namespace: connections by the flow that opened them and by their replies, and persistence. */
export interface IpvsState {
  readonly opened: Map<FlowKey, IpvsConnection>;
  readonly replies: Map<FlowKey, IpvsConnection>;
  readonly templates: Map<string, RealServer>;
}

export const createIpvsState = (): IpvsState => ({ opened: new Map(), replies: new Map(), templates: new Map() });

/** Priorities of IPVS relative to NAT, whose place in the same hook they depend on. ip_vs_core.c ip_vs_ops4. */
export const IPVS_PRIORITY = { request: { input: 99, output: -98 }, reply: { input: 98, output: -99, forward: 100 } };
