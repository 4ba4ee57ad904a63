import type { Protocol } from '../../../src/engine/net/flow.ts';
import type { Ip, IpFamily, Port } from '../../../src/engine/net/ip.ts';
import { createFib } from '../../../src/engine/linux/namespace/fib.ts';
import { kernelRoutes } from '../../../src/engine/linux/namespace/kernel-routes.ts';
import type { Fib, Route, RoutingRule } from '../../../src/engine/linux/model/routes.ts';
import {
  type Interface,
  type Network,
  type NetworkNamespace,
  type Segment,
  EMPTY_RULESET,
  type Ruleset,
} from '../../../src/engine/linux/namespace/namespace.ts';
import type { NamespaceId } from '../../../src/engine/linux/model/place.ts';
import type { NeighborEntry, Socket, Sysctls } from '../../../src/engine/linux/model/devices.ts';
import type { Origin } from '../../../src/engine/linux/model/origin.ts';

/** A Linux host as it boots: no forwarding, bridged packets unseen by iptables, 127/8 confined to lo. */
const DEFAULT_SYSCTLS: Sysctls = { ipForward: false, bridgeNfCallIptables: false, routeLocalnet: false };

/** What is particular to a namespace. Each function is called at most once (per family), when first needed. */
export interface NamespaceSpec {
  readonly id: NamespaceId;
  readonly origin: Origin;
  readonly sysctls?: Partial<Sysctls>;
  readonly outside?: boolean;
  readonly interfaces: () => readonly Interface[];
  /** Besides those the kernel adds for the interfaces' addresses. */
  readonly routes?: (family: IpFamily) => readonly Route[];
  /** Besides those every host has. */
  readonly rules?: (family: IpFamily) => readonly RoutingRule[];
  readonly neighbor?: (device: string, ip: Ip) => NeighborEntry | undefined;
  readonly ruleset?: (family: IpFamily) => Ruleset;
  /** Listening sockets; `socket` replaces the search among them. */
  readonly sockets?: () => readonly Socket[];
  readonly socket?: (protocol: Protocol, ip: Ip, port: Port) => Socket | undefined;
  readonly ipvs?: NetworkNamespace['ipvs'];
  readonly bpf?: NetworkNamespace['bpf'];
}

/** A namespace that makes its parts when they are first asked for, once. */
export function createNamespace(spec: NamespaceSpec): NetworkNamespace {
  const interfaces = once(spec.interfaces);
  const byName = once(() => new Map(interfaces().map((device) => [device.name, device])));
  const fib = perFamily<Fib>((family) =>
    createFib([...kernelRoutes(interfaces(), family), ...(spec.routes?.(family) ?? [])], spec.rules?.(family)),
  );
  const sockets = once(() => spec.sockets?.() ?? []);
  const namespace = {
    id: spec.id,
    origin: spec.origin,
    sysctls: { ...DEFAULT_SYSCTLS, ...spec.sysctls },
    interfaces,
    interface: (name: string) => byName().get(name),
    fib,
    neighbor: spec.neighbor ?? (() => undefined),
    ruleset: perFamily<Ruleset>((family) => spec.ruleset?.(family) ?? EMPTY_RULESET),
    socket:
      spec.socket ?? ((protocol: Protocol, ip: Ip, port: Port) => lookupSocket(sockets(), { protocol, ip, port })),
  };
  const { outside, ipvs, bpf } = spec;
  return {
    ...namespace,
    ...(outside === undefined ? {} : { outside }),
    ...(ipvs === undefined ? {} : { ipvs }),
    ...(bpf === undefined ? {} : { bpf }),
  };
}

/** The socket that takes such a packet: one bound to the address before one bound to the wildcard. */
function lookupSocket(
  sockets: readonly Socket[],
  { protocol, ip, port }: { readonly protocol: Protocol; readonly ip: Ip; readonly port: Port },
): Socket | undefined {
  const listening = sockets.filter((socket) => socket.protocol === protocol && socket.port === port);
  return listening.find((socket) => socket.ip === ip) ?? listening.find((socket) => socket.ip === undefined);
}

/** What is particular to a network: how a namespace or segment is made. undefined: there is none of that name. */
export interface NetworkSpec {
  readonly namespace: (id: NamespaceId) => NetworkNamespace | undefined;
  readonly segment?: (id: string) => Segment | undefined;
}

/** A network that makes each namespace and segment when it is first asked for, once. */
export function createNetwork(spec: NetworkSpec): Network {
  return {
    namespace: memoize(spec.namespace),
    segment: memoize((id: string) => spec.segment?.(id)),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function perFamily<T>(make: (family: IpFamily) => T): (family: IpFamily) => T {
  const four = once(() => make(4));
  const six = once(() => make(6));
  return (family) => (family === 4 ? four() : six());
}

function memoize<T>(make: (id: string) => T): (id: string) => T {
  const made = new Map<string, { readonly value: T }>();
  return (id) => {
    let found = made.get(id);
    if (found === undefined) {
      found = { value: make(id) };
      made.set(id, found);
    }
    return found.value;
  };
}
