import type { Ip, Port } from '../../net/ip.ts';
import type { Subject } from './origin.ts';
import type { PacketHeader } from './packet.ts';

interface AtProxy {
  /** That of the packet by which the connection came; a proxy changes nothing of it. */
  readonly packet: PacketHeader;
}

/** A proxy ended TLS for this name: what it reads from here on is the request itself. */
export interface TlsTerminatedStep extends AtProxy {
  readonly type: 'TLS_TERMINATED';
  readonly action: 'DECRYPTED';
  readonly detail: { readonly serverName: string; readonly entry?: Subject; readonly secretName?: string };
}
/** A proxy found the rule for a request, or for a connection whose bytes it passes on. */
export interface RouteMatchedStep extends AtProxy {
  readonly type: 'ROUTE_MATCHED';
  /** FORWARDED: it opens a connection of its own. ANSWERED: it answers by itself, as with a redirect or an error. */
  readonly action: 'FORWARDED' | 'ANSWERED';
  readonly detail: {
    /** Through which the request came in: an Ingress, a Gateway. */
    readonly entry?: Subject;
    /** Whose rule it is, and which of its rules, counted from 0; without `rule` its default. */
    readonly object: Subject;
    readonly rule?: number;
    /** What the rule asks for: absent, it takes every one. */
    readonly host?: string;
    readonly path?: string;
    /** Types of the filters applied, in order. */
    readonly filters?: readonly string[];
    readonly backend?: Subject;
    /** Of HTTP. */
    readonly status?: number;
  };
}
/** No rule of a proxy takes the request. */
export interface NoRouteMatchedStep extends AtProxy {
  readonly type: 'NO_ROUTE_MATCHED';
  /** ANSWERED: with an HTTP status. CLOSED: the connection is closed. */
  readonly action: 'ANSWERED' | 'CLOSED';
  readonly detail: {
    readonly entry?: Subject;
    readonly host: string;
    readonly path?: string;
    readonly status?: number;
  };
}
/** A mesh's proxy beside the containers of a pod decided about a connection that was redirected to it. */
export interface SidecarStep extends AtProxy {
  readonly type: 'SIDECAR';
  /**
   * FORWARDED: to a server of the Service that was called. PASSED_THROUGH: to where the connection was going. HANDED_IN: to the
   * container beside it. ANSWERED: it answers by itself, with an error. CLOSED: it closes the connection.
   */
  readonly action: 'FORWARDED' | 'PASSED_THROUGH' | 'HANDED_IN' | 'ANSWERED' | 'CLOSED';
  readonly detail: {
    /** Of what the pod sends, or of what comes to it. */
    readonly way: 'OUT' | 'IN';
    /** Where the connection was going before it was redirected. */
    readonly ip: Ip;
    readonly port: Port;
    readonly service?: Subject;
    /** What decided: a policy, a rule. */
    readonly by?: Subject;
    /** The connection that it opens, or that came to it, is one of mutual TLS. */
    readonly mutualTls: boolean;
    /** Of HTTP. */
    readonly status?: number;
  };
}
/** What a proxy decides about what a connection brought it: after the socket took the packet, in the same hop. */
export type ProxyStep = TlsTerminatedStep | RouteMatchedStep | NoRouteMatchedStep | SidecarStep;
