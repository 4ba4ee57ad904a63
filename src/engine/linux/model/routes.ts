import type { Cidr } from '../../net/cidr.ts';
import type { Ip } from '../../net/ip.ts';
import type { Origin } from './origin.ts';

/** One next hop. No `via` means the destination is on the link itself. */
export interface Nexthop {
  readonly device: string;
  readonly via?: Ip;
  /** `onlink`: `via` is taken to be on the link although no route says so. */
  readonly onlink?: boolean;
  /** Relative weight among a multipath route's next hops. */
  readonly weight: number;
}

/** A route of a namespace (`ip route`, and table local for `type: 'local'`). */
export interface Route {
  readonly destination: Cidr;
  readonly type: 'unicast' | 'local' | 'blackhole' | 'unreachable' | 'prohibit';
  /** Empty for blackhole, unreachable and prohibit; more than one is equal-cost multipath: the walk branches. */
  readonly nexthops: readonly Nexthop[];
  /** `src`: the address a local process uses when it did not bind one. */
  readonly preferredSource?: Ip;
  readonly metric: number;
  /** Absent: table local for type 'local', main for all others. */
  readonly table?: number;
  /** Path MTU of the route (`mtu`); absent: the device's. */
  readonly mtu?: number;
  /** `proto` where the program names one: "bird". Absent: kernel for the kernel's own, else none is shown. */
  readonly protocol?: string;
  readonly origin: Origin;
}

/** A rule of the routing policy (`ip rule`): packets that have all it asks for look into its table. */
export interface RoutingRule {
  /** Lower ones are asked first. */
  readonly priority: number;
  readonly from?: Cidr;
  readonly to?: Cidr;
  readonly fwmark?: { readonly value: number; readonly mask: number };
  /** The device the packet came in by; "lo" for what a local process sends. */
  readonly iif?: string;
  /** `not`: it holds where the rest does not. */
  readonly not?: boolean;
  readonly table: 'local' | 'main' | 'default' | number;
  readonly origin: Origin;
}

/** What rules can ask of a packet besides its destination. A field that is absent equals no rule's. */
export interface RouteKey {
  readonly source?: Ip;
  readonly mark?: number;
  readonly inInterface?: string;
}

/** Forwarding information base of one family: the rules' tables in order, in each the longest prefix, then the lowest metric. */
export interface Fib {
  readonly lookup: (destination: Ip, key?: RouteKey) => Route | undefined;
  /** The route together with the rule that led to its table. */
  readonly decide: (
    destination: Ip,
    key: RouteKey,
  ) => { readonly route: Route; readonly rule: RoutingRule } | undefined;
  /** All routes, for display: local ones first, then main, then other tables by number; most specific first. */
  readonly routes: () => readonly Route[];
  /** `ip rule`: local (0), main (32766) and default (32767), and what programs added; by priority. */
  readonly rules: () => readonly RoutingRule[];
}
