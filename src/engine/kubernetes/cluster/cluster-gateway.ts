import type { AssumptionCode } from '../model/assumption.ts';
import type { Ip, Port } from '../../net/ip.ts';
import type { RawObject } from '../model/object.ts';

/** A port a Gateway takes connections on. `protocol` is HTTP, HTTPS, TLS, TCP or UDP; absent hostname: every host. */
export interface GatewayListener {
  readonly name: string;
  readonly port: Port;
  readonly protocol: string;
  readonly hostname?: string;
}

/** A route that is attached to a Gateway. */
export interface GatewayRoute {
  /** HTTPRoute, GRPCRoute, TLSRoute, TCPRoute or UDPRoute. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly object: RawObject;
  /** Names of the listeners it is attached to. */
  readonly listeners: readonly string[];
  /** Empty: every host. */
  readonly hostnames: readonly string[];
  /** Those that one of its rules serves whatever method, headers and query a request has. */
  readonly paths: readonly string[];
  /** Services its rules name, each once, permitted or not. */
  readonly backends: readonly { readonly namespace: string; readonly service: string }[];
}

export interface ClusterGateway {
  readonly namespace: string;
  readonly name: string;
  readonly object: RawObject;
  readonly className: string;
  readonly listeners: readonly GatewayListener[];
  /** Addresses clients reach it at: status, or those of the Service in front of its proxy. */
  readonly addresses: readonly Ip[];
  /** The Service in front of its proxy, given or assumed; absent: none serves it. */
  readonly controllerService?: { readonly namespace: string; readonly name: string };
  /** Set when proxy and Service were made up: the code of the assumption. */
  readonly assumed?: AssumptionCode;
  /** Computed on first use. */
  readonly routes: readonly GatewayRoute[];
}
